import Articles
import Foundation
import Objects
import Synchronization
import TestSupport
import Testing

@testable import Catalogue

struct CatalogueTests {
  private let folder: TemporaryDirectory
  private let file: CatalogueFile
  private var path: String { resolved + "/catalogue.sqlite" }
  private var resolved: String {
    let path = folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
    return path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  init() throws {
    folder = try TemporaryDirectory()
    file = CatalogueFile(in: folder.url.path(percentEncoded: false))
  }

  private func id(_ number: Int) -> ObjectID {
    ObjectID(of: .blob, content: Array("\(number)".utf8).span)
  }

  private func commit(_ number: Int, _ name: String?) throws -> CataloguedCommit {
    CataloguedCommit(
      id: id(number), article: try name.map { name throws(ArchiveError) in try ArticleName(name) })
  }

  /// Commits 1 to 4, of which 3 records no article.
  private func rebuild() throws {
    var draft = CatalogueDraft()
    for (number, name) in [(4, "b"), (3, nil), (2, "a"), (1, "b")] {
      draft.add(try commit(number, name))
    }
    try file.rebuild { draft }
  }

  private func execute(_ sql: String) throws {
    try Connection(opening: path, .writing).execute(sql)
  }

  @Test func `a new catalogue tells each article's commits, the newest first`() throws {
    #expect(throws: CatalogueError.missing) { try file.open() }
    try rebuild()
    let catalogue = try file.open()
    let state = try catalogue.state()
    #expect(state == Catalogue.State(head: id(4), count: 4, isLine: true))
    let b = try ArticleName("b")
    let commits = try catalogue.commits(of: b, through: 4, before: nil, limit: 10)
    #expect(commits.map(\.id) == [id(4), id(1)] && commits.map(\.number) == [2, 1])
    #expect(try catalogue.commits(of: b, through: 3, before: nil, limit: 10).map(\.id) == [id(1)])
    #expect(try catalogue.commits(of: b, through: 4, before: 2, limit: 1).map(\.id) == [id(1)])
    #expect(try catalogue.names(startingWith: "", through: 4).map(\.description) == ["a", "b"])
    #expect(try catalogue.names(startingWith: "", through: 1).map(\.description) == ["b"])
    #expect(try catalogue.place(of: id(3)) == 3 && catalogue.place(of: id(5)) == nil)
  }

  @Test func `what is added comes after what is there, once`() throws {
    try rebuild()
    let catalogue = try file.open()
    let state = try catalogue.state()
    let added = [try commit(5, "a"), try commit(6, "c"), try commit(7, nil)]
    let new = try catalogue.append(added, after: state, waiting: 0)
    #expect(new == Catalogue.State(head: id(7), count: 7, isLine: true))
    // Another process had the same in mind.
    #expect(throws: CatalogueError.busy) { try catalogue.append(added, after: state, waiting: 0) }
    let a = try ArticleName("a")
    #expect(
      try catalogue.commits(of: a, through: 7, before: nil, limit: 9).map(\.id) == [id(5), id(2)])
    #expect(try catalogue.names(startingWith: "c", through: 7).map(\.description) == ["c"])
  }

  /// What the log says of its first commits, of which each third is of one article.
  private func draft(ofFirst count: Int) throws -> CatalogueDraft {
    var draft = CatalogueDraft()
    for number in (1...count).reversed() { draft.add(try commit(number, "a\(number % 3)")) }
    return draft
  }

  @Test func `what was added since the log was read is nothing wrong`() throws {
    let draft = try draft(ofFirst: 4)
    try file.rebuild { draft }
    let catalogue = try file.open()
    try catalogue.demandAgreement(with: draft)
    _ = try catalogue.append([try commit(5, "a")], after: catalogue.state(), waiting: 0)
    try catalogue.demandAgreement(with: draft)
    let longer = try self.draft(ofFirst: 6)
    _ = try catalogue.append([try commit(6, "b")], after: catalogue.state(), waiting: 0)
    #expect(throws: CatalogueError.self) { try catalogue.demandAgreement(with: longer) }
  }

  @Test func `a catalogue to which others add all the while agrees with the log at each moment`()
    throws
  {
    let first = try draft(ofFirst: 4)
    try file.rebuild { first }
    let (reader, writer) = (try file.open(), try file.open())
    let all = try (1...1200).map { try commit($0, "a\($0 % 3)") }
    let failure = Mutex<String?>(nil)
    let isDone = Atomic(false)
    let thread = Thread {
      do {
        for next in all.dropFirst(4) {
          _ = try writer.append([next], after: writer.state(), waiting: 5000)
        }
      } catch {
        failure.withLock { $0 = "\(error)" }
      }
      isDone.store(true, ordering: .releasing)
    }
    thread.start()
    var count = 0
    while !isDone.load(ordering: .acquiring) {
      try reader.demandAgreement(with: draft(ofFirst: reader.state().count))
      count += 1
    }
    #expect(failure.withLock { $0 } == nil)
    #expect(count > 0)
  }

  @Test func `who writes is not waited for by who does not want to`() throws {
    try rebuild()
    let catalogue = try file.open()
    let other = try Connection(opening: path, .writing)
    try other.execute("BEGIN IMMEDIATE")
    let state = try catalogue.state()
    #expect(throws: CatalogueError.busy) {
      try catalogue.append([commit(5, "a")], after: state, waiting: 0)
    }
    #expect(try catalogue.state() == state)
  }

  @Test func `rows that are missing are damage`() throws {
    for sql in [
      "DELETE FROM revision WHERE article = 1 AND number = 1",
      "UPDATE revision SET place = 9 WHERE article = 1 AND number = 1",
      "UPDATE revision SET id = X'00' WHERE article = 1 AND number = 1",
      "DROP TABLE article",
    ] {
      try rebuild()
      try execute(sql)
      let catalogue = try file.open()
      let error = #expect(throws: CatalogueError.self, "\(sql)") {
        try catalogue.commits(of: ArticleName("b"), through: 9, before: nil, limit: 10)
      }
      #expect(error?.needsRebuilding == true, "\(sql)")
    }
    try rebuild()
    try execute("DELETE FROM state")
    #expect(throws: CatalogueError.self) { try file.open().state() }
  }

  @Test func `other versions and other databases are told apart`() throws {
    try rebuild()
    try execute("PRAGMA user_version = 0")
    #expect(throws: CatalogueError.outdated(version: 0)) { try file.open() }
    try execute("PRAGMA user_version = 2")
    #expect(throws: CatalogueError.newer(version: 2)) { try file.open() }
    try execute("PRAGMA application_id = 1")
    #expect(throws: CatalogueError.damaged(reason: "it is no catalogue")) { try file.open() }
  }

  @Test func `a file is not replaced while somebody has it open`() throws {
    try rebuild()
    let catalogue = try file.open()
    #expect(throws: CatalogueError.busy) { try rebuild() }
    file.database.invalidate()
    #expect(file.database.exists)
    catalogue.abandon()
    file.database.invalidate()
    #expect(!file.database.exists)
  }

  @Test func `a file that nobody can write is read where it has no log`() throws {
    try rebuild()
    let database = try Connection(opening: path, .readingUnchangeable)
    #expect(try database.state().count == 4)
    #expect(throws: CatalogueError.readOnly) { try database.execute("DELETE FROM state") }
  }

  @Test func `what stands in its place and is no file is left alone`() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let error = #expect(throws: CatalogueError.self) { try file.open() }
    #expect(error?.needsRebuilding == false)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
    #expect(throws: CatalogueError.self) { try file.open() }
  }
}
