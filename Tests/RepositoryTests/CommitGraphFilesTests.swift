import Bytes
import Objects
import Packs
import SimulatedDisk
import Testing

@testable import Repository

/// The commit-graph as one file and as a chain of them.
struct CommitGraphFilesTests {
  private static func id(_ text: String) -> ObjectID { ObjectID(SHA256.hash(Array(text.utf8))) }

  /// Commits in a line, by their numbers.
  private static func rows(_ numbers: Range<Int>) -> CommitGraphRows {
    CommitGraphRows(
      numbers.map { number in
        CommitGraphEntry(
          id: id("commit \(number)"), tree: id("tree \(number)"),
          parents: number > 0 ? [id("commit \(number - 1)")] : [], time: 1_000_000 + number,
          changedPaths: [Array("a/\(number % 5)".utf8)])
      })
  }

  private static let folder = Fixture.root + "/objects/info/"

  private static func files(on disk: SimulatedDisk) throws -> CommitGraphFiles {
    CommitGraphFiles(try Repository.open(at: Fixture.root, files: disk).storage)
  }

  /// What is there says what these commits say, and nothing else is there.
  private static func check(
    _ disk: SimulatedDisk, count: Int, _ comment: Comment? = nil
  ) throws {
    let graph = try #require(try files(on: disk).open(), comment)
    try graph.validateChecksum()
    try graph.validate()
    #expect(graph.count == count, comment)
    let expected = rows(0..<count)
    for number in 0..<count {
      let position = try #require(graph.position(of: id("commit \(number)")), comment)
      #expect(graph.tree(at: position) == id("tree \(number)"), comment)
      #expect(try graph.mayHaveChanged(Array("a/\(number % 5)".utf8), at: position), comment)
    }
    #expect(expected.count == count)
  }

  private static func fileCount(_ disk: SimulatedDisk) -> Int {
    disk.files(below: folder + "commit-graphs").count { $0.hasSuffix(".graph") }
  }

  @Test func `few commits stay one file, which is written anew`() throws {
    let (_, disk) = try Fixture.repository()
    let files = try Self.files(on: disk)
    try files.replace(with: Self.rows(0..<20))
    let graph = try #require(try files.open())
    #expect(try files.extend(graph, with: Self.rows(20..<25)))
    try Self.check(disk, count: 25)
    #expect(disk.bytes(of: Self.folder + "commit-graph") != nil)
    #expect(disk.bytes(of: Self.folder + "commit-graphs/commit-graph-chain") == nil)
  }

  @Test func `what is new to many goes into a file of its own, and theirs stays as it is`() throws {
    let (_, disk) = try Fixture.repository()
    let files = try Self.files(on: disk)
    try files.replace(with: Self.rows(0..<20))
    let whole = try #require(disk.bytes(of: Self.folder + "commit-graph"))
    let graph = try #require(try files.open())
    #expect(try files.extend(graph, with: Self.rows(20..<25), leastBaseCount: 8))
    try Self.check(disk, count: 25)
    #expect(disk.bytes(of: Self.folder + "commit-graph") == nil)
    let base = try #require(graph.files.first).checksum
    #expect(disk.bytes(of: Self.folder + "commit-graphs/graph-\(base).graph") == whole)
    #expect(Self.fileCount(disk) == 2)
  }

  @Test func `n times one commit are O(log n) files, and no file is left over`() throws {
    let (_, disk) = try Fixture.repository()
    let files = try Self.files(on: disk)
    try files.replace(with: Self.rows(0..<8))
    for number in 8..<70 {
      let graph = try #require(try files.open())
      #expect(try files.extend(graph, with: Self.rows(number..<number + 1), leastBaseCount: 8))
      let counts = try #require(try files.open()).files.map(\.count)
      #expect(counts.count <= 7 && counts.reduce(0, +) == number + 1)
      #expect(Self.fileCount(disk) == (counts.count > 1 ? counts.count : 0))
    }
    try Self.check(disk, count: 70)
    try files.replace(with: Self.rows(0..<70))
    #expect(Self.fileCount(disk) == 0)
    try files.remove()
    #expect(try files.open() == nil)
  }

  @Test func `a writer that ends at any operation leaves a graph that tells the truth`() throws {
    let (_, before) = try Fixture.repository()
    try Self.files(on: before).replace(with: Self.rows(0..<20))
    let work = { (disk: SimulatedDisk) in
      let files = try Self.files(on: disk)
      for (first, end) in [(20, 23), (23, 24), (24, 60)] {
        guard let graph = try files.open() else { return }
        _ = try files.extend(graph, with: Self.rows(first..<end), leastBaseCount: 8)
      }
    }
    let whole = before.copy()
    try work(whole)
    try Self.check(whole, count: 60)
    for place in 0..<whole.operations.count {
      let disk = before.copy(fault: .death(at: place))
      try? work(disk)
      for fate in [Fate.everything, .nothing, .names] {
        let left = fate == .everything ? disk.afterDeath() : disk.afterPowerLoss(fate)
        let count = try #require(try Self.files(on: left).open()).count
        #expect([20, 23, 24, 60].contains(count), "operation \(place)")
        try Self.check(left, count: count, "operation \(place)")
        try Self.files(on: left).replace(with: Self.rows(0..<60))
        #expect(Self.fileCount(left) == 0, "operation \(place)")
      }
    }
  }

  @Test(arguments: ["graph", "list", "lost"])
  func `a chain that is damaged is none`(damage: String) throws {
    let (repository, disk) = try Fixture.repository()
    let files = CommitGraphFiles(repository.storage)
    try files.replace(with: Self.rows(0..<20))
    let graph = try #require(try files.open())
    #expect(try files.extend(graph, with: Self.rows(20..<25), leastBaseCount: 8))
    let list = Self.folder + "commit-graphs/commit-graph-chain"
    let file = try #require(
      disk.files(below: Self.folder + "commit-graphs").first { $0.hasSuffix(".graph") })
    switch damage {
    case "graph":
      var bytes = try #require(disk.bytes(of: file))
      bytes[bytes.count / 2] ^= 1
      disk.write(bytes, to: file)
    case "list": disk.write(Array("what is this\n".utf8), to: list)
    default: disk.delete(file)
    }
    #expect(CommitGraphCache(repository.storage).graph == nil)
    #expect(try files.path == list)
  }
}
