internal import Bytes

/// One file of a commit-graph: a part of the history, which may stand on others.
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
///      BASE  checksums of the files below               n x 32
///      checksum of all above                            32
/// ```
///
/// GDO2, EDGE and BASE are there where something is in them. A position is a commit's place in the
/// order of ids, after all positions of the files below. Opening checks what costs nothing: the table
/// of chunks, their sizes and the fan-out. `CommitGraph.validate` checks the rest; without it, reading
/// never leaves the file.
struct CommitGraphLayer: Sendable {
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

  let bytes: SharedBytes
  /// The positions of its commits.
  let positions: Range<Int>
  /// The checksums of the files that it stands on, the lowest first.
  let bases: [Digest]
  let fanOutOffset: Int
  let idsOffset: Int
  let commitsOffset: Int
  /// Empty where the chunk is not there.
  let generations: Range<Int>
  let generationOverflows: Range<Int>
  let edges: Range<Int>
  /// `nil` where there are no filters, or only such as this program does not know.
  let filters: ChangedPathFilters?

  /// Opens a file.
  ///
  /// - Parameter first: How many commits the files below have.
  /// - Throws: Everything but `.unsortedIDs`, `.badParent`, `.badGeneration`, `.checksumMismatch`,
  ///   `.wrongBases`.
  init(_ bytes: SharedBytes, after first: Int = 0) throws(CommitGraphError) {
    let span = bytes.span
    let chunks = try CommitGraphLayer.chunks(of: span)
    let fanOut = try CommitGraphLayer.require(.fanOut, in: chunks)
    guard fanOut.count == CommitGraphLayer.fanOutByteCount else {
      throw .badChunkSize(.fanOut, atByte: fanOut.lowerBound)
    }
    let count = try CommitGraphLayer.count(fromFanOutOf: span, at: fanOut.lowerBound)
    let sizes = CommitGraphSizes(chunks: chunks, count: count)
    fanOutOffset = fanOut.lowerBound
    idsOffset = try sizes.require(.ids, Digest.byteCount).lowerBound
    commitsOffset = try sizes.require(.commits, CommitGraphLayer.commitByteCount).lowerBound
    generations = try sizes.optional(.generations, 4) ?? 0..<0
    generationOverflows = try sizes.list(.generationOverflows, 8)
    edges = try sizes.list(.edges, 4)
    filters = try ChangedPathFilters(span, sizes)
    bases = try CommitGraphLayer.bases(in: span, sizes)
    self.bytes = bytes
    positions = first..<first + count
  }

  /// The checksum at the file's end, by which others name it.
  var checksum: Digest { Digest(reading: bytes.span, at: bytes.count - Digest.byteCount) }

  /// Reads what the header says that there is: as many checksums as the file has bases.
  private static func bases(
    in bytes: borrowing Span<UInt8>, _ sizes: CommitGraphSizes
  ) throws(CommitGraphError) -> [Digest] {
    let range = try sizes.list(.bases, Digest.byteCount)
    guard !range.isEmpty || bytes[7] == 0 else { throw .missingChunk(.bases) }
    guard range.count == Int(bytes[7]) * Digest.byteCount else {
      throw .badChunkSize(.bases, atByte: range.lowerBound)
    }
    var bases: [Digest] = []
    for offset in stride(from: range.lowerBound, to: range.upperBound, by: Digest.byteCount) {
      bases.append(Digest(reading: bytes, at: offset))
    }
    return bases
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
