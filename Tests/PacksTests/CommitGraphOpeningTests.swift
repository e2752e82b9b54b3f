import Bytes
import Testing

@testable import Packs

/// What a file must have to be opened.
struct CommitGraphOpeningTests {
  private func expect(
    _ error: CommitGraphError, _ sample: SmallCommitGraph,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: error, sourceLocation: sourceLocation) { try sample.graph }
  }

  @Test(arguments: ["", "CGP", "CGPh", "PACK...."])
  func `other files are told apart`(text: String) {
    let bytes = SharedBytes(Array(text.utf8))
    #expect(throws: CommitGraphError.notACommitGraph) { try CommitGraph(bytes) }
  }

  @Test func `other versions and hashes are named, and files below that are not`() throws {
    var sample = try SmallCommitGraph()
    sample.put([2], at: 4)
    expect(.unsupportedVersion(2), sample)
    sample.put([1, 1], at: 4)
    expect(.unsupportedHash(1), sample)
    sample.put([2, 8, 3], at: 5)
    expect(.missingChunk(.bases), sample)
  }

  @Test func `a table of chunks that is cut short is refused`() throws {
    let bytes = try SmallCommitGraph().bytes
    // The header, the table and a checksum.
    for count in 4..<8 + 9 * 12 + 32 {
      #expect(throws: CommitGraphError.truncated(atByte: count)) {
        try CommitGraph(SharedBytes(Array(bytes[..<count])))
      }
    }
  }

  @Test func `a table of chunks that does not fit the file names the line`() throws {
    let whole = try SmallCommitGraph()
    for chunk in SmallCommitGraph.chunks.dropFirst() {
      var sample = whole
      sample.put(8, at: sample.line(chunk) + 8)
      expect(.badChunkTable(atByte: sample.line(chunk)), sample)
      sample = whole
      sample.moveStart(of: chunk, by: 1_000_000)
      expect(.badChunkTable(atByte: sample.line(chunk)), sample)
      sample = whole
      sample.put([0x80], at: sample.line(chunk) + 4)
      expect(.badChunkTable(atByte: sample.line(chunk)), sample)
      sample = whole
      sample.put(CommitGraphChunk.fanOut.rawValue, at: sample.line(chunk))
      expect(.badChunkTable(atByte: sample.line(chunk)), sample)
      sample = whole
      sample.put(0, at: sample.line(chunk))
      expect(.badChunkTable(atByte: sample.line(chunk)), sample)
    }
  }

  @Test func `the first line of the table and the last must fit it too`() throws {
    let whole = try SmallCommitGraph()
    var sample = whole
    sample.moveStart(of: .fanOut, by: 1)
    expect(.badChunkTable(atByte: 8), sample)
    sample = whole
    sample.put(1, at: sample.line(nil))
    expect(.badChunkTable(atByte: sample.line(nil)), sample)
    for distance in [-1, 1] {
      sample = whole
      sample.moveStart(of: nil, by: distance)
      expect(.badChunkTable(atByte: sample.line(nil)), sample)
    }
  }

  @Test(arguments: [CommitGraphChunk.fanOut, .ids, .commits])
  func `a chunk that must be there is missed`(chunk: CommitGraphChunk) throws {
    var sample = try SmallCommitGraph()
    sample.put(1, at: sample.line(chunk))
    expect(.missingChunk(chunk), sample)
  }

  @Test(arguments: [CommitGraphChunk.filterEnds, .filters])
  func `filters without their other half are ignored`(chunk: CommitGraphChunk) throws {
    var sample = try SmallCommitGraph()
    sample.put(1, at: sample.line(chunk))
    let graph = try sample.graph
    try graph.validate()
    #expect(try graph.mayHaveChanged(Array("nowhere".utf8), at: 0))
  }

  @Test(arguments: SmallCommitGraph.chunks.dropLast())
  func `a chunk of another size than the count asks for is named`(chunk: CommitGraphChunk) throws {
    var sample = try SmallCommitGraph()
    let all = SmallCommitGraph.chunks
    let next = all[try #require(all.firstIndex(of: chunk)) + 1]
    sample.moveStart(of: next, by: 2)
    expect(.badChunkSize(chunk, atByte: sample.start(chunk)), sample)
  }

  @Test func `filters without room for their settings are refused`() throws {
    var bytes = try CommitGraph.encode([])
    // The chunk's last four bytes, and with them the start of the checksum.
    let settings = bytes.count - 32 - 12
    bytes.removeSubrange(settings + 8..<settings + 12)
    let closingLine = 8 + 6 * 12
    var end: [UInt8] = []
    end.append(bigEndian: UInt64(settings + 8))
    bytes.replaceSubrange(closingLine + 4..<closingLine + 12, with: end)
    #expect(throws: CommitGraphError.badChunkSize(.filters, atByte: settings)) {
      try CommitGraph(SharedBytes(bytes))
    }
  }

  @Test func `a fan-out that falls names the byte`() throws {
    var sample = try SmallCommitGraph()
    let last = sample.start(.fanOut) + 255 * 4
    sample.put(1, at: last)
    expect(.unsortedFanOut(atByte: last), sample)
  }

  @Test func `a count that the file has no room for is refused before memory is taken`() throws {
    var sample = try SmallCommitGraph()
    sample.put(.max, at: sample.start(.fanOut) + 255 * 4)
    expect(.badChunkSize(.ids, atByte: sample.start(.ids)), sample)
  }

  @Test(arguments: [0, 65, UInt32.max])
  func `an unlikely number of hashes is refused`(hashCount: UInt32) throws {
    var sample = try SmallCommitGraph()
    sample.put(hashCount, at: sample.start(.filters) + 4)
    expect(.badFilter(atByte: sample.start(.filters) + 4), sample)
  }

  @Test func `filters of another version are ignored`() throws {
    var sample = try SmallCommitGraph()
    sample.put(2, at: sample.start(.filters))
    let graph = try sample.graph
    try graph.validate()
    #expect(try graph.mayHaveChanged(Array("nowhere".utf8), at: 0))
  }
}
