internal import Bytes

/// A path to look for in many filters: hashed once, together with the folders above it.
package struct ChangedPathQuery: Sendable {
  let keys: [ChangedPathKey]

  /// - Parameter path: From the root, with slashes between names and none at the ends.
  package init(_ path: [UInt8]) {
    let ends = path.indices.filter { path[$0] == UInt8(ascii: "/") } + [path.count]
    keys = ends.filter { $0 > 0 }.map { ChangedPathKey(path.span, byteCount: $0) }
  }
}

extension CommitGraph {
  /// Whether the commit may have changed this path, against its first parent.
  ///
  /// Git, where it runs on a processor on which `char` in C has no sign (ARM), writes
  /// other bits for names beyond ASCII, and the file does not say so.
  /// - Returns: `false` only where it is certain that it has not; for a folder, that nothing in
  ///   it has. `true` also where the file has no filter for the commit.
  /// - Throws: `.badFilter`.
  package func mayHaveChanged(
    _ query: ChangedPathQuery, at position: Int
  ) throws(CommitGraphError) -> Bool {
    try layer(of: position).mayHaveChanged(query, at: position)
  }

  /// As `mayHaveChanged(_:at:)` with a query of this path.
  package func mayHaveChanged(
    _ path: [UInt8], at position: Int
  ) throws(CommitGraphError) -> Bool {
    try mayHaveChanged(ChangedPathQuery(path), at: position)
  }
}

extension CommitGraphLayer {
  func mayHaveChanged(
    _ query: ChangedPathQuery, at position: Int
  ) throws(CommitGraphError) -> Bool {
    guard let filters else { return true }
    let span = bytes.span
    let range = try filters.range(at: row(position), in: span)
    guard !range.isEmpty else { return true }
    for key in query.keys {
      for number in 0..<filters.hashCount {
        let bit = key.bit(number, in: range.count)
        if span[range.lowerBound + bit / 8] >> UInt8(bit % 8) & 1 == 0 { return false }
      }
    }
    return true
  }
}

/// Where the filters of a commit-graph's file stand.
struct ChangedPathFilters: Sendable {
  static let headerByteCount = 12
  /// What a file may ask for; git never asks for another number than 7.
  static let hashCounts: ClosedRange<UInt32> = 1...64

  private let endsOffset: Int
  private let filtersOffset: Int
  private let byteCount: Int
  let hashCount: UInt32

  /// - Returns: `nil` where one of the chunks is missing, or the hashes are of another version.
  /// - Throws: `.badChunkSize`, `.badFilter`.
  init?(_ bytes: borrowing Span<UInt8>, _ sizes: CommitGraphSizes) throws(CommitGraphError) {
    guard let ends = try sizes.optional(.filterEnds, 4),
      let filters = sizes.chunks[.filters]
    else { return nil }
    guard filters.count >= ChangedPathFilters.headerByteCount else {
      throw .badChunkSize(.filters, atByte: filters.lowerBound)
    }
    let version = bytes.bigEndianUInt32(at: filters.lowerBound)
    guard version == ChangedPathFilter.hashVersion else { return nil }
    hashCount = bytes.bigEndianUInt32(at: filters.lowerBound + 4)
    guard ChangedPathFilters.hashCounts.contains(hashCount) else {
      throw .badFilter(atByte: filters.lowerBound + 4)
    }
    endsOffset = ends.lowerBound
    filtersOffset = filters.lowerBound + ChangedPathFilters.headerByteCount
    byteCount = filters.upperBound - filtersOffset
  }

  /// The bytes of the filter of a row.
  ///
  /// - Throws: `.badFilter`.
  func range(
    at row: Int, in bytes: borrowing Span<UInt8>
  ) throws(CommitGraphError) -> Range<Int> {
    let offset = endsOffset + row * 4
    let start = row == 0 ? 0 : Int(bytes.bigEndianUInt32(at: offset - 4))
    let end = Int(bytes.bigEndianUInt32(at: offset))
    guard start <= end, end <= byteCount else { throw .badFilter(atByte: offset) }
    return filtersOffset + start..<filtersOffset + end
  }
}
