package import Objects

/// Why bytes are not the index of a pack.
package enum PackIndexError: Error, Equatable, Sendable {
  /// The bytes do not start as an index does.
  case notAnIndex
  /// Only version 2 is known; git writes no other for SHA-256.
  case unsupportedVersion(UInt32)
  /// The index ends here, inside one of its tables.
  case truncated(atByte: Int)
  /// The tables take `expected` bytes; the index has `actual`.
  case sizeMismatch(expected: Int, actual: Int)
  /// The index has more objects than its pack has room for.
  case tooManyObjects(count: Int, limit: Int)
  /// The fan-out table falls.
  case unsortedFanOut(atByte: Int)
  /// An id does not follow the one before, or stands in another's part of the fan-out.
  case unsortedIDs(ObjectID, position: Int)
  /// An entry refers to a large offset that is not there.
  case missingLargeOffset(ObjectID, position: Int)
  /// An offset lies outside the pack's entries.
  case offsetOutOfBounds(ObjectID, position: Int)
  /// The index's own checksum is not that of its bytes.
  case checksumMismatch
}
