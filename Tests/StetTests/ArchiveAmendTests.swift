import Objects
import Testing

@testable import Articles
@testable import Stet

struct ArchiveAmendTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  private func time(_ text: String) throws -> Timestamp { try Fixture.time(text) }

  @discardableResult
  private func amend(
    _ specifier: String, clearing cleared: Set<MetadataField> = [],
    _ change: (inout Metadata) throws -> Void = { _ in }
  ) throws -> RecordOutcome {
    var draft = AmendmentDraft()
    try change(&draft.metadata)
    draft.cleared = cleared
    let archive = try fixture.archive
    return try archive.amend(
      archive.revision(specifier), draft, by: Fixture.ann, now: time("2011-12-01T00:00:00Z"),
      patience: .zero)
  }

  private func isClean() throws -> Bool {
    try fixture.archive.verify(workers: 1).findings.isEmpty
  }

  @Test func `what was recorded stays, and readers are told what is known now`() throws {
    var metadata = Metadata()
    metadata.published = try time("2011-11-20")
    let recorded = try fixture.record("a", "1", metadata: metadata)
    try fixture.record("a", "2")
    try amend("a@1") { metadata in metadata.published = try time("1999-01-02") }
    let archive = try fixture.archive
    let revision = try archive.revision("a@1")
    #expect(revision.metadata.published == (try time("1999-01-02")))
    #expect(revision.number == 1 && revision.amendments.map(\.author) == ["Ann"])
    var original = revision.original
    original.number = nil
    #expect(original == recorded)
    // The commit's own id, and the whole log, say the same.
    #expect(try archive.revision(recorded.id.description) == revision)
    var all: [Revision] = []
    try archive.visitHistory { step in
      all.append(step)
      return true
    }
    #expect(all.map { $0.metadata.published?.description } == ["1999-01-02", nil, "1999-01-02"])
    #expect(try archive.history(of: "a").map(\.number) == [2, 1])
    #expect(try archive.content("a") == "2".bytes)
    #expect(try isClean())
  }

  @Test func `as of a time is by what is known now`() throws {
    for (text, day) in [("1", "2011-11-01"), ("2", "2012-11-02"), ("3", "2011-11-03")] {
      var metadata = Metadata()
      metadata.retrieved = try time(day)
      try fixture.record("a", text, metadata: metadata)
    }
    #expect(try fixture.archive.content("a@2011-11-02") == "1".bytes)
    try amend("a@2") { metadata in metadata.retrieved = try time("2011-11-02") }
    #expect(try fixture.archive.content("a@2011-11-02") == "2".bytes)
    #expect(try fixture.archive.content("a@2011-11-03") == "3".bytes)
  }

  @Test func `amendments add up, and the newest counts`() throws {
    try fixture.record("a", "1")
    try amend("a") { $0.title = "One" }
    try amend("a") { $0.source = "u" }
    try amend("a") { $0.title = "Two" }
    try amend("a", clearing: [.source])
    let revision = try fixture.archive.revision("a")
    #expect(revision.metadata.title == "Two" && revision.metadata.source == nil)
    #expect(revision.amendments.count == 2)
    #expect(try fixture.archive.history(of: "stet:amended/a").count == 4)
    #expect(try isClean())
  }

  @Test func `what is known already is not recorded again, to the byte`() throws {
    try fixture.record("a", "1")
    try amend("a") { $0.title = "\u{e9}" }
    let head = try fixture.archive.head()
    guard case .unchanged = try amend("a", clearing: [.source], { $0.title = "\u{e9}" }) else {
      return #expect(Bool(false), "it was recorded")
    }
    #expect(try fixture.archive.head() == head)
    // To Swift these are one string.
    guard case .recorded = try amend("a", { $0.title = "e\u{301}" }) else {
      return #expect(Bool(false), "it was not recorded")
    }
    let title = try fixture.archive.revision("a").metadata.title
    #expect(title?.utf8.elementsEqual("e\u{301}".utf8) == true)
    #expect(try isClean())
  }

  @Test func `what may not be amended is refused`() throws {
    let first = try fixture.record("a", "1")
    try amend("a") { $0.title = "One" }
    let own = ArticleName.amendments(of: try ArticleName("a"))
    #expect(throws: ArchiveError.reservedArticle(own)) {
      try amend("stet:amended/a") { $0.title = "Two" }
    }
    #expect(
      throws: ArchiveError.invalidMetadata(
        field: "title", reason: "it is given and cleared at once")
    ) { try amend("a", clearing: [.title]) { $0.title = "Two" } }
    #expect(throws: ArchiveError.self) { try amend("a") { $0.renamedFrom = "b" } }
    #expect(throws: ArchiveError.self) { try amend("a", clearing: [.importedFrom]) }
    #expect(throws: ArchiveError.self) { try amend("a") { $0.title = "x\ny" } }
    #expect(
      throws: ArchiveError.futureTime(field: "published", try time("2012-01-01"))
    ) { try amend("a") { $0.published = try time("2012-01-01") } }
    // A commit that the head no longer reaches.
    let other = try Fixture()
    try other.record("b", "1")
    var draft = AmendmentDraft()
    draft.metadata.title = "x"
    #expect(throws: ArchiveError.self) {
      try other.archive.amend(
        first, draft, by: Fixture.ann, now: time("2011-12-01T00:00:00Z"), patience: .zero)
    }
    #expect(throws: ArchiveError.self) {
      var metadata = Metadata()
      metadata.amends = first.id.description
      try fixture.record("c", "1", metadata: metadata)
    }
  }

  @Test func `withdrawals, and names of 1,024 bytes, can be amended`() throws {
    let name = String(repeating: "法", count: 341) + "!"
    try fixture.record(name, "1")
    try fixture.record(name, nil)
    try amend("\(name)@1") { $0.title = "One" }
    try amend("\(name)@2") { $0.source = "https://a.example/gone" }
    let revisions = try fixture.archive.history(of: name)
    #expect(revisions.map(\.metadata.source) == ["https://a.example/gone", nil])
    #expect(revisions.map(\.metadata.title) == [nil, "One"])
    #expect(try isClean())
  }

  @Test func `statistics count what people keep, and amendments beside it`() throws {
    try fixture.record("a", "1")
    try amend("a") { $0.title = "One" }
    let statistics = try fixture.archive.statistics()
    #expect((statistics.articleCount, statistics.revisionCount) == (1, 1))
    #expect((statistics.amendmentCount, statistics.runCount) == (1, 0))
    #expect(statistics.busiest.map(\.article.description) == ["a"])
  }

  @Test func `after maintenance, and with a graph, all is the same`() throws {
    try fixture.record("a", "1")
    try fixture.record("b", "1")
    try amend("a") { $0.title = "One" }
    _ = try fixture.archive.maintain(
      isComplete: true, now: time("2011-12-02T00:00:00Z"), workers: 1)
    #expect(try fixture.archive.revision("a").metadata.title == "One")
    #expect(try fixture.archive.revision("b").amendments == [])
    #expect(try isClean())
  }
}
