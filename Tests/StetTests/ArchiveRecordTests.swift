import Objects
import Repository
import SimulatedDisk
import Storage
import Testing

@testable import Articles
@testable import Stet

struct ArchiveRecordTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  private func draft(_ name: String, _ content: String?) throws -> RevisionDraft {
    RevisionDraft(article: try ArticleName(name), content: content?.bytes)
  }

  @Test func `an empty archive has no head and no history`() throws {
    #expect(try fixture.archive.head() == nil)
    #expect(try fixture.archive.articles().isEmpty)
    #expect(try fixture.archive.verify(workers: 1).isClean)
    #expect(try fixture.archive.verifyHead().isClean)
    #expect(try fixture.archive.statistics().revisionCount == 0)
  }

  @Test func `drafts are recorded in order, one commit each`() throws {
    try fixture.record([draft("a", "1"), draft("b", "1"), draft("a", "2")])
    #expect(try fixture.archive.history(of: ArticleName("a")).map(\.number) == [2, 1])
    #expect(try fixture.archive.content("a@1") == "1".bytes)
    #expect(try fixture.archive.articles().map(\.description) == ["a", "b"])
  }

  @Test func `one draft that cannot be kept keeps the others out`() throws {
    var bad = try draft("b", "1")
    bad.metadata.title = "a\u{7}"
    let drafts = [try draft("a", "1"), bad]
    #expect(
      throws: ArchiveError.invalidMetadata(
        field: "title", reason: "it has a control character at byte 1")
    ) { try fixture.record(drafts) }
    #expect(try fixture.archive.head() == nil)
  }

  @Test func `every field refuses what a trailer cannot carry`() throws {
    let fields: [(String, WritableKeyPath<Metadata, String?>)] = [
      ("title", \.title), ("source", \.source), ("media type", \.mediaType),
      ("republishes", \.republishes), ("imported from", \.importedFrom),
    ]
    for (name, field) in fields {
      for (value, reason) in [
        ("", "it is empty"), ("a\nb", "it has a control character at byte 1"),
      ] {
        var draft = try draft("a", "1")
        draft.metadata[keyPath: field] = value
        #expect(throws: ArchiveError.invalidMetadata(field: name, reason: reason)) {
          try fixture.record([draft])
        }
      }
    }
  }

  @Test func `the same bytes are a revision only on request`() throws {
    try fixture.record("a", "1")
    let same = try draft("a", "1")
    guard case .unchanged(let name) = try fixture.record([same]).first else {
      Issue.record("it was recorded")
      return
    }
    #expect(name.description == "a")
    var wanted = same
    wanted.allowsUnchanged = true
    try fixture.record([wanted])
    #expect(try fixture.archive.history(of: ArticleName("a")).count == 2)
    #expect(try fixture.archive.verify(workers: 1).findings == [])
  }

  @Test func `the log's times never run backwards, whatever the clock does`() throws {
    let times = ["2011-11-24T12:00:00Z", "2001-01-01T00:00:00Z", "2011-11-24T12:00:01Z"]
    for (number, time) in times.enumerated() { try fixture.record("a", "\(number)", at: time) }
    let recorded = try fixture.archive.history(of: ArticleName("a")).map(\.recorded.description)
    #expect(recorded == [times[2], times[0], times[0]])
    #expect(try fixture.archive.verify(workers: 1).findings == [])
  }

  @Test func `a clock before 1970 is taken for 1970`() throws {
    let revision = try fixture.record("a", "1", at: "1868-05-01T00:00:00Z")
    #expect(revision.recorded.seconds == 0)
  }

  @Test func `an author keeps what git keeps`() throws {
    let author = Author(name: " <Ann>\n O'Hara; ", mail: "<ann@example.org>")
    let draft = try draft("a", "1")
    _ = try fixture.archive.record([draft], by: author, now: Fixture.time("2011-11-24T12:00Z"))
    let revision = try fixture.archive.revision("a")
    #expect(revision.author == Author(name: "Ann O'Hara", mail: "ann@example.org"))
  }

  @Test func `what is recorded is what is read`() throws {
    var metadata = Metadata()
    metadata.title = "T"
    metadata.published = try Fixture.time("1868-05-01")
    let recorded = try fixture.record("a", "1", message: [0xFF, 0x0A], metadata: metadata)
    var read = try fixture.archive.revision("a")
    #expect(read.number == 1)
    read.number = nil
    #expect(read == recorded)
  }

  @Test func `a withdrawn article has a history and no bytes`() throws {
    try fixture.record("a", "1")
    try fixture.record("a", nil)
    let withdrawal = try fixture.archive.revision("a")
    let error = ArchiveError.withdrawn(
      "a", since: withdrawal.observed, lastText: "a@1")
    #expect(throws: error) { try fixture.archive.content("a") }
    #expect(try fixture.archive.content("a@1") == "1".bytes)
    #expect(try fixture.archive.revision("a").isWithdrawal)
    #expect(try fixture.archive.verify(workers: 1).findings == [])
    try fixture.record("a", "1")
    #expect(try fixture.archive.content("a") == "1".bytes)
  }

  @Test func `a new name that can pass for another is refused, and an old one goes on`() throws {
    let name = "bridge\u{202E}"
    let reason = "U+202E at byte 6 is not seen, and can pass it for another name"
    #expect(throws: ArchiveError.invalidName(name, reason: reason)) {
      try fixture.record(name, "1")
    }
    #expect(try fixture.archive.head() == nil)
    // As an import or an earlier version records it.
    var writer = try RevisionWriter(
      archive: fixture.archive, head: nil, author: Fixture.ann, now: Fixture.time("2011-11-24"))
    _ = try writer.add(draft(name, "1"))
    let head = try #require(writer.head)
    try fixture.force(writer.takeObjects(), head: head)
    try fixture.record(name, "2")
    try fixture.record(name, nil)
    try fixture.record(name, "3")
    #expect(try fixture.archive.content(name + "@1") == "1".bytes)
    #expect(try fixture.archive.history(of: ArticleName(name)).count == 4)
  }

  @Test func `the only article goes and comes back in one batch`() throws {
    try fixture.record([draft("a", "1"), draft("a", nil), draft("a", "2")])
    #expect(try fixture.archive.history(of: ArticleName("a")).count == 3)
    #expect(try fixture.archive.content("a") == "2".bytes)
    #expect(try fixture.archive.verify(workers: 1).findings == [])
  }

  @Test func `another writer's lock is waited for, then named`() throws {
    let lock = try fixture.archive.repository.writerLock(timeout: .zero)
    #expect(throws: ArchiveError.locked(path: "/archive/stet/lock")) {
      try fixture.record("a", "1")
    }
    lock.release()
    try fixture.record("a", "1")
  }

  @Test func `git's lock on the branch is named`() throws {
    let path = "/archive/refs/heads/main.lock"
    fixture.disk.write([], to: path)
    #expect(throws: ArchiveError.locked(path: path)) { try fixture.record("a", "1") }
    fixture.disk.delete(path)
    try fixture.record("a", "1")
  }

  @Test func `an archive is not made where one is`() throws {
    #expect(throws: ArchiveError.archiveExists(path: "/dev/null/x")) {
      throw ArchiveError(.storage(.alreadyExists("/dev/null/x")))
    }
    #expect(throws: ArchiveError.noArchive(path: "/nowhere", reason: "it has no config")) {
      try Archive.open(at: "/nowhere")
    }
  }

  @Test func `what is to build on a head is recorded on that one alone`() throws {
    let archive = try fixture.archive
    let now = try Fixture.time("2011-11-24T17:27:00Z")
    func record(_ text: String, onto heads: Set<RevisionID>) throws {
      _ = try archive.record([draft("a", text)], by: Fixture.ann, now: now, onto: heads)
    }
    let stranger = try #require(RevisionID(String(repeating: "a", count: 64)))
    #expect(throws: ArchiveError.headMoved(to: nil)) { try record("1", onto: [stranger]) }
    try record("1", onto: [])
    let first = try #require(try archive.head())
    try record("2", onto: [stranger, first])
    let second = try #require(try archive.head())
    #expect(throws: ArchiveError.headMoved(to: second)) { try record("3", onto: [first]) }
    #expect(try archive.history(of: ArticleName("a")).count == 2)
  }
}
