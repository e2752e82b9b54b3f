import Bytes
import Foundation
import Objects
import TestSupport
import Testing

@testable import Packs

/// A history in several files, each of which stands on those below.
struct CommitGraphChainTests {
  /// The entries in parts, each commit after its parents.
  private func parts(
    _ history: CommitGraphHistory, _ count: Int
  ) throws -> [[CommitGraphEntry]] {
    var (ordered, known): ([CommitGraphEntry], Set<ObjectID>) = ([], [])
    while ordered.count < history.entries.count {
      for entry in history.entries where !known.contains(entry.id) {
        guard entry.parents.allSatisfy(known.contains) else { continue }
        known.insert(entry.id)
        ordered.append(entry)
      }
    }
    let size = ordered.count / count + 1
    return stride(from: 0, to: ordered.count, by: size)
      .map { Array(ordered[$0..<min($0 + size, ordered.count)]) }
  }

  private func chain(_ parts: [[CommitGraphEntry]]) throws -> [SharedBytes] {
    var files: [SharedBytes] = []
    for part in parts {
      let base = files.isEmpty ? nil : try CommitGraph(chain: files)
      files.append(SharedBytes(try CommitGraph.encode(CommitGraphRows(part), onto: base)))
    }
    return files
  }

  @Test(arguments: HistoryKind.allCases, [2, 3, 5])
  func `a chain says what one file says`(kind: HistoryKind, count: Int) throws {
    try expectSame(CommitGraphHistory(kind.script), count)
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `of any history, a chain says what one file says`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let script = HistoryScript.random(&random)
    try expectSame(CommitGraphHistory(script), 2 + Int(seed % 4))
  }

  private func expectSame(_ history: CommitGraphHistory, _ count: Int) throws {
    let whole = try CommitGraph(SharedBytes(CommitGraph.encode(history.entries)))
    let chain = try CommitGraph(chain: chain(parts(history, count)))
    try chain.validateChecksum()
    try chain.validate()
    #expect(chain.count == whole.count)
    for entry in history.entries {
      let one = try #require(whole.position(of: entry.id))
      let other = try #require(chain.position(of: entry.id))
      #expect(chain.id(at: other) == entry.id)
      #expect(chain.tree(at: other) == whole.tree(at: one))
      #expect(chain.time(at: other) == whole.time(at: one))
      #expect(chain.level(at: other) == whole.level(at: one))
      #expect(try chain.generation(at: other) == whole.generation(at: one))
      #expect(
        try chain.parents(at: other).map(chain.id) == whole.parents(at: one).map(whole.id))
      #expect(try chain.entry(at: other) == whole.entry(at: one))
      for path in history.entries.compactMap({ $0.changedPaths?.first }).prefix(6) {
        let query = ChangedPathQuery(path)
        #expect(
          try chain.mayHaveChanged(query, at: other) == whole.mayHaveChanged(query, at: one))
        #expect(
          try chain.id(at: chain.firstConcerned(by: [query], from: other))
            == whole.id(at: whole.firstConcerned(by: [query], from: one)))
      }
    }
    #expect(chain.position(of: ObjectID(SHA256.hash([1]))) == nil)
  }

  /// Writes a history in two steps, as git does with `--split`, and gives all files, the lowest first.
  private func chainByGit(_ script: HistoryScript, _ half: HistoryScript) throws -> (
    CommitGraphHistory, [[UInt8]]
  ) {
    let first = try CommitGraphHistory(half)
    let write = ["commit-graph", "write", "--reachable", "--changed-paths", "--split=no-merge"]
    try first.repository.git(write)
    let folder = first.repository.gitDirectory.appending(path: "objects/info/commit-graphs")
    try first.repository.git(["fast-import", "--quiet", "--force"], input: script.bytes)
    try first.repository.git(write)
    let list = Array(try Data(contentsOf: folder.appending(path: "commit-graph-chain")))
    let listed = CommitGraphChain.checksums(in: list.span)
    let checksums = try #require(listed)
    #expect(CommitGraphChain.encode(checksums) == list)
    let files = try checksums.map { checksum in
      Array(try Data(contentsOf: folder.appending(path: "graph-\(checksum).graph")))
    }
    return (first, files)
  }

  @Test func `an upper file is byte for byte what git writes`() throws {
    var half = HistoryScript()
    for number in 1...9 {
      half.commit(
        number > 1 ? [number - 1] : [], at: 1_000_000 + number, [.write("a/\(number % 4)")])
    }
    var script = half
    for number in 10...24 {
      script.commit([number - 1], at: 1_000_000 + number, [.write("b/\(number % 3)")])
    }
    script.commit([24, 5, 7], at: 1_000_100, [.write("c")])
    let (repository, theirs) = try chainByGit(script, half)
    let all = try CommitGraphHistory(script)
    let below = Set(repository.entries.map(\.id))
    #expect(theirs.count == 2 && below.count == 9)
    let ours = try chain([
      all.entries.filter { below.contains($0.id) }, all.entries.filter { !below.contains($0.id) },
    ])
    #expect(ours.map(\.copy) == theirs)
    try CommitGraph(chain: theirs.map { SharedBytes($0) }).validate()
  }

  @Test func `a file that stands on others is refused without them, or on others`() throws {
    let history = try CommitGraphHistory(HistoryKind.line.script)
    let files = try chain(parts(history, 3))
    #expect(throws: CommitGraphError.wrongBases(count: 1)) { try CommitGraph(files[1]) }
    #expect(throws: CommitGraphError.wrongBases(count: 2)) {
      try CommitGraph(chain: [files[0], files[2]])
    }
    #expect(throws: CommitGraphError.wrongBases(count: 0)) {
      try CommitGraph(chain: [files[0], files[0]])
    }
    #expect(throws: CommitGraphError.notACommitGraph) { try CommitGraph(chain: []) }
  }

  @Test func `a commit of a file below is not written again, and its parents must be somewhere`()
    throws
  {
    let history = try CommitGraphHistory(HistoryKind.line.script)
    let parts = try parts(history, 2)
    let base = try CommitGraph(chain: chain([parts[0]]))
    #expect(throws: CommitGraphEncodingError.duplicateCommit(parts[0][0].id)) {
      try CommitGraph.encode(CommitGraphRows([parts[0][0]]), onto: base)
    }
    let last = try #require(parts[1].last)
    #expect(throws: CommitGraphEncodingError.missingParent(last.parents[0], of: last.id)) {
      try CommitGraph.encode(CommitGraphRows([last]), onto: base)
    }
  }

  @Test(arguments: ["", "\n", "00\n", String(repeating: "a", count: 64), "g"])
  func `what is no list of files is told`(text: String) {
    let line = String(repeating: "a", count: 64) + "\n"
    #expect(isRefused(text) && isRefused(line + text) != text.isEmpty)
    #expect(isRefused(String(repeating: line, count: 257)))
  }

  private func isRefused(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return CommitGraphChain.checksums(in: bytes.span) == nil
  }
}
