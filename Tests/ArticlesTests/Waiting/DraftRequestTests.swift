import Objects
import TestSupport
import Testing

@testable import Articles

struct DraftRequestTests {
  private let now = Timestamp(seconds: 1_322_155_620, zoneMinutes: 120)

  private static func time(_ text: String) throws -> Timestamp {
    try #require(Timestamp(text, localZone: { _ in 0 }))
  }

  /// A draft that says all that one can say.
  private func fullDraft() throws -> RevisionDraft {
    var draft = RevisionDraft(
      article: try ArticleName("brücke 1"), content: [0, 10, 13, 255], message: "end 1\n\n".bytes)
    for field in MetadataField.allCases where !field.isTime {
      draft.metadata.set(field, to: "of \(field.name)") { _ in 0 }
    }
    draft.metadata.published = try Self.time("2011-11-24")
    draft.metadata.retrieved = try Self.time("2011-11-24T17:27:00.250-03:30")
    draft.allowsUnchanged = true
    draft.allowsSimilarName = true
    draft.allowsFuture = true
    return draft
  }

  private func request(_ drafts: [RevisionDraft]) throws -> DraftRequest {
    try #require(DraftRequest(drafts, by: Author(name: "", mail: "ann@example.org"), now: now))
  }

  @Test func `a request that is read says what was written`() throws {
    let empty = RevisionDraft(article: try ArticleName("empty"), content: [])
    let withdrawn = RevisionDraft(article: try ArticleName("gone"), content: nil, message: [])
    let request = try request([fullDraft(), empty, withdrawn])
    let read = try #require(DraftRequest(decoding: request.encoded()) { _ in 0 })
    #expect(read.author == request.author && read.now == now)
    #expect(read.drafts.map(\.article) == request.drafts.map(\.article))
    #expect(read.drafts.map(\.content) == [[0, 10, 13, 255], [], nil])
    #expect(read.drafts.map(\.message) == ["end 1\n\n".bytes, nil, []])
    #expect(read.drafts.map(\.metadata) == request.drafts.map(\.metadata))
    #expect(read.drafts.map(\.allowsUnchanged) == [true, false, false])
    #expect(read.drafts.map(\.allowsSimilarName) == [true, false, false])
    #expect(read.drafts.map(\.allowsFuture) == [true, false, false])
    #expect(read.encoded() == request.encoded())
  }

  @Test func `a request that is cut short or changed anywhere is none`() throws {
    let bytes = try request([fullDraft()]).encoded()
    for count in bytes.indices {
      #expect(DraftRequest(decoding: Array(bytes[..<count])) { _ in 0 } == nil, "\(count)")
      var changed = bytes
      changed[count] ^= 1
      #expect(DraftRequest(decoding: changed) { _ in 0 } == nil, "\(count)")
    }
    #expect(DraftRequest(decoding: bytes + [10]) { _ in 0 } == nil)
  }

  @Test(arguments: [
    [("surprise", "1")], [("allows", "everything")], [("Published", "no time")],
    [("article", "")], [("article", "a\u{1}b")], [("Title", "twice"), ("Title", "twice")],
  ])
  func `a request that says what is not known is none`(added: [(String, String)]) throws {
    var fields = WaitingFields()
    for (name, text) in [("name", "Ann"), ("mail", "a@b"), ("now", "1322155620 0")] {
      fields.append(name, text)
    }
    fields.append("article", "bridge")
    fields.append("text", "one")
    #expect(DraftRequest(decoding: fields.encoded(as: "stet request 1")) { _ in 0 } != nil)
    #expect(DraftRequest(decoding: fields.encoded(as: "stet request 2")) { _ in 0 } == nil)
    for (name, text) in added { fields.append(name, text) }
    #expect(DraftRequest(decoding: fields.encoded(as: "stet request 1")) { _ in 0 } == nil)
  }

  @Test(arguments: ["", "1", "1 2 3", "1322155620 1440", "9223372036854775807 0", "x 0"])
  func `a request at a time that no clock shows is none`(now: String) throws {
    var fields = WaitingFields()
    for (name, text) in [("name", "Ann"), ("mail", "a@b"), ("now", now), ("article", "bridge")] {
      fields.append(name, text)
    }
    #expect(DraftRequest(decoding: fields.encoded(as: "stet request 1")) { _ in 0 } == nil)
  }

  @Test func `what is too much, or tells of another time, is for nobody else to record`() throws {
    let name = try ArticleName("bridge")
    let ann = Author(name: "Ann", mail: "ann@example.org")
    let large = RevisionDraft(article: name, content: [UInt8](repeating: 0, count: 1 << 20))
    #expect(DraftRequest([large], by: ann, now: now) == nil)
    let small = RevisionDraft(article: name, content: [1])
    #expect(DraftRequest(Array(repeating: small, count: 65), by: ann, now: now) == nil)
    #expect(DraftRequest([], by: ann, now: now) == nil)
    var imported = small
    imported.authored = now
    #expect(DraftRequest([imported], by: ann, now: now) == nil)
    let request = try #require(DraftRequest([small], by: ann, now: now))
    #expect(request.isTimely(for: Timestamp(seconds: now.seconds + 600, zoneMinutes: 0)))
    #expect(!request.isTimely(for: Timestamp(seconds: now.seconds + 601, zoneMinutes: 0)))
    #expect(!request.isTimely(for: Timestamp(seconds: now.seconds - 601, zoneMinutes: 0)))
  }
}

struct DraftAnswerTests {
  private let one = ObjectID(of: .blob, content: [1].span)
  private let two = ObjectID(of: .blob, content: [2].span)

  @Test func `an answer that is read says what was written`() {
    let doubts: [ArchiveError?] = [
      nil, .denied(path: "/a b"), .noSpace(path: ""),
      .system(doing: "synchronize", path: "/x", reason: "no reason"),
    ]
    for doubt in doubts {
      for commits in [[], [nil], [one, nil, two], [one, nil]] {
        for base in [nil, two] {
          let answer = DraftAnswer(commits: commits, base: base, doubt: doubt)
          #expect(DraftAnswer(decoding: answer.encoded()) == answer)
        }
      }
    }
    #expect(DraftAnswer(commits: [one, nil]).last == one)
    #expect(DraftAnswer(commits: [nil]).last == nil)
  }

  @Test func `an error that has no words for another process is told as one`() throws {
    let answer = DraftAnswer(commits: [one], base: two, doubt: .locked(path: "x"))
    guard case .system = DraftAnswer(decoding: answer.encoded())?.doubt else {
      Issue.record("no error")
      return
    }
  }

  @Test func `an answer that is cut short or changed anywhere is none`() {
    let bytes = DraftAnswer(commits: [one, nil], base: two).encoded()
    for count in bytes.indices {
      #expect(DraftAnswer(decoding: Array(bytes[..<count])) == nil)
      var changed = bytes
      changed[count] ^= 1
      #expect(DraftAnswer(decoding: changed) == nil)
    }
  }
}
