import Foundation
import Objects
import TestSupport
import Testing

@testable import Articles
@testable import Catalogue
@testable import Stet

/// Verification holds the index of words against the texts.
struct VerifiedPassagesTests {
  private let place: FolderArchive
  private var folder: TemporaryDirectory { place.folder }
  private var path: String { place.path }

  init() throws { place = try FolderArchive() }

  private var archive: Archive { get throws { try place.open() } }

  private func draft(
    _ name: String, _ text: String?, source: String? = nil
  ) throws -> RevisionDraft {
    var draft = RevisionDraft(article: try ArticleName(name), content: text.map { Array($0.utf8) })
    draft.metadata.source = source
    return draft
  }

  private func record(_ drafts: [RevisionDraft]) throws {
    _ = try archive.record(drafts, by: Fixture.ann, now: Fixture.time("2011-11-24T17:27:00Z"))
  }

  private static func words(_ stem: String, _ range: Range<Int>) -> String {
    range.map { "\(stem)\($0)" }.joined(separator: " ")
  }

  /// Some articles of several revisions, long ones and one of three words, found once.
  private func make() throws {
    try record([
      draft("a", "The bridge closed."),
      draft("b", Self.words("b", 0..<700), source: "https://site.example/b"),
      draft("c", Self.words("c", 0..<300)), draft("a", nil), draft("a", "The bridge opened."),
      draft("b", Self.words("b", 0..<350) + " new " + Self.words("b", 350..<700)),
      draft("b", Self.words("b", 0..<700)), draft("d", Self.words("c", 0..<300)),
    ])
    _ = try archive.found(by: Search("bridge"))
  }

  private func execute(_ sql: String) throws {
    let folder = folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
    try Connection(opening: folder + "archive/stet/passages.sqlite", .writing).execute(sql)
  }

  private func causes(_ share: IndexShare = .whole) throws -> [DamageCause] {
    try archive.verify(workers: 1, comparing: share).findings.map(\.damage.cause)
  }

  @Test func `an index that says what the texts say is whole, kept up or made anew or behind`()
    throws
  {
    try make()
    #expect(try causes() == [])
    try record([draft("b", "Now something else."), draft("e", Self.words("e", 0..<90))])
    // Nobody has searched since.
    #expect(try causes() == [])
    _ = try archive.found(by: Search("else"))
    #expect(try causes() == [])
    _ = try archive.maintain(
      isComplete: true, now: Fixture.time("2011-11-24T17:28:00Z"), workers: 1)
    #expect(try causes() == [])
    // Another history's.
    let head = try #require(try archive.headCommit())
    let parent = try #require(try archive.revision(head).parents.first)
    try Data("\(parent)\n".utf8).write(to: URL(filePath: path + "/refs/heads/main"))
    #expect(try causes() == [])
  }

