import Articles
import Foundation
import Objects
import TestSupport
import Testing

@testable import Catalogue

/// Where several machines may have a file system at once, databases share no memory.
struct DatabaseJournalTests {
  private let folder: TemporaryDirectory
  private let path: String

  init() throws {
    folder = try TemporaryDirectory()
    path = folder.url.path(percentEncoded: false)
  }

  private func file(_ journal: DatabaseJournal) -> CatalogueFile {
    CatalogueFile(in: path, journal: journal)
  }

  private func id(_ number: Int) -> ObjectID {
    ObjectID(of: .blob, content: Array("\(number)".utf8).span)
  }

  private func commit(_ number: Int) throws -> CataloguedCommit {
    CataloguedCommit(id: id(number), article: try ArticleName("a"))
  }

  private func rebuild(_ journal: DatabaseJournal) throws {
    var draft = CatalogueDraft()
    draft.add(try commit(1))
    try file(journal).rebuild { draft }
  }

  private var names: Set<String> {
    get throws { Set(try FileManager.default.contentsOfDirectory(atPath: path)) }
  }

  @Test func `file systems of a network are known by their numbers`() {
    let local: [UInt32] = [
      0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630, 0x2FC1_2FC1, 0,
    ]
    let networks: [UInt32] = [0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x517B, 0x6573_5546, 0x0102_1997]
    #expect(local.allSatisfy { DatabaseJournal(fileSystem: $0) == .log })
    #expect(networks.allSatisfy { DatabaseJournal(fileSystem: $0) == .rollback })
    // Nothing is known of what is not there.
    #expect(DatabaseJournal(inFolder: path + "/missing") == .log)
  }

  @Test func `a file of a network has no log, is read while it is open, and is added to`() throws {
    try rebuild(.rollback)
    let (mine, theirs) = (try file(.rollback).open(), try file(.rollback).open())
    let state = try mine.append([commit(2)], after: mine.state(), waiting: 0)
    #expect(try theirs.state() == state && state.count == 2)
    #expect(try names == ["catalogue.sqlite", "catalogue.sqlite.lock"])
  }

  @Test func `who writes to it keeps another writer waiting, who can write then`() throws {
    try rebuild(.rollback)
    let catalogue = try file(.rollback).open()
    let other = try Connection(
      opening: folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
        + "/catalogue.sqlite", .writing)
    try other.execute("BEGIN IMMEDIATE")
    #expect(throws: CatalogueError.busy) {
      try catalogue.append([commit(2)], after: catalogue.state(), waiting: 0)
    }
    try other.execute("ROLLBACK")
    #expect(try catalogue.append([commit(2)], after: catalogue.state(), waiting: 0).count == 2)
  }

  @Test func `a file with a log is made anew on a network, and one without is used anywhere`()
    throws
  {
    try rebuild(.log)
    #expect(try file(.log).open().state().count == 1)
    let error = #expect(throws: CatalogueError.self) { try file(.rollback).open() }
    #expect(error?.needsRebuilding == true)
    try rebuild(.rollback)
    for journal in [DatabaseJournal.rollback, .log] {
      #expect(try file(journal).open().state().count == 1)
    }
    #expect(try names == ["catalogue.sqlite", "catalogue.sqlite.lock"])
  }
}
