package import Bytes
package import Objects

/// Why an object cannot be read from a pack; offsets count from the pack's start.
package enum PackError: Error, Equatable, Sendable {
  // The pack as a whole.
  /// The bytes do not start as a pack does.
  case notAPack
  /// Only version 2 is known; git writes no other.
  case unsupportedVersion(UInt32)
  /// The pack ends here, before its header, an entry's header or its checksum.
  case truncated(atByte: Int)

  // One entry.
  /// No entry can start at this offset.
  case offsetOutOfBounds(Int)
  /// The entry's type is 0 or 5, which mean nothing.
  case unknownType(UInt8, atByte: Int)
  /// A size or a distance does not fit.
  case numberTooLarge(atByte: Int)
  /// The entry's base would start outside the pack, or at the entry itself.
  case baseOutOfBounds(atByte: Int)
  /// The object has more bytes than the caller takes.
  case tooLarge(byteCount: Int, limit: Int, atByte: Int)
  /// The entry's data is no zlib stream of the declared size.
  case damagedData(ZlibError, entry: Int)
  /// The entry's data is no delta for its base.
  case damagedDelta(DeltaError, entry: Int)

  // A chain of deltas.
  /// The deltas up to this one make more bytes than the caller takes.
  case expansionTooLarge(limit: Int, entry: Int)
  /// The entry's base is nowhere to be found.
  case missingBase(ObjectID, entry: Int)
  /// The entry is, by way of others, its own base.
  case deltaCycle(entry: Int)
  /// More deltas than the caller takes stand between the entry and a whole object.
  case chainTooLong(limit: Int, entry: Int)
  /// The index cannot say where a base is.
  case damagedIndex(PackIndexError)
}
