import Objects
import Prose
import Testing

@testable import Articles
@testable import Stet

struct ArchiveRenameTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  @discardableResult
  private func rename(_ old: String, _ new: String) throws -> Renaming {
    try fixture.archive.rename(
      ArticleName(old), to: ArticleName(new), by: Fixture.ann,
      now: Fixture.time("2011-12-01T00:00:00Z"), patience: .zero)
  }

  private func log(_ name: String) throws -> [String] {
    try fixture.archive.followedHistory(of: ArticleName(name)).revisions.map(\.specifier)
  }

  private func isClean() throws -> Bool {
    try fixture.archive.verify(workers: 1).findings.isEmpty
  }

  @Test func `the new name has the text and what is known of it, the old one says where it went`()
    throws
  {
    var metadata = Metadata()
    metadata.title = "T"
    metadata.importedFrom = "1:x"
    try fixture.record("a", "1")
    try fixture.record("a", "2", metadata: metadata)
    let renaming = try rename("a", "b")
    #expect(renaming.withdrawal.parents == [renaming.revision.id.object])
    let new = try fixture.archive.revision("b")
    #expect(new.metadata.title == "T" && new.metadata.renamedFrom == "a")
    #expect(new.metadata.importedFrom == nil && new.number == 1)
    #expect(try fixture.archive.content("b") == "2".bytes)
    let gone = try fixture.archive.revision("a")
    #expect(gone.isWithdrawal && gone.metadata.renamedTo == "b")
    let error = ArchiveError.withdrawn(
      "a", since: gone.observed, lastText: "a@2", renamedTo: "b")
    #expect(throws: error) { try fixture.archive.content("a") }
    #expect(try log("b") == ["b@1", "a@2", "a@1"])
    #expect(try log("a") == ["a@3", "a@2", "a@1"])
    let difference = try #require(try fixture.archive.difference(before: new))
    #expect(difference.old.specifier == "a@2" && difference.difference.isEmpty)
    #expect(try isClean())
  }

  @Test func `what is amended of a text goes on with it`() throws {
    try fixture.record("a", "1")
    var draft = AmendmentDraft()
    draft.metadata.title = "T"
    let archive = try fixture.archive
    _ = try archive.amend(
      archive.revision("a"), draft, by: Fixture.ann, now: Fixture.time("2011-11-30"),
      patience: .zero)
    #expect(try rename("a", "b").revision.metadata.title == "T")
    let followed = try fixture.archive.followedHistory(of: ArticleName("b")).revisions
    #expect(followed.map(\.metadata.title) == ["T", "T"])
    #expect(followed.map(\.amendments.count) == [0, 1])
  }

  @Test func `a story is followed through many names, and round in a circle`() throws {
    try fixture.record("a", "1")
    try rename("a", "b")
    try fixture.record("b", "2")
    try rename("b", "c")
    #expect(try log("c") == ["c@1", "b@2", "b@1", "a@1"])
    try rename("c", "a")
    #expect(try log("a") == ["a@3", "c@1", "b@2", "a@2", "b@1", "a@1"])
    #expect(try log("c") == ["c@2", "c@1", "b@2", "b@1", "a@1"])
    try rename("a", "c")
    try rename("c", "a")
    #expect(try log("a").count == 9)
    #expect(try isClean())
  }

  @Test func `what a name was before another came to it stays in its log`() throws {
    try fixture.record("b", "old life")
    try fixture.record("b", nil)
    try fixture.record("a", "1")
    try rename("a", "b")
    // The old name begins a new life, which is none of the story.
    try fixture.record("a", "other")
    #expect(try log("b") == ["b@3", "a@1", "b@2", "b@1"])
    let difference = try fixture.archive.difference(before: fixture.archive.revision("b"))
    #expect(difference?.old.specifier == "a@1")
    #expect(try isClean())
  }

  @Test func `only a living article gets a name, and one that no living article has`() throws {
    try fixture.record("a", "1")
    try fixture.record("b", "2")
    let head = try fixture.archive.head()
    #expect(throws: ArchiveError.articleExists(try ArticleName("b"))) { try rename("a", "b") }
    #expect(throws: ArchiveError.articleExists(try ArticleName("a"))) { try rename("a", "a") }
    #expect(throws: ArchiveError.unknownArticle("c", similar: ["a", "b"])) {
      try rename("c", "d")
    }
    #expect(throws: ArchiveError.reservedArticle(.runs)) { try rename("stet:runs", "d") }
    #expect(throws: ArchiveError.self) { try rename("a", "stet:runs") }
    #expect(throws: ArchiveError.self) { try rename("a", "b\u{202E}") }
    #expect(try fixture.archive.head() == head)
    try rename("a", "c")
    #expect(throws: ArchiveError.self) { try rename("a", "d") }
  }

  @Test func `recurrences are of each name alone`() throws {
    try fixture.record("a", "1")
    try fixture.record("a", "2")
    try fixture.record("a", "1")
    try rename("a", "b")
    try fixture.record("b", "2")
    try fixture.record("b", "1")
    let history = try fixture.archive.followedHistory(of: ArticleName("b"))
    let found = try fixture.archive.recurrences(in: history)
    let words = history.revisions.map { found[$0.id]?.specifier ?? "-" }
    #expect(words == ["b@1", "-", "-", "a@1", "-", "-"])
  }
}
