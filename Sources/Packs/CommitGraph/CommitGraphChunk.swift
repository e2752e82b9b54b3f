internal import Bytes

/// A part of a commit-graph, by its four letters; in the order in which git writes them.
///
/// Source: gitformat-commit-graph(5), "CHUNK DATA".
package enum CommitGraphChunk: UInt32, CaseIterable, Sendable {
  /// `OIDF`: for each first byte, how many ids have it or a lower one.
  case fanOut = 0x4f49_4446
  /// `OIDL`: the ids in order.
  case ids = 0x4f49_444c
  /// `CDAT`: tree, parents, level and time of each commit.
  case commits = 0x4344_4154
  /// `GDA2`: how far each corrected time is after the commit's own.
  case generations = 0x4744_4132
  /// `GDO2`: the distances that need more than 31 bits.
  case generationOverflows = 0x4744_4f32
  /// `EDGE`: the second and further parents of commits with more than two.
  case edges = 0x4544_4745
  /// `BIDX`: where each filter ends.
  case filterEnds = 0x4249_4458
  /// `BDAT`: the settings of the filters, and the filters.
  case filters = 0x4244_4154
  /// `BASE`: the checksums of the files that this one stands on.
  case bases = 0x4241_5345
}

/// Where each chunk of a commit-graph stands, in bytes from the file's start.
///
/// Source: gitformat-chunk(5).
struct CommitGraphChunks: Sendable {
  /// An id of four bytes, an offset of eight.
  static let lineByteCount = 12

  private var ranges: [CommitGraphChunk: Range<Int>] = [:]

  subscript(chunk: CommitGraphChunk) -> Range<Int>? { ranges[chunk] }

  /// Reads a table of `count` chunks, which must fill the file up to `end` without a gap.
  ///
  /// Chunks that this program does not know are passed over.
  /// - Throws: `.truncated`, `.badChunkTable`.
  init(
    reading bytes: borrowing Span<UInt8>, at start: Int, count: Int, end: Int
  ) throws(CommitGraphError) {
    let tableEnd = start + (count + 1) * CommitGraphChunks.lineByteCount
    guard tableEnd <= end else { throw .truncated(atByte: bytes.count) }
    var seen: Set<UInt32> = [0]
    var offset = tableEnd
    for line in 0..<count {
      let position = start + line * CommitGraphChunks.lineByteCount
      let next = position + CommitGraphChunks.lineByteCount
      let id = bytes.bigEndianUInt32(at: position)
      guard bytes.bigEndianUInt64(at: position + 4) == UInt64(offset), seen.insert(id).inserted
      else { throw .badChunkTable(atByte: position) }
      let nextOffset = bytes.bigEndianUInt64(at: next + 4)
      guard nextOffset >= UInt64(offset), nextOffset <= UInt64(end) else {
        throw .badChunkTable(atByte: next)
      }
      if let chunk = CommitGraphChunk(rawValue: id) { ranges[chunk] = offset..<Int(nextOffset) }
      offset = Int(nextOffset)
    }
    let last = tableEnd - CommitGraphChunks.lineByteCount
    guard bytes.bigEndianUInt32(at: last) == 0, offset == end else {
      throw .badChunkTable(atByte: last)
    }
  }
}
