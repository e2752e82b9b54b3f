import Bytes
import Objects
import TestSupport
import Testing

@testable import Packs

/// What `validate` finds in the tables of a file that can be opened.
struct CommitGraphValidationTests {
  private func expect(
    _ error: CommitGraphError, _ sample: SmallCommitGraph,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let graph = try sample.graph
    #expect(throws: error, sourceLocation: sourceLocation) { try graph.validate() }
    #expect(throws: CommitGraphError.checksumMismatch) { try graph.validateChecksum() }
    #expect(graph.readEverything() > 0)
  }

  /// Where the two parents of a commit stand.
  private func parents(_ number: Int, in sample: SmallCommitGraph) throws -> Int {
    try sample.graph.layers[0].commitOffset(sample.position(number)) + Digest.byteCount
  }

  private func distance(_ number: Int, in sample: SmallCommitGraph) throws -> Int {
    try sample.graph.layers[0].generations.lowerBound + sample.position(number) * 4
  }

  @Test func `a graph that is whole passes`() throws {
    let sample = try SmallCommitGraph()
    try CommitGraph.check(sample.bytes)
    #expect(try sample.graph.readEverything() == 7 * 4)
  }

  @Test func `an id that does not follow the one before is named`() throws {
    var sample = try SmallCommitGraph()
    let ids = sample.start(.ids)
    sample.put(Array(sample.bytes[ids..<ids + 32]), at: ids + 32)
    try expect(.unsortedIDs(atByte: ids + 32), sample)
  }

  @Test func `an id in another's part of the fan-out is named`() throws {
    var sample = try SmallCommitGraph()
    let ids = sample.start(.ids)
    sample.put([sample.bytes[ids] - 1], at: ids)
    try expect(.unsortedIDs(atByte: ids), sample)
  }

  @Test func `a parent that is not in the file is named`() throws {
    for number in [1, 2, 5, 6] {
      var sample = try SmallCommitGraph()
      let offset = try parents(number, in: sample)
      sample.put(7, at: offset)
      try expect(.badParent(atByte: offset), sample)
    }
    var sample = try SmallCommitGraph()
    let offset = try parents(6, in: sample) + 4
    sample.put(0x6fff_ffff, at: offset)
    try expect(.badParent(atByte: offset), sample)
  }

  @Test func `a second parent without a first is named`() throws {
    var sample = try SmallCommitGraph()
    let offset = try parents(6, in: sample)
    sample.put(CommitGraphLayer.noParent, at: offset)
    try expect(.badParent(atByte: offset + 4), sample)
  }

  @Test func `lists of parents that overlap, leave a gap or are not there are named`() throws {
    let places = try [5, 7].map { try parents($0, in: SmallCommitGraph()) + 4 }
    for place in places {
      for number in [1, 4, 5, 0x7fff_ffff] as [UInt32] {
        var sample = try SmallCommitGraph()
        sample.put(CommitGraphLayer.flag | number, at: place)
        try expect(.badParent(atByte: place), sample)
      }
    }
  }

  @Test func `a list of parents that does not end is named`() throws {
    var sample = try SmallCommitGraph()
    let last = sample.start(.filterEnds) - 4
    sample.put(sample.bytes.span.bigEndianUInt32(at: last) & ~CommitGraphLayer.flag, at: last)
    try expect(.badParent(atByte: last), sample)
  }

  @Test func `a parent in a list that is not in the file is named`() throws {
    var sample = try SmallCommitGraph()
    sample.put(7, at: sample.start(.edges))
    try expect(.badParent(atByte: sample.start(.edges)), sample)
  }

  @Test func `lists of parents that no commit refers to are named`() throws {
    var sample = try SmallCommitGraph()
    let numbers = try [5, 7].sorted { try sample.position($0) < sample.position($1) }
    sample.put(CommitGraphLayer.noParent, at: try parents(numbers[1], in: sample) + 4)
    let unused = sample.start(.edges) + (numbers[0] == 5 ? 2 : 3) * 4
    try expect(.badParent(atByte: unused), sample)
  }

