/// Entries in a row, each after its length in two bytes.
///
/// Source: C2SP tlog-tiles, "Log entries".
package enum EntryBundle {
  /// The most bytes that an entry has.
  package static var entryByteLimit: Int { Int(UInt16.max) }

  /// The entries of a bundle, from 1 to 256.
  ///
  /// - Throws: Where an entry, or its length, is cut short; or there is none, or one too many.
  package static func decode(_ bytes: [UInt8]) throws(EntryBundleError) -> [[UInt8]] {
    var entries: [[UInt8]] = []
    var place = 0
    while place < bytes.count {
      guard entries.count < TileCoordinate.fullWidth else {
        throw .tooManyEntries(atByte: place)
      }
      guard place + 2 <= bytes.count else { throw .truncated(atByte: place) }
      let start = place + 2
      let end = start + Int(bytes[place]) << 8 + Int(bytes[place + 1])
      guard end <= bytes.count else { throw .truncated(atByte: place) }
      entries.append(Array(bytes[start..<end]))
      place = end
    }
    guard !entries.isEmpty else { throw .truncated(atByte: 0) }
    return entries
  }

  /// Adds an entry to a bundle.
  package static func append(
    _ entry: [UInt8], to bundle: inout [UInt8]
  ) throws(EntryBundleError) {
    guard let length = UInt16(exactly: entry.count) else {
      throw .entryTooLong(byteCount: entry.count)
    }
    bundle.append(UInt8(length >> 8))
    bundle.append(UInt8(truncatingIfNeeded: length))
    bundle += entry
  }
}

/// Why bytes are no bundle, or an entry is none for it.
package enum EntryBundleError: Error, Equatable, Sendable {
  case truncated(atByte: Int)
  /// The 257th entry begins here.
  case tooManyEntries(atByte: Int)
  case entryTooLong(byteCount: Int)
}
