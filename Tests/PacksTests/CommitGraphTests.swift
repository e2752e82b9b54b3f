import Bytes
import Objects
import TestSupport
import Testing

@testable import Packs

struct CommitGraphTests {
  @Test(arguments: HistoryKind.allCases)
  func `each commit reads as git shows it`(kind: HistoryKind) throws {
    let history = try CommitGraphHistory(kind.script)
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode(history.entries)))
    try graph.validate()
    try graph.validateChecksum()
    #expect(graph.count == history.entries.count)
    for entry in history.entries { try expect(entry, in: graph) }
  }

  private func expect(_ entry: CommitGraphEntry, in graph: CommitGraph) throws {
    let position = try #require(graph.position(of: entry.id))
    let parents = try graph.parents(at: position)
    #expect(graph.id(at: position) == entry.id)
    #expect(graph.tree(at: position) == entry.tree)
    #expect(graph.time(at: position) == entry.time)
    #expect(parents.map { graph.id(at: $0) } == entry.parents)
    #expect(graph.level(at: position) == (parents.map { graph.level(at: $0) }.max() ?? 0) + 1)
    let generation = try parents.map { try graph.generation(at: $0) }.max() ?? 0
    #expect(try graph.generation(at: position) == max(entry.time, generation + 1))
  }

  @Test(arguments: HistoryKind.allCases)
  func `no change is ever denied, of a file or of a folder above it`(kind: HistoryKind) throws {
    let history = try CommitGraphHistory(kind.script)
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode(history.entries)))
    for entry in history.entries {
      let position = try #require(graph.position(of: entry.id))
      for path in entry.changedPaths ?? [] {
        #expect(try graph.mayHaveChanged(path, at: position))
        let folder = path.prefix(while: { $0 != UInt8(ascii: "/") })
        #expect(try graph.mayHaveChanged(Array(folder), at: position))
      }
    }
  }

  @Test func `nearly all other changes are denied`() throws {
    let history = try CommitGraphHistory(HistoryKind.line.script)
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode(history.entries)))
    let paths = (0..<500).map { ChangedPathQuery(Array("3/f/b/1/other-\($0)".utf8)) }
    let wrong = try paths.reduce(0) { sum, path in
      try sum + (0..<graph.count).count { try graph.mayHaveChanged(path, at: $0) }
    }
    // One in a hundred for one name; two names differ here.
    #expect(Double(wrong) < 0.001 * Double(paths.count * graph.count))
  }

  @Test func `a commit without changes denies every path`() throws {
    let history = try CommitGraphHistory(HistoryKind.empty.script)
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode(history.entries)))
    let answers = try (0..<graph.count).map { try graph.mayHaveChanged([97], at: $0) }
    #expect(answers.count { $0 } == 1)
  }

  @Test func `an id that is not there has no position`() throws {
    let history = try CommitGraphHistory(HistoryKind.line.script)
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode(history.entries)))
    let highest = String(repeating: "f", count: 64)
    for id in [ObjectID.zero, try #require(ObjectID(highest)), CommitGraphEntry.id(1)] {
      #expect(graph.position(of: id) == nil)
    }
  }
}

/// Files that git writes in ways that Stet does not.
struct CommitGraphByGitTests {
  @Test func `without filters every path may have changed`() throws {
    let history = try CommitGraphHistory(HistoryKind.merges.script)
    let graph = try CommitGraph(SharedBytes(history.graphByGit(options: [])))
    try graph.validate()
    #expect(graph.layers[0].filters == nil)
    #expect(try graph.mayHaveChanged(Array("nowhere".utf8), at: 0))
  }

  @Test func `where git has computed some filters only, the other paths may have changed`() throws {
    let history = try CommitGraphHistory(HistoryKind.line.script)
    let options = ["--changed-paths", "--max-new-filters=10"]
    let graph = try CommitGraph(SharedBytes(history.graphByGit(options: options)))
    try graph.validate()
    let answers = try (0..<graph.count).map {
      try graph.mayHaveChanged(Array("not/any/where".utf8), at: $0)
    }
    #expect(answers.count { !$0 } == 10)
  }

  @Test func `without corrected times the generation is the level`() throws {
    let history = try CommitGraphHistory(HistoryKind.farApart.script)
    let settings = ["-c", "commitGraph.generationVersion=1"]
    let graph = try CommitGraph(SharedBytes(history.graphByGit(settings: settings)))
    try graph.validate()
    for position in 0..<graph.count {
      #expect(try graph.generation(at: position) == graph.level(at: position))
    }
  }
}

/// Steps from row to row, as a walk through the log takes them.
struct CommitGraphWalkingTests {
  @Test(arguments: HistoryKind.allCases)
  func `a lineage is what the list of parents says`(kind: HistoryKind) throws {
    let history = try CommitGraphHistory(kind.script)
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode(history.entries)))
    for position in 0..<graph.count {
      let parents = try graph.parents(at: position)
      let expected: CommitGraph.Lineage =
        switch parents.count {
        case 0: .root
        case 1: .line(parents[0])
        default: .merge
        }
      #expect(try graph.lineage(at: position) == expected)
    }
  }

  @Test(arguments: HistoryKind.allCases)
  func `no commit is passed that changed the path, changed nothing, or has not one parent`(
    kind: HistoryKind
  ) throws {
    let history = try CommitGraphHistory(kind.script)
    let graph = try CommitGraph(SharedBytes(CommitGraph.encode(history.entries)))
    for path in Set(history.entries.flatMap { $0.changedPaths ?? [] }) {
      let query = [ChangedPathQuery(path)]
      for start in 0..<graph.count {
        var position = start
        let end = try graph.firstConcerned(by: query, from: start)
        while position != end {
          let entry = try #require(history.entries.first { $0.id == graph.id(at: position) })
          #expect(entry.changedPaths?.contains(path) == false)
          #expect(entry.parents.count == 1)
          let parent = try #require(try graph.parents(at: position).first)
          #expect(graph.tree(at: parent) != entry.tree)
          position = parent
        }
      }
    }
  }

  @Test func `a row whose parent is itself ends the walk with an error`() throws {
    let history = try CommitGraphHistory(HistoryKind.line.script)
    var bytes = try CommitGraph.encode(history.entries)
    let graph = try CommitGraph(SharedBytes(bytes))
    let position = try #require((0..<graph.count).first { graph.level(at: $0) > 1 })
    let offset = graph.layers[0].commitOffset(position) + Digest.byteCount
    bytes.replaceSubrange(
      offset..<offset + 4, with: [0, 0, UInt8(position >> 8), UInt8(position & 255)])
    let lying = try CommitGraph(SharedBytes(bytes))
    #expect(throws: CommitGraphError.badGeneration(atByte: offset + 8)) {
      try lying.lineage(at: position)
    }
  }
}