  @Test func `a level of zero, or not above those of the parents, is named`() throws {
    for level in [0, 1] as [UInt32] {
      var sample = try SmallCommitGraph()
      let offset = try parents(2, in: sample) + 8
      sample.put(level << 2, at: offset)
      try expect(.badGeneration(atByte: offset), sample)
    }
  }

  @Test func `a generation that is not above those of the parents is named`() throws {
    var sample = try SmallCommitGraph()
    let offset = try distance(6, in: sample)
    sample.put(0, at: offset)
    try expect(.badGeneration(atByte: offset), sample)
  }

  @Test func `large distances that are not there or not in order are named`() throws {
    for place in [5, 0x7fff_ffff] as [UInt32] {
      var sample = try SmallCommitGraph()
      let offset = try distance(2, in: sample)
      sample.put(CommitGraphLayer.flag | place, at: offset)
      try expect(.badGeneration(atByte: offset), sample)
    }
  }

  @Test(arguments: [0x7fff_ffff, UInt32.max])
  func `a distance beyond all numbers is named`(high: UInt32) throws {
    var sample = try SmallCommitGraph()
    let start = sample.start(.generationOverflows)
    sample.put(high, at: start)
    sample.put(.max, at: start + 4)
    try expect(.badGeneration(atByte: start), sample)
  }

  @Test func `large distances that no commit refers to are named`() throws {
    var sample = try SmallCommitGraph([
      SmallCommitGraph.entry(1, [], at: 1 << 33, []), SmallCommitGraph.entry(2, [1], at: 5, []),
    ])
    // The younger commit becomes a root.
    let offset = try parents(2, in: sample)
    sample.put(CommitGraphLayer.noParent, at: offset)
    sample.put(0, at: try distance(2, in: sample))
    let overflows = try sample.graph.layers[0].generationOverflows
    try expect(.badGeneration(atByte: overflows.lowerBound), sample)
  }

  @Test func `filters that overlap or lie outside are named`() throws {
    let whole = try SmallCommitGraph()
    let ends = whole.start(.filterEnds)
    var sample = whole
    sample.put(.max, at: ends + 8)
    try expect(.badFilter(atByte: ends + 8), sample)
    sample = whole
    sample.put(0, at: ends + 8)
    try expect(.badFilter(atByte: ends + 8), sample)
    let last = ends + 6 * 4
    sample = whole
    sample.put(whole.bytes.span.bigEndianUInt32(at: last) + 1, at: last)
    try expect(.badFilter(atByte: last), sample)
    let graph = try sample.graph
    #expect(throws: CommitGraphError.badFilter(atByte: last)) {
      try graph.mayHaveChanged([97], at: 6)
    }
  }
}

/// Whatever happens to a file is found, and reading what is left harms nobody.
struct CommitGraphDamageTests {
  @Test(arguments: [0x01, 0x80, 0xff] as [UInt8])
  func `each changed byte is found`(mask: UInt8) throws {
    let bytes = try SmallCommitGraph().bytes
    for offset in bytes.indices {
      var damaged = bytes
      damaged[offset] ^= mask
      #expect(throws: CommitGraphError.self, "byte \(offset)") { try CommitGraph.check(damaged) }
      _ = try? CommitGraph(SharedBytes(damaged)).readEverything()
    }
  }

  @Test func `each cut is found`() throws {
    let bytes = try SmallCommitGraph().bytes
    for count in bytes.indices {
      let damaged = Array(bytes[..<count])
      #expect(throws: CommitGraphError.self, "\(count) bytes") { try CommitGraph.check(damaged) }
    }
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `damage behind a right checksum is read without harm`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let whole = try SmallCommitGraph()
    for _ in 0..<500 {
      var sample = whole
      for _ in 0..<random.number(in: 1..<4) {
        let offset = random.number(in: whole.start(.ids)..<whole.bytes.count - 36)
        let number = UInt32(random.number(in: 0..<16))
        sample.put(
          random.pick([number, CommitGraphLayer.flag | number, .max - number]), at: offset)
      }
      guard let graph = try? sample.graph else { continue }
      #expect(graph.readEverything() >= 0)
      guard (try? graph.validate()) != nil else { continue }
      #expect(graph.readEverything() == 7 * 4)
    }
  }
}
