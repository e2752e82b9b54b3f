import Prose
import SimulatedDisk
import TestSupport
import Testing

@testable import Articles
@testable import Stet

struct ArchiveBlameTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  /// Each sentence with the revision in which it arrived: `@1 Alpha went home.`
  private func blame(
    _ specifier: String, since: String? = nil, limit: Int = .max
  ) throws -> [String] {
    let archive = try fixture.archive
    let blame = try archive.blame(
      archive.revision(specifier), since: since.map(Fixture.time), limit: limit)
    return blame.parts.map { part in
      let name = part.arrival.number.map { "@\($0)" } ?? "?"
      return (part.isAtLeast ? "≤" : "") + name + " "
        + String(decoding: blame.text[part.range], as: UTF8.self)
    }
  }

  private func record(_ texts: String?...) throws {
    for text in texts {
      var draft = RevisionDraft(article: try ArticleName("a"), content: text.map(\.bytes))
      draft.allowsUnchanged = true
      try fixture.record([draft])
    }
  }

  @Test func `a sentence is as old as its words, and a changed one is new`() throws {
    try record(
      "Alpha went to the market. Beta stayed at home. Gamma slept.",
      "Alpha went to the market. Beta never stayed at home. Gamma slept. Delta came.",
      "Alpha went to the market. Beta never stayed at home. Gamma slept until noon. Delta came.")
    #expect(
      try blame("a") == [
        "@1 Alpha went to the market.", "@2 Beta never stayed at home.",
        "@3 Gamma slept until noon.", "@2 Delta came.",
      ])
    #expect(
      try blame("a@2") == [
        "@1 Alpha went to the market.", "@2 Beta never stayed at home.", "@1 Gamma slept.",
        "@2 Delta came.",
      ])
  }

  @Test func `a word that went from a sentence's edge made it another`() throws {
    try record("In May, Alpha went home. Beta slept soundly.", "Alpha went home. Beta slept.")
    #expect(try blame("a") == ["@2 Alpha went home.", "@2 Beta slept."])
  }

  @Test func `a sentence that moved, or is broken otherwise, is as old as it was`() throws {
    let long =
      "The harbour master closed the western gate on Monday. Nobody was told about the reason for it."
    let other =
      "The council met twice in the old town hall last week. Its members agreed on the new ferry."
    let broken = (other + "\n\n" + long).replacing(" ", with: "\n")
    try record(long + "\n\n" + other, other + "\n\n" + long, broken)
    #expect(try blame("a@2").allSatisfy { $0.hasPrefix("@1 ") })
    #expect(try blame("a").allSatisfy { $0.hasPrefix("@1 ") })
  }

  @Test func `what went and came back is as old as its return`() throws {
    try record(
      "Alpha went home. Beta slept.", "Beta slept.", "Alpha went home. Beta slept.", nil,
      "Alpha went home. Beta slept.", "Alpha went home. Beta slept. Gamma came.")
    #expect(try blame("a@3") == ["@3 Alpha went home.", "@1 Beta slept."])
    // As git has it of a file that was deleted and is there again.
    #expect(try blame("a") == ["@5 Alpha went home.", "@5 Beta slept.", "@6 Gamma came."])
    #expect(throws: ArchiveError.self) { try blame("a@4") }
  }

  @Test func `equal texts are passed over, and a rename is crossed`() throws {
    try record("Alpha went home.", "Alpha went home.")
    _ = try fixture.archive.rename(
      ArticleName("a"), to: ArticleName("b"), by: Fixture.ann, now: Fixture.time("2011-12-01"),
      patience: .zero)
    try fixture.record("b", "Alpha went home. Beta slept.", at: "2011-12-02T00:00:00Z")
    let archive = try fixture.archive
    let blame = try archive.blame(archive.revision("b"))
    #expect(blame.parts.map(\.arrival.specifier) == ["a@1", "b@2"])
    #expect(blame.end == .complete)
  }

  @Test func `who looks back no further is told what may be older`() throws {
    func record(_ text: String, _ day: String) throws {
      var metadata = Metadata()
      metadata.retrieved = try Fixture.time(day)
      try fixture.record("a", text, metadata: metadata)
    }
    try record("Alpha went home.", "2011-01-01")
    try record("Alpha went home. Beta slept.", "2011-01-02")
    try record("Alpha went home. Beta slept. Gamma came.", "2011-01-03")
    #expect(
      try blame("a", limit: 0) == ["≤@3 Alpha went home.", "≤@3 Beta slept.", "≤@3 Gamma came."])
    #expect(
      try blame("a", limit: 1) == ["≤@2 Alpha went home.", "≤@2 Beta slept.", "@3 Gamma came."])
    #expect(
      try blame("a", since: "2011-01-02")
        == ["≤@2 Alpha went home.", "≤@2 Beta slept.", "@3 Gamma came."])
    #expect(
      try blame("a", limit: 2) == ["@1 Alpha went home.", "@2 Beta slept.", "@3 Gamma came."])
  }

  @Test func `behind a text that is lost or was erased, what is left may be older`() throws {
    try record("Alpha went home.", "Alpha went home. Beta slept.", "Alpha went home. Gamma came.")
    // What is opened once and read knows its packs whatever becomes of them.
    try fixture.disk.unpack(Fixture.root)
    let archive = try fixture.archive
    let lost = try archive.contentID(of: archive.revision("a@2"))
    try fixture.disk.delete(fixture.objectPath(lost.description))
    #expect(try blame("a") == ["≤@3 Alpha went home.", "≤@3 Gamma came."])
    guard case .damaged = try archive.blame(archive.revision("a")).end else {
      Issue.record("not damaged")
      return
    }
    try fixture.record("b", "One.")
    try fixture.record("b", "One. Two.")
    _ = try fixture.archive.erase(
      "b@1", reason: "court order", by: Fixture.ann, now: Fixture.time("2011-11-30"), workers: 1,
      patience: .zero)
    #expect(try blame("b") == ["≤@2 One.", "≤@2 Two."])
    guard case .erased = try fixture.archive.blame(fixture.archive.revision("b")).end else {
      Issue.record("not erased")
      return
    }
  }

  @Test func `of a page the sentences are read that its reader sees`() throws {
    var metadata = Metadata()
    metadata.mediaType = "text/html"
    try fixture.record("p", "<p>Alpha went home. <b>Beta</b> slept.", metadata: metadata)
    try fixture.record(
      "p", "<div>Alpha <i>went</i> home. Beta slept. Gamma came.", metadata: metadata)
    #expect(try blame("p") == ["@1 Alpha went home.", "@1 Beta slept.", "@2 Gamma came."])
    let archive = try fixture.archive
    let source = try archive.blame(archive.revision("p"), view: .source)
    #expect(source.parts.contains { $0.arrival.number == 2 && $0.range.lowerBound == 0 })
  }

  @Test func `what is no text is one part, and an empty text has none`() throws {
    try record("\0one", "\0two", "Words now. More words.", "")
    #expect(try blame("a@2") == ["@2 \0two"])
    #expect(try blame("a@3") == ["@3 Words now.", "@3 More words."])
    #expect(try blame("a").isEmpty)
  }

  /// Sentences that have no word in common, so that what became of each is beyond doubt.
  @Test(arguments: SeededGenerator.seeds(6))
  func `each sentence has the start of its latest stay`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let words = (0..<40).map { "w\($0)" }
    let pool = words.map { "\($0.uppercased())a \($0)b \($0)c \($0)d \($0)e \($0)f." }
    var text: [String] = [pool[0]]
    var stays: [[String: Int]] = []
    for number in 1...12 {
      for _ in 0..<Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0...text.count, using: &random)
        if Bool.random(using: &random), !text.isEmpty {
          text.remove(at: min(place, text.count - 1))
        } else if let new = pool.randomElement(using: &random), !text.contains(new) {
          text.insert(new, at: place)
        }
      }
      try record(text.joined(separator: Bool.random(using: &random) ? " " : "\n\n"))
      let before = stays.last ?? [:]
      stays.append(Dictionary(uniqueKeysWithValues: text.map { ($0, before[$0] ?? number) }))
    }
    for number in 1...12 {
      let expected = stays[number - 1].map { "@\($0.value) \($0.key)" }.sorted()
      #expect(try blame("a@\(number)").sorted() == expected, "seed \(seed), @\(number)")
    }
  }
}
