import Bytes
import Foundation
import Objects
import TestSupport
import Testing

@testable import Packs

struct CommitGraphEncodingTests {
  @Test(arguments: HistoryKind.allCases)
  func `the bytes are those that git writes`(kind: HistoryKind) throws {
    try expectBytesOfGit(CommitGraphHistory(kind.script))
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `of any history, the bytes are those that git writes`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    try expectBytesOfGit(CommitGraphHistory(HistoryScript.random(&random)))
  }

  /// Compares one chunk after the other, so that a failure says which.
  private func expectBytesOfGit(_ history: CommitGraphHistory) throws {
    let ours = try CommitGraph.encode(history.entries)
    let theirs = try history.graphByGit()
    let chunks = try chunkTable(of: ours)
    let expected = try chunkTable(of: theirs)
    for chunk in CommitGraphChunk.allCases {
      let bytes = chunks[chunk].map { Array(ours[$0]) }
      #expect(bytes == expected[chunk].map { Array(theirs[$0]) }, "\(chunk)")
    }
    #expect(ours == theirs)
  }

  private func chunkTable(of bytes: [UInt8]) throws -> CommitGraphChunks {
    try CommitGraphChunks(
      reading: bytes.span, at: CommitGraphLayer.headerByteCount, count: Int(bytes[6]),
      end: bytes.count - Digest.byteCount)
  }

  @Test(arguments: HistoryKind.allCases)
  func `git accepts the graph`(kind: HistoryKind) throws {
    let history = try CommitGraphHistory(kind.script)
    try history.install(CommitGraph.encode(history.entries))
    let result = try history.repository.attempt(["commit-graph", "verify"])
    #expect(result.status == 0)
    #expect(result.errors == "")
  }

  @Test(arguments: HistoryKind.allCases)
  func `git log says the same with and without the graph`(kind: HistoryKind) throws {
    let history = try CommitGraphHistory(kind.script)
    try history.install(CommitGraph.encode(history.entries))
    let paths = history.entries.compactMap { $0.changedPaths?.first }.prefix(12)
    for path in paths.map({ String(decoding: $0, as: UTF8.self) }) + ["a", "nowhere"] {
      let withGraph = try log(history, path, settings: ["-c", "core.commitGraph=true"])
      let without = try log(history, path, settings: ["-c", "core.commitGraph=false"])
      #expect(withGraph == without, "\(path)")
    }
  }

  private func log(
    _ history: CommitGraphHistory, _ path: String, settings: [String] = [],
    environment: [String: String] = [:]
  ) throws -> String {
    let arguments = ["log", "--format=%H %ct %P", "main", "--", path]
    return try history.repository.git(settings + arguments, environment: environment).text
  }

  @Test func `git asks the filters`() throws {
    let history = try CommitGraphHistory(HistoryKind.line.script)
    try history.install(CommitGraph.encode(history.entries))
    let trace = try history.repository.directory.write([], to: "trace")
    let found = try log(history, "3/f/a/3", environment: ["GIT_TRACE2_EVENT": trace.path()])
    let touching = history.entries.count {
      $0.changedPaths?.first?.starts(with: "3/f/a/3/".utf8) == true
    }
    #expect(found.split(separator: "\n").count == touching)
    let lines = String(decoding: try history.repository.directory.read("trace"), as: UTF8.self)
      .split(separator: "\n")
    let statistics = try #require(lines.first { $0.contains("\"filter_not_present\"") })
    // Git asks no filter of the root, which it compares with the empty tree.
    let others = history.entries.count - 1 - touching
    #expect(statistics.contains("\"filter_not_present\":0"))
    #expect(statistics.contains("\"maybe\":\(touching)"))
    #expect(statistics.contains("\"definitely_not\":\(others)"))
    #expect(statistics.contains("\"false_positive\":0"))
  }

  @Test func `the order in which commits are given does not matter`() throws {
    let history = try CommitGraphHistory(HistoryKind.octopus.script)
    var random = SeededGenerator(seed: 1)
    let graph = try CommitGraph.encode(history.entries)
    #expect(try CommitGraph.encode(history.entries.reversed()) == graph)
    #expect(try CommitGraph.encode(history.entries.shuffled(using: &random)) == graph)
  }

