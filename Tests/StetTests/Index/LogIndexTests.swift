import Objects
import Repository
import SimulatedDisk
import TestSupport
import Testing

@testable import Articles
@testable import Stet

struct LogIndexTests {
  private let fixture: Fixture
  private static let graph = Fixture.root + "/objects/info/commit-graph"

  init() throws { fixture = try Fixture() }

  private func maintain() throws {
    _ = try fixture.archive.maintain(
      isComplete: true, now: Fixture.time("2011-12-01T00:00:00Z"), workers: 1)
  }

  private func index() throws -> any RevisionIndex { try fixture.archive.index() }

  /// Revisions, withdrawals and unchanged bytes under names of every kind.
  private func grow(_ count: Int, _ random: inout SeededGenerator) throws {
    let long = String(repeating: "long ", count: 80) + "1"
    let names = ["a", "A", "article/1", "article/2", "é 1", "Закон", "法律", "%~ 1", long]
    for step in 0..<count {
      let name = names[Int.random(in: names.indices, using: &random)]
      let seconds = 1_300_000_000 + Int.random(in: 0...40, using: &random) * 86_400
      var draft = RevisionDraft(article: try ArticleName(name), content: "text \(step % 7)".bytes)
      draft.allowsUnchanged = Bool.random(using: &random)
      draft.metadata.retrieved = Timestamp(seconds: seconds, zoneMinutes: 0)
      if step % 3 == 0 {
        draft.metadata.published = Timestamp(seconds: seconds / 2, zoneMinutes: 0)
      }
      if Int.random(in: 0..<8, using: &random) == 0 {
        draft = RevisionDraft(article: draft.article, content: nil)
      }
      try fixture.record([draft])
    }
  }

  @Test(arguments: SeededGenerator.seeds(3))
  func `with no graph, an old, a new or a damaged one, the log answers the same`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    try RevisionIndexConformance(reading: fixture.archive)
      .expectConformance(of: index(), "empty, seed \(seed)", random: &random)
    try grow(30, &random)
    try RevisionIndexConformance(reading: fixture.archive)
      .expectConformance(of: index(), "no graph, seed \(seed)", random: &random)
    try maintain()
    try RevisionIndexConformance(reading: fixture.archive)
      .expectConformance(of: index(), "a new graph, seed \(seed)", random: &random)
    try grow(12, &random)
    let conformance = try RevisionIndexConformance(reading: fixture.archive)
    try conformance.expectConformance(of: index(), "an old graph, seed \(seed)", random: &random)
    var bytes = try #require(fixture.disk.bytes(of: Self.graph))
    bytes[Int.random(in: bytes.indices, using: &random)] ^= 1
    fixture.disk.write(bytes, to: Self.graph)
    try conformance.expectConformance(of: index(), "damaged graph, seed \(seed)", random: &random)
  }

  @Test func `with a graph, the history of one article reads no other article's commits`() throws {
    for number in 1...3 { try fixture.record("bridge", "\(number)") }
    for number in 1...60 { try fixture.record("other \(number)", "\(number)") }
    try maintain()
    var read = 0
    let archive = try fixture.archive
    var walk = try CommitWalk(
      archive.repository, from: archive.headCommit(),
      changing: ArticlePath(ArticleName("bridge")).queries)
    while try walk.next() != nil { read += 1 }
    // A filter errs once in a hundred times.
    #expect((3...8).contains(read))
  }

  @Test func `a damaged commit hides itself and nothing else where a graph knows its parent`()
    throws
  {
    var ids: [String] = []
    for number in 1...5 {
      ids.append(try fixture.record("bridge", "\(number)").id.description)
      try fixture.record("other", "\(number)")
    }
    try writeGraphOnly()
    try fixture.disk.delete(fixture.objectPath(ids[2]))
    let archive = try fixture.archive
    let history = try archive.readableHistory(of: ArticleName("bridge"))
    #expect(history.revisions.map(\.id.description) == [ids[4], ids[3], ids[1], ids[0]])
    #expect(history.breaks.map(\.commit.description) == [ids[2]])
    #expect(history.breaks.map(\.hidesEarlier) == [false])
    // What is older than the break is numbered for certain, what is newer is not.
    #expect(history.revisions.map(\.number) == [nil, nil, 2, 1])
    #expect(try archive.content("bridge") == "5".bytes)
    #expect(try archive.content("bridge@-1") == "4".bytes)
    #expect(try archive.content("bridge@1") == "1".bytes)
    #expect(try archive.content(ids[0]) == "1".bytes)
    let lost = try #require(history.breaks.first?.commit)
    let missing = ArchiveError.damaged(
      Damage(.object(StoredObjectID(lost.object)), .missing(neededBy: nil)))
    #expect(throws: missing) { try archive.content("bridge@-2") }
    #expect(throws: missing) { try archive.content("bridge@3") }
    #expect(throws: missing) { try archive.content("bridge@2011-11-24") }
    #expect(throws: missing) { try archive.history(of: ArticleName("bridge")) }
    #expect(throws: missing) { try archive.predecessor(of: archive.revision(ids[3])) }
    #expect(try archive.history(of: ArticleName("other")).count == 5)
    var log: [String] = []
    try archive.index().visitLog { step in
      if case .revision(let revision) = step { log.append(revision.id.description) }
      return true
    }
    #expect(log.count == 9 && log.contains(ids[0]))
  }

  @Test func `without a graph a damaged commit ends what can be told, and the rest stays`() throws {
    var ids: [String] = []
    for number in 1...5 { ids.append(try fixture.record("bridge", "\(number)").id.description) }
    try fixture.disk.delete(fixture.objectPath(ids[2]))
    let archive = try fixture.archive
    let history = try archive.readableHistory(of: ArticleName("bridge"))
    #expect(history.revisions.map(\.id.description) == [ids[4], ids[3]])
    #expect(history.revisions.map(\.number) == [nil, nil])
    #expect(history.breaks.map(\.hidesEarlier) == [true])
    #expect(try archive.content("bridge@-1") == "4".bytes)
    #expect(try archive.content(ids[0]) == "1".bytes)
    #expect(throws: ArchiveError.self) { try archive.content("bridge@-2") }
    #expect(throws: ArchiveError.self) { try archive.revision("never recorded") }
  }

  /// Writes the graph and leaves every object in its own file.
  private func writeGraphOnly() throws {
    let archive = try fixture.archive
    try archive.repository.writeCommitGraph()
  }

  @Test func `a damaged head does not stand before a commit whose id is known`() throws {
    let first = try fixture.record("bridge", "1").id.description
    let head = try fixture.record("bridge", "2").id.description
    try fixture.disk.delete(fixture.objectPath(head))
    #expect(try fixture.archive.content(first) == "1".bytes)
    #expect(throws: ArchiveError.self) { try fixture.archive.content("bridge") }
  }

  @Test func `an unknown commit has nothing after it`() throws {
    try fixture.record("bridge", "1")
    let stranger = RevisionID(ObjectID(of: .blob, content: [1].span))
    #expect(throws: ArchiveError.self) { try index().revisions(after: stranger) }
  }
}
