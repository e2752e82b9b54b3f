package import Bytes

/// What the history of a repository comes down to: each commit's parents, tree, time and a
/// filter of the paths that it changed; so that a walk inflates no object.
///
/// Source: gitformat-commit-graph(5).
///
/// ```
/// 0    "CGPH", version 1, hash 2, number of chunks, number of base files    8 bytes
/// 8    a line for each chunk, and one of zeros: id, where it starts         12 each
///      OIDF  fan-out: ids up to this first byte         256 x 4
///      OIDL  ids in order                               count x 32
///      CDAT  tree                                       count x (32
///            two parents: 0x70000000 is none,                 + 4 + 4
///              top bit in the second: a place in EDGE
///            level (30 bits), time in seconds (34 bits)       + 8)
///      GDA2  corrected time, less the time              count x 4   top bit: a place in GDO2
///      GDO2  distances that need more than 31 bits      n x 8
///      EDGE  second and further parents                 n x 4       top bit: the last of a list
///      BIDX  where each filter ends                     count x 4
///      BDAT  hash version, hashes, bits for each path   3 x 4
///            filters
///      checksum of all above                            32
/// ```
///
/// GDO2 and EDGE are there where something is in them. A position is a commit's place in the
/// order of ids, below `count`. Opening checks what costs nothing: the table of chunks, their
/// sizes and the fan-out. `validate` checks the rest; without it, reading never leaves the file.
package struct CommitGraph: Sendable {
  static let signature: UInt32 = 0x4347_5048
  static let version: UInt8 = 1
  static let hashVersion: UInt8 = 2
  static let headerByteCount = 8
  static let fanOutByteCount = 256 * 4
  static let commitByteCount = Digest.byteCount + 16
  static let noParent: UInt32 = 0x7000_0000
  /// In a second parent: a list follows elsewhere. In that list: the last one. In a distance of
  /// times: it stands elsewhere.
  static let flag: UInt32 = 0x8000_0000
  /// Levels have 30 bits.
  static let highestLevel: UInt32 = 0x3fff_ffff
  /// Times have 34 bits.
  static let timeLimit = 1 << 34

  package let bytes: SharedBytes
  /// The number of commits.
  package let count: Int
  let fanOutOffset: Int
  let idsOffset: Int
  let commitsOffset: Int
  /// Empty where the chunk is not there.
  let generations: Range<Int>
  let generationOverflows: Range<Int>
  let edges: Range<Int>
  /// `nil` where there are no filters, or only such as this program does not know.
  let filters: ChangedPathFilters?

  /// Opens a commit-graph.
  ///
  /// - Throws: Everything but `.unsortedIDs`, `.badParent`, `.badGeneration`, `.checksumMismatch`.
  package init(_ bytes: SharedBytes) throws(CommitGraphError) {
    let span = bytes.span
    let chunks = try CommitGraph.chunks(of: span)
    let fanOut = try CommitGraph.require(.fanOut, in: chunks)
    guard fanOut.count == CommitGraph.fanOutByteCount else {
      throw .badChunkSize(.fanOut, atByte: fanOut.lowerBound)
    }
    let count = try CommitGraph.count(fromFanOutOf: span, at: fanOut.lowerBound)
    let sizes = CommitGraphSizes(chunks: chunks, count: count)
    fanOutOffset = fanOut.lowerBound
    idsOffset = try sizes.require(.ids, Digest.byteCount).lowerBound
    commitsOffset = try sizes.require(.commits, CommitGraph.commitByteCount).lowerBound
    generations = try sizes.optional(.generations, 4) ?? 0..<0
    generationOverflows = try sizes.list(.generationOverflows, 8)
    edges = try sizes.list(.edges, 4)
    filters = try ChangedPathFilters(span, sizes)
    self.bytes = bytes
    self.count = count
  }

  /// Reads the header and the table of chunks.
  private static func chunks(
    of bytes: borrowing Span<UInt8>
  ) throws(CommitGraphError) -> CommitGraphChunks {
    guard bytes.count >= 4, bytes.bigEndianUInt32(at: 0) == signature else {
      throw .notACommitGraph
    }
    let end = bytes.count - Digest.byteCount
    guard end >= headerByteCount else { throw .truncated(atByte: bytes.count) }
    guard bytes[4] == version else { throw .unsupportedVersion(bytes[4]) }
    guard bytes[5] == hashVersion else { throw .unsupportedHash(bytes[5]) }
    guard bytes[7] == 0 else { throw .unsupportedChain(baseCount: Int(bytes[7])) }
    return try CommitGraphChunks(
      reading: bytes, at: headerByteCount, count: Int(bytes[6]), end: end)
  }

  private static func require(
    _ chunk: CommitGraphChunk, in chunks: CommitGraphChunks
  ) throws(CommitGraphError) -> Range<Int> {
    guard let range = chunks[chunk] else { throw .missingChunk(chunk) }
    return range
  }

  private static func count(
    fromFanOutOf bytes: borrowing Span<UInt8>, at start: Int
  ) throws(CommitGraphError) -> Int {
    var count: UInt32 = 0
    for offset in stride(from: start, to: start + fanOutByteCount, by: 4) {
      let next = bytes.bigEndianUInt32(at: offset)
      guard next >= count else { throw .unsortedFanOut(atByte: offset) }
      count = next
    }
    return Int(count)
  }
}

/// Checks that chunks have the sizes that the number of commits asks for.
struct CommitGraphSizes {
  let chunks: CommitGraphChunks
  let count: Int

  /// A chunk that holds `byteCount` bytes for each commit, or `nil` where it is not there.
  func optional(
    _ chunk: CommitGraphChunk, _ byteCount: Int
  ) throws(CommitGraphError) -> Range<Int>? {
    guard let range = chunks[chunk] else { return nil }
    guard range.count == count * byteCount else {
      throw .badChunkSize(chunk, atByte: range.lowerBound)
    }
    return range
  }

  func require(
    _ chunk: CommitGraphChunk, _ byteCount: Int
  ) throws(CommitGraphError) -> Range<Int> {
    guard let range = try optional(chunk, byteCount) else { throw .missingChunk(chunk) }
    return range
  }

  /// A chunk of any number of items; empty where it is not there.
  func list(
    _ chunk: CommitGraphChunk, _ itemByteCount: Int
  ) throws(CommitGraphError) -> Range<Int> {
    guard let range = chunks[chunk] else { return 0..<0 }
    guard range.count % itemByteCount == 0 else {
      throw .badChunkSize(chunk, atByte: range.lowerBound)
    }
    return range
  }
}