  @Test func `git can do with paths that are not known`() throws {
    let history = try CommitGraphHistory(HistoryKind.line.script)
    let without = history.entries.map {
      CommitGraphEntry(
        id: $0.id, tree: $0.tree, parents: $0.parents, time: $0.time, changedPaths: nil)
    }
    try history.install(CommitGraph.encode(without))
    try history.repository.git(["commit-graph", "verify"])
    let path = "3/f/a/3/article-3"
    let found = try log(history, path).split(separator: "\n")
    #expect(found.count == history.entries.filter { $0.changedPaths == [Array(path.utf8)] }.count)
  }

  @Test func `a graph of no commits is a graph`() throws {
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode([])))
    try graph.validate()
    try graph.validateChecksum()
    #expect(graph.count == 0)
    #expect(graph.position(of: .zero) == nil)
  }

  @Test func `a long line needs no deep stack`() throws {
    let count = 50_000
    let ids = (0..<count).map { CommitGraphEntry.id($0) }
    let entries = ids.indices.map {
      CommitGraphEntry(
        id: ids[$0], tree: .zero, parents: $0 == 0 ? [] : [ids[$0 - 1]], time: 1_000_000_000 + $0,
        changedPaths: [Array("3/f/a/\($0 % 16)/article-\($0)".utf8)])
    }
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode(entries.reversed())))
    try graph.validate()
    let tip = try #require(graph.position(of: ids[count - 1]))
    #expect(graph.level(at: tip) == count)
    #expect(try graph.generation(at: tip) == 1_000_000_000 + count - 1)
  }
}

/// What cannot be written.
struct CommitGraphEncodingErrorTests {
  private func entry(_ number: Int, parents: [Int] = [], time: Int = 1000) -> CommitGraphEntry {
    CommitGraphEntry(
      id: CommitGraphEntry.id(number), tree: .zero,
      parents: parents.map { CommitGraphEntry.id($0) }, time: time, changedPaths: [])
  }

  @Test func `a commit that is there twice is refused`() {
    #expect(throws: CommitGraphEncodingError.duplicateCommit(CommitGraphEntry.id(2))) {
      try CommitGraph.encode([entry(2), entry(1), entry(2)])
    }
  }

  @Test func `a parent that is missing is named`() {
    let id = CommitGraphEntry.id
    #expect(throws: CommitGraphEncodingError.missingParent(id(3), of: id(2))) {
      try CommitGraph.encode([entry(1), entry(2, parents: [1, 3])])
    }
  }

  @Test func `commits that are their own ancestors are refused`() {
    let entries = [entry(1, parents: [2]), entry(2, parents: [3]), entry(3, parents: [1])]
    #expect {
      try CommitGraph.encode(entries)
    } throws: {
      guard case CommitGraphEncodingError.cycle(let id) = $0 else { return false }
      return entries.contains { $0.id == id }
    }
    #expect(throws: CommitGraphEncodingError.cycle(CommitGraphEntry.id(1))) {
      try CommitGraph.encode([entry(1, parents: [1])])
    }
  }

  @Test(arguments: [-1, 1 << 34, Int.max, Int.min])
  func `a time that does not fit is refused`(time: Int) {
    #expect(throws: CommitGraphEncodingError.timeOutOfRange(CommitGraphEntry.id(1))) {
      try CommitGraph.encode([entry(1, time: time)])
    }
  }

  @Test(arguments: [0, 1, (1 << 34) - 1])
  func `a time that just fits comes back`(time: Int) throws {
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode([entry(1, time: time)])))
    #expect(graph.time(at: 0) == time)
    #expect(try graph.generation(at: 0) == max(1, time))
  }
}

extension CommitGraphEntry {
  /// An id that is like no other's.
  static func id(_ number: Int) -> ObjectID {
    ObjectID(SHA256.hash(Array("commit \(number)".utf8)))
  }
}
