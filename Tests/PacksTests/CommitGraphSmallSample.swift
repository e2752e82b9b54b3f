import Bytes
import Objects

@testable import Packs

/// A graph of seven commits that has every chunk.
struct SmallCommitGraph {
  private(set) var bytes: [UInt8]

  init() throws {
    bytes = try CommitGraph.encode([
      SmallCommitGraph.entry(1, [], at: CommitGraphLayer.timeLimit - 1, ["a"]),
      SmallCommitGraph.entry(2, [1], at: 1000, ["a/b"]),
      SmallCommitGraph.entry(3, [1], at: 1001, nil),
      SmallCommitGraph.entry(4, [], at: 5, ["é"]),
      SmallCommitGraph.entry(5, [2, 3, 4], at: 1002, []),
      SmallCommitGraph.entry(6, [5, 4], at: CommitGraphLayer.timeLimit - 1, ["a/b"]),
      SmallCommitGraph.entry(7, [4, 2, 3, 6], at: 7, ["c/d", "c/e"]),
    ])
  }

  init(_ entries: [CommitGraphEntry]) throws {
    bytes = try CommitGraph.encode(entries)
  }

  static func entry(
    _ number: Int, _ parents: [Int], at time: Int, _ paths: [String]?
  ) -> CommitGraphEntry {
    CommitGraphEntry(
      id: CommitGraphEntry.id(number), tree: ObjectID(SHA256.hash([UInt8(number)])),
      parents: parents.map { CommitGraphEntry.id($0) }, time: time,
      changedPaths: paths?.map { Array($0.utf8) })
  }

  /// Its chunks, in git's order: all but what is for files that stand on others.
  static let chunks = CommitGraphChunk.allCases.filter { $0 != .bases }

  var graph: CommitGraph {
    get throws { try CommitGraph(SharedBytes(bytes)) }
  }

  /// Where the commit made of this number stands in the order of ids.
  func position(_ number: Int) throws -> Int {
    try graph.position(of: CommitGraphEntry.id(number)) ?? -1
  }

  /// Where a line of the table of chunks starts; git's order of chunks, then the closing line.
  func line(_ chunk: CommitGraphChunk?) -> Int {
    let all = SmallCommitGraph.chunks
    let number = chunk.flatMap { all.firstIndex(of: $0) } ?? all.count
    return CommitGraphLayer.headerByteCount + number * CommitGraphChunks.lineByteCount
  }

  /// Where a chunk starts.
  func start(_ chunk: CommitGraphChunk) -> Int {
    Int(bytes.span.bigEndianUInt32(at: line(chunk) + 8))
  }

  /// Puts a number of four bytes in place of another; the checksum then is wrong.
  mutating func put(_ number: UInt32, at offset: Int) {
    bytes.replaceSubrange(offset..<offset + 4, with: bigEndian(number))
  }

  mutating func put(_ bytes: [UInt8], at offset: Int) {
    self.bytes.replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  /// Lets a chunk start earlier or later, at the cost of the one before it.
  mutating func moveStart(of chunk: CommitGraphChunk?, by distance: Int) {
    let offset = line(chunk) + 8
    put(UInt32(Int(bytes.span.bigEndianUInt32(at: offset)) + distance), at: offset)
  }

  private func bigEndian(_ number: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: number)
    return bytes
  }
}

extension CommitGraph {
  /// Asks for everything there is, whatever comes of it; returns how many answers came.
  func readEverything() -> Int {
    let query = ChangedPathQuery(Array("a/b/é".utf8))
    var answers = 0
    for position in 0..<count {
      _ = (tree(at: position), time(at: position), level(at: position))
      if self.position(of: id(at: position)) != nil { answers += 1 }
      if (try? generation(at: position)) != nil { answers += 1 }
      if (try? parents(at: position)) != nil { answers += 1 }
      if (try? mayHaveChanged(query, at: position)) != nil { answers += 1 }
    }
    return answers
  }

  /// Opens a file and checks all of it.
  static func check(_ bytes: [UInt8]) throws(CommitGraphError) {
    let graph = try CommitGraph(SharedBytes(bytes))
    try graph.validate()
    try graph.validateChecksum()
  }
}
