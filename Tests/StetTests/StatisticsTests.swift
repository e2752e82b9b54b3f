import Objects
import Packs
import Repository
import SimulatedDisk
import Testing

@testable import Articles
@testable import Stet

/// Counts by the commit-graph, on several cores, are those of a walk from commit to commit.
struct StatisticsTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture() }

  private func record(_ numbers: Range<Int>) throws {
    for number in numbers {
      let minute = 10 + number % 50
      try fixture.record(
        "article \(number % 7)", "\(number)",
        at: "2011-11-24T\(10 + number / 50):\(minute):00Z")
    }
  }

  /// All that is told of the log.
  private func counted(workers: Int) throws -> String {
    var statistics = try fixture.archive.statistics(workers: workers)
    (statistics.storedByteCount, statistics.objectCount) = (0, 0)
    return "\(statistics)"
  }

  private func maintain() throws {
    let now = try Fixture.time("2011-12-24T17:27:00Z")
    _ = try fixture.archive.maintain(isComplete: true, now: now, workers: 1, patience: .zero)
  }

  @Test func `with a graph, behind or not, and without one, the same is counted`() throws {
    try record(0..<90)
    let walked = try counted(workers: 2)
    try maintain()
    #expect(try fixture.archive.repository.commitGraph?.count == 90)
    for workers in 1...3 { #expect(try counted(workers: workers) == walked) }
    try record(90..<100)
    let behind = try counted(workers: 2)
    #expect(behind != walked)
    #expect(try fixture.archive.repository.commitGraph?.count == 90)
    fixture.disk.delete(Fixture.root + "/objects/info/commit-graph")
    #expect(try counted(workers: 2) == behind)
  }

  @Test func `where lines meet, each commit is counted once`() throws {
    try record(0..<4)
    let head = try #require(try fixture.archive.head()).object
    var batch = ObjectBatch()
    let tree = batch.add(.tree, [])
    func commit(_ parents: ObjectID...) -> ObjectID {
      let signature = Signature(name: "A", mail: "a", seconds: 1_322_155_620, zone: "+0000")
      let commit = Commit(
        tree: tree, parents: parents, author: signature, committer: signature,
        message: "\(parents)".bytes)
      return batch.add(.commit, commit.encoded())
    }
    let merge = commit(commit(head), head)
    try fixture.force(batch, head: merge)
    try maintain()
    let statistics = try fixture.archive.statistics(workers: 2)
    #expect((statistics.revisionCount, statistics.otherCommitCount) == (4, 2))
  }

  @Test func `a graph that leaves commits out is not believed`() throws {
    try record(0..<30)
    let walked = try counted(workers: 2)
    try maintain()
    let whole = try #require(try fixture.archive.repository.commitGraph)
    let head = try #require(try fixture.archive.head()).object
    let older = try #require(whole.positions(ofFile: 0).first { whole.level(at: $0) == 12 })
    // It says that the head comes right after a commit of long before.
    let position = try #require(whole.position(of: head))
    let entry = try #require(try whole.entry(at: position))
    let liar = CommitGraphEntry(
      id: head, tree: entry.tree, parents: [whole.id(at: older)], time: entry.time,
      changedPaths: nil)
    let rest = try whole.positions(ofFile: 0).filter { whole.level(at: $0) <= 12 }
      .compactMap { try whole.entry(at: $0) }
    let lie = try CommitGraph.encode(rest + [liar])
    fixture.disk.write(lie, to: Fixture.root + "/objects/info/commit-graph")
    #expect(try fixture.archive.repository.commitGraph?.count == 13)
    #expect(try counted(workers: 2) == walked)
  }

  @Test func `the first commit that cannot be read is told, graph or not`() throws {
    try record(0..<9)
    try maintain()
    let history = try fixture.archive.history(of: ArticleName("article 1"))
    let lost = try #require(history.last?.id)
    fixture.disk.delete(try fixture.objectPath(lost.description))
    #expect(throws: ArchiveError.self) { try fixture.archive.statistics(workers: 2) }
  }
}