  @Test(arguments: [
    // Runs, rows and what they are about.
    "UPDATE passage SET runs = X'02' WHERE id = 1", "UPDATE passage SET runs = X'FF' WHERE id = 2",
    "DELETE FROM passage WHERE id = 2",
    "DELETE FROM passage WHERE id = (SELECT max(id) FROM passage)",
    "UPDATE passage SET article = 2 WHERE id = 1", "UPDATE passage SET article = 99 WHERE id = 1",
    "UPDATE passage SET hash = hash + 1 WHERE id = 3", "UPDATE passage SET id = 9999 WHERE id = 1",
    "INSERT INTO passage SELECT max(id) + 1, 1, 5, X'01' FROM passage",
    // Words.
    "INSERT INTO search(rowid, words) VALUES (1, 'forged')",
    "INSERT INTO search(rowid, words) VALUES (9999, 'of no passage')",
    """
    INSERT INTO search(search, rowid, words)
      SELECT 'delete', max(id), 'the bridge opened' FROM passage WHERE article = (
        SELECT id FROM article WHERE name = X'61')
    """,
    // Fingerprints.
    "DELETE FROM fingerprint WHERE key = (SELECT min(key) FROM fingerprint)",
    "DELETE FROM fingerprint WHERE key = (SELECT max(key) FROM fingerprint)",
    "INSERT INTO fingerprint VALUES (77 << 32 | 1)",
    "INSERT INTO fingerprint VALUES (77 << 32 | 9999)",
    "DELETE FROM fingerprint",
    // Revisions and articles.
    "UPDATE revision SET observed = observed + 1 WHERE number = 2",
    "UPDATE revision SET zone = 60 WHERE number = 1", "DELETE FROM revision WHERE number = 3",
    "INSERT INTO revision VALUES (1, 99, 0, 0)", "UPDATE article SET revisions = 9 WHERE id = 1",
    "UPDATE article SET tokens = tokens + 1 WHERE id = 2",
    "UPDATE article SET site = 5 WHERE id = 2",
    "UPDATE article SET latest = zeroblob(32) WHERE id = 1", "DELETE FROM article WHERE id = 2",
    "INSERT INTO article VALUES (99, X'7A', 1, zeroblob(32), 0, 0)",
    "UPDATE article SET name = X'7A' WHERE id = 1",
    "UPDATE state SET value = zeroblob(16) WHERE key = 'key'",
  ])
  func `whatever the index says that the texts do not is damage, and repair takes it away`(
    sql: String
  ) throws {
    try make()
    try execute(sql)
    #expect(try causes() == [.passages], "\(sql)")
    let finding = try #require(try archive.verify(workers: 1).findings.first)
    #expect(finding.damage.kind == .damagedIndex && finding.lost.isEmpty)
    _ = try Archive.repair(at: path, from: [], now: Fixture.time("2011-11-25"), workers: 1)
    #expect(!FileManager.default.fileExists(atPath: path + "/stet/passages.sqlite"))
    #expect(try archive.found(by: Search("bridge")).map(\.revisions) == [[1...1, 3...3]])
    #expect(try causes() == [])
  }

  @Test func `a text that is lost is told as such, and the index is not blamed`() throws {
    try make()
    let id = ObjectID(of: .blob, content: "The bridge closed.".bytes.span).description
    try FileManager.default.removeItem(
      atPath: looseFile(of: id, in: path))
    let findings = try archive.verify(workers: 1).findings
    #expect(findings.map(\.damage.kind) == [.missingObject])
  }

  @Test func `verification that is cancelled while it reads the texts says so`() throws {
    try make()
    let count = try archive.verify(workers: 1).objectCount
    let error = #expect(throws: ArchiveError.self) {
      try archive.verify(workers: 1) { done, _ in done < count }
    }
    #expect(error == .cancelled)
  }

  // MARK: Shares

  @Test func `each article has one share, and each day another`() throws {
    let names = try (0..<500).map { try ArticleName("article \($0)") }
    for name in names {
      #expect((0..<17).count { IndexShare($0, of: 17).has(name) } == 1)
      #expect(IndexShare.whole.has(name))
    }
    for number in 0..<17 {
      #expect((10..<60).contains(names.count { IndexShare(number, of: 17).has($0) }))
    }
    for step in [1, 7, 30, 31] {
      let days = (0..<17).map { day in
        IndexShare.ofDay(Timestamp(seconds: day * step * 86_400 - 5, zoneMinutes: 0))
      }
      #expect(Set(days).count == 17, "each \(step) days")
    }
    #expect(IndexShare(-1, of: 17) == IndexShare(16, of: 17))
  }

  @Test func `of a large index a share is looked at, and all shares are all of it`() throws {
    let names = (0..<20).map { "n\($0)" }
    var drafts: [RevisionDraft] = []
    for number in 0...IndexShare.smallCount {
      drafts.append(try draft(names[number % 20], "text \(number) of it"))
    }
    try record(drafts)
    _ = try archive.found(by: Search("text"))
    try execute(
      "UPDATE passage SET runs = X'01' WHERE article = (SELECT id FROM article WHERE name = X'6E35')"
    )
    let forged = try ArticleName("n5")
    for number in 0..<4 {
      let share = IndexShare(number, of: 4)
      #expect(try causes(share) == (share.has(forged) ? [.passages] : []))
    }
    #expect(try causes() == [.passages])
  }
}
