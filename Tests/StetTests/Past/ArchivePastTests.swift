import Objects
import Repository
import Testing

@testable import Articles
@testable import Stet

struct ArchivePastTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  private func moment(_ time: String, _ kind: RevisionTime) throws -> Moment {
    Moment(try Fixture.time(time), by: kind)
  }

  @Test func `the archive as of a time is what it was, whatever came later`() throws {
    let first = try fixture.record("a", "1", at: "2011-01-01T12:00:00Z")
    try fixture.record("b", "2", at: "2011-01-02T12:00:00Z")
    try fixture.record("a", nil, at: "2011-01-03T12:00:00Z")
    let archive = try fixture.archive
    let past = try archive.asOf(Fixture.time("2011-01-01"))
    #expect(try past.head() == first.id)
    #expect(try past.content("a") == "1".bytes)
    #expect(try past.revision("a").number == 1)
    #expect(try past.articles().map(\.description) == ["a"])
    #expect(try !past.contains(ArticleName("b")))
    #expect(try past.statistics().revisionCount == 1)
    #expect(throws: ArchiveError.self) { try past.content("b") }
    #expect(try archive.articles().count == 2)
    let nothing = try archive.asOf(Fixture.time("2010-12-31"))
    #expect(try nothing.head() == nil && nothing.articles().isEmpty)
  }

  @Test func `every moment between two commits has the head of the one before`() throws {
    var heads: [(day: Int, id: RevisionID)] = []
    for day in [3, 5, 5, 9, 12] {
      let text = "\(heads.count)"
      let now = "2011-01-\(day < 10 ? "0" : "")\(day)T12:00:00Z"
      heads.append((day, try fixture.record("a", text, at: now).id))
    }
    for withGraph in [false, true] {
      if withGraph {
        _ = try fixture.archive.maintain(
          isComplete: true, now: Fixture.time("2011-02-01"), workers: 1)
      }
      for day in 1...14 {
        let time = try Fixture.time("2011-01-\(day < 10 ? "0" : "")\(day)")
        let expected = heads.last { $0.day <= day }?.id
        #expect(try fixture.archive.asOf(time).head() == expected, "\(day) \(withGraph)")
      }
      #expect(try (fixture.archive.repository.commitGraph != nil) == withGraph)
    }
  }

  @Test func `what was amended later was not known, and what was erased is gone`() throws {
    try fixture.record("a", "One.", at: "2011-01-01T12:00:00Z")
    var draft = AmendmentDraft()
    draft.metadata.title = "A"
    let archive = try fixture.archive
    _ = try archive.amend(
      archive.revision("a"), draft, by: Fixture.ann, now: Fixture.time("2011-01-05"),
      patience: .zero)
    let article = try ArticleName("a")
    let now = try archive.revision(of: article, asOf: moment("2011-01-02", .observed))
    #expect(now.metadata.title == "A")
    let then = try archive.revision(of: article, asOf: moment("2011-01-02", .recorded))
    #expect(then.metadata.title == nil && then.number == 1)
    #expect(
      try archive.revision(of: article, asOf: moment("2011-01-05", .recorded)).metadata.title == "A"
    )
    _ = try archive.erase(
      "a", reason: "court order", by: Fixture.ann, now: Fixture.time("2011-01-06"), workers: 1,
      patience: .zero)
    let past = try fixture.archive.asOf(Fixture.time("2011-01-02"))
    #expect {
      try past.content("a")
    } throws: { error in
      if case .erased(let text) = error as? ArchiveError {
        text.reason == "court order"
      } else {
        false
      }
    }
  }

  @Test func `each of the three times has its own answer, and NAME@TIME is that of observation`()
    throws
  {
    func record(_ text: String, retrieved: String, published: String, at now: String) throws {
      var metadata = Metadata()
      metadata.retrieved = try Fixture.time(retrieved)
      metadata.published = try Fixture.time(published)
      try fixture.record("a", text, metadata: metadata, at: now)
    }
    try record("1", retrieved: "2011-03-01", published: "2011-01-01", at: "2011-05-01T00:00:00Z")
    try record("2", retrieved: "2011-02-01", published: "2011-01-03", at: "2011-05-02T00:00:00Z")
    let archive = try fixture.archive
    func number(_ time: String, _ kind: RevisionTime) throws -> Int? {
      try archive.revision(of: ArticleName("a"), asOf: moment(time, kind)).number
    }
    #expect(try number("2011-02-15", .observed) == 2)
    #expect(try number("2011-03-01", .observed) == 1)
    #expect(try number("2011-01-02", .published) == 1)
    #expect(try number("2011-06-01", .published) == 2)
    #expect(try number("2011-05-01", .recorded) == 1)
    #expect(try number("2011-06-01", .recorded) == 2)
    #expect(try archive.revision("a@2011-03-01").number == 1)
    #expect(
      throws: ArchiveError.unknownRevision(
        "a@2011-04-30", known: "it was first recorded 2011-05-01T00:00:00Z")
    ) { try number("2011-04-30", .recorded) }
    #expect(throws: ArchiveError.unknownArticle("nobody", similar: [])) {
      try archive.revision(of: ArticleName("nobody"), asOf: moment("2011-05-01", .recorded))
    }
  }

  @Test func `a new name has what the old one said, by each of the times`() throws {
    try fixture.record("old", "1", at: "2011-01-01T12:00:00Z")
    _ = try fixture.archive.rename(
      ArticleName("old"), to: ArticleName("new"), by: Fixture.ann, now: Fixture.time("2011-12-01"),
      patience: .zero)
    for kind in [RevisionTime.observed, .recorded] {
      let found = try fixture.archive.revision(
        of: ArticleName("new"), asOf: moment("2011-06-01", kind))
      #expect(found.specifier == "old@1", "\(kind)")
    }
  }
}
