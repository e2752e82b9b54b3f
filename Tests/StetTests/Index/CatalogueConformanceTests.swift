import Foundation
import Objects
import Repository
import TestSupport
import Testing

@testable import Articles
@testable import Catalogue
@testable import Stet

/// The catalogue against the log, in an archive in a folder.
struct CatalogueConformanceTests {
  private let place: FolderArchive
  private var folder: TemporaryDirectory { place.folder }
  private var path: String { place.path }

  init() throws {
    place = try FolderArchive()
    _ = try record([draft("first", "of all")])
    try makeCatalogue()
  }

  /// A short log has one only where somebody wants everything quick.
  private func makeCatalogue() throws {
    _ = try archive.maintain(
      isComplete: true, now: Fixture.time("2011-11-24T17:28:00Z"), workers: 1)
    try #require(file.database.exists)
  }

  private var archive: Archive { get throws { try place.open() } }
  private var file: CatalogueFile { CatalogueFile(in: path + "/stet") }

  private func record(_ drafts: [RevisionDraft]) throws -> [Revision] {
    try archive.record(drafts, by: Fixture.ann, now: Fixture.time("2011-11-24T17:27:00Z"))
      .compactMap { if case .recorded(let revision) = $0 { revision } else { nil } }
  }

  private func draft(_ name: String, _ content: String?) throws -> RevisionDraft {
    var draft = RevisionDraft(
      article: try ArticleName(name), content: content.map { Array($0.utf8) })
    draft.allowsSimilarName = true
    draft.allowsUnchanged = true
    draft.allowsFuture = true
    return draft
  }

  private static let names = ["a", "A", "article/1", "é 1", "Закон", "法律", "%~ 1"]

  private func grow(_ count: Int, _ random: inout SeededGenerator) throws {
    for step in 0..<count {
      let name = Self.names[Int.random(in: Self.names.indices, using: &random)]
      let isWithdrawn = Int.random(in: 0..<8, using: &random) == 0
      var draft = try draft(name, isWithdrawn ? nil : "text \(step % 7)")
      let seconds = 1_300_000_000 + Int.random(in: 0...40, using: &random) * 86_400
      draft.metadata.retrieved = Timestamp(seconds: seconds, zoneMinutes: 0)
      if step % 3 == 0 {
        draft.metadata.published = Timestamp(seconds: seconds / 2, zoneMinutes: 0)
      }
      // What is withdrawn already cannot be withdrawn.
      _ = try? record([draft])
    }
  }

  /// Each article's history from both, with what was amended.
  private func expectSameAnswers(_ context: Comment) throws {
    let archive = try archive
    let log = LogIndex(archive, head: try archive.headCommit())
    let index = try archive.index()
    let latest = try log.latestRevisions(startingWith: "")
    // Commits that are no article's newest are not read for it: whether all can be is not known.
    if latest.breaks.isEmpty {
      #expect(try index.latestRevisions(startingWith: "").revisions == latest.revisions, context)
    }
    for name in Self.names + ["never recorded", "new name"] {
      let article = try ArticleName(name)
      let (expected, actual) = (try log.history(of: article), try index.history(of: article))
      #expect(actual.revisions == expected.revisions, context)
      #expect(actual.breaks == expected.breaks, context)
      #expect(actual.amendmentsFault == expected.amendmentsFault, context)
    }
  }

  @Test(arguments: SeededGenerator.seeds(3))
  func `the catalogue answers as the log does, new, kept up and behind`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    try grow(20, &random)
    for step in 0..<4 {
      let context: Comment = "step \(step), seed \(seed)"
      let conformance = try RevisionIndexConformance(reading: archive)
      try conformance.expectConformance(of: archive.index(), context, random: &random)
      #expect(file.database.exists)
      try expectSameAnswers(context)
      // A commit keeps it up; what git pushes does not.
      try grow(6, &random)
      if step == 1 { try moveHeadBack() }
    }
  }

  /// As `git update-ref` does.
  private func moveHeadBack() throws {
    let archive = try archive
    let head = try #require(try archive.headCommit())
    let parent = try #require(try archive.revision(head).parents.first)
    try Data("\(parent)\n".utf8).write(to: URL(filePath: path + "/refs/heads/main"))
  }

  @Test func `a head that was set back and grew elsewhere is another history`() throws {
    _ = try record([draft("a", "1"), draft("a", "2")])
    #expect(try archive.history(of: ArticleName("a")).count == 2)
    try moveHeadBack()
    #expect(try archive.history(of: ArticleName("a")).count == 1)
    _ = try record([draft("a", "other"), draft("A", "1")])
    try expectSameAnswers("after another history")
    #expect(try file.open().state().head == archive.headCommit())
  }

  @Test func `amendments, renames and withdrawals are told as the log tells them`() throws {
    _ = try record([draft("a", "1"), draft("A", "x"), draft("a", "2")])
    var amendment = AmendmentDraft()
    amendment.metadata.title = "A title"
    _ = try archive.amend(
      archive.revision("a@1"), amendment, by: Fixture.ann, now: Fixture.time("2011-11-25"))
    _ = try archive.rename(
      ArticleName("A"), to: ArticleName("new name"), allowsSimilarName: true, by: Fixture.ann,
      now: Fixture.time("2011-11-26"))
    try expectSameAnswers("amended and renamed")
    #expect(try archive.revision("a@1").metadata.title == "A title")
    #expect(try archive.followedHistory(of: ArticleName("new name")).revisions.count == 2)
  }

  @Test func `a damaged commit of an article is a break, as in the log`() throws {
    var ids: [ObjectID] = []
    for number in 1...5 {
      ids += try record([draft("a", "\(number)"), draft("A", "\(number)")]).map(\.id.object)
    }
    _ = try archive.history(of: ArticleName("a"))
    try archive.repository.writeCommitGraph()
    let lost = ids[4].description
    try FileManager.default.removeItem(
      atPath: looseFile(of: lost, in: path))
    try expectSameAnswers("a damaged commit")
    #expect(throws: ArchiveError.self) { try archive.history(of: ArticleName("a")) }
    #expect(try archive.history(of: ArticleName("A")).count == 5)
  }

  @Test func `what others write is answered from the catalogue and what came since`() throws {
    _ = try record([draft("a", "1")])
    _ = try archive.history(of: ArticleName("a"))
    // Somebody else writes, and does not end.
    let other = try Connection(
      opening: folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
        + "archive/stet/catalogue.sqlite", .writing)
    let known = try file.open().state()
    let first = try archive
    let revisions = try record([draft("a", "2"), draft("A", "1")])
    #expect(revisions.count == 2)
    // As if nobody had added them.
    try other.execute("DELETE FROM revision WHERE place > 2")
    try other.execute("UPDATE article SET revisions = 1 WHERE name = X'61'")
    try other.execute("DELETE FROM article WHERE name = X'41'")
    try other.set(known)
    try other.execute("BEGIN IMMEDIATE")
    try expectSameAnswers("while another writes")
    #expect(try file.open().state() == known)
    try other.execute("ROLLBACK")
    try expectSameAnswers("when it is done")
    #expect(try file.open().state().count == 4)
    _ = first
  }

  @Test(arguments: [
    "UPDATE article SET name = X'7A' WHERE name = X'61'",
    "UPDATE article SET revisions = 9 WHERE name = X'61'",
    "UPDATE article SET first = 3 WHERE name = X'61'",
    "DELETE FROM revision WHERE place = 2",
    "UPDATE revision SET id = zeroblob(32) WHERE place = 2",
    "UPDATE state SET value = 1 WHERE key = 'count'",
  ])
  func `verification finds what the catalogue says and the log does not, and repair heals it`(
    sql: String
  ) throws {
    _ = try record([draft("a", "1"), draft("A", "1"), draft("a", "2")])
    _ = try archive.history(of: ArticleName("a"))
    #expect(try archive.verify(workers: 1).findings == [])
    let database = folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
    try Connection(opening: database + "archive/stet/catalogue.sqlite", .writing).execute(sql)
    let findings = try archive.verify(workers: 1).findings
    #expect(findings.map(\.damage.cause) == [.catalogue], "\(sql)")
    #expect(findings.map(\.damage.kind) == [.damagedIndex] && findings.allSatisfy(\.lost.isEmpty))
    let repair = try Archive.repair(at: path, from: [], now: Fixture.time("2011-11-26"), workers: 1)
    #expect(repair.remaining.findings == [])
    try expectSameAnswers("after repair")
    #expect(!file.database.exists)
    try makeCatalogue()
    try expectSameAnswers("made anew")
    #expect(try archive.verify(workers: 1).findings == [])
  }

  @Test func `an archive in memory has no catalogue`() throws {
    #expect(try Fixture().archive.catalogue == nil)
  }
}
