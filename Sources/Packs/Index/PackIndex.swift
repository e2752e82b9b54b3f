package import Bytes
package import Objects

/// Where each object of a pack stands, in the order of ids.
///
/// Source: gitformat-pack(5), "Version 2 pack-*.idx files".
///
/// ```
/// 0     ff 74 4f 63, version 2          8 bytes
/// 8     fan-out: ids up to this byte    256 x 4
/// 1032  ids in order                    count x 32
///       CRC-32 of each entry            count x 4
///       offset of each entry            count x 4   top bit set: a position in the next table
///       large offsets                   n x 8
///       checksum of the pack            32
///       checksum of all above           32
/// ```
///
/// Opening checks what costs nothing: the size and the fan-out table. `validate` checks the rest.
/// A position is an object's place in the order of ids, below `count`.
package struct PackIndex: Sendable {
  static let magic: UInt32 = 0xff74_4f63
  static let version: UInt32 = 2
  static let fanOutOffset = 8
  package static let idsOffset = 1032
  static let trailerByteCount = 2 * Digest.byteCount
  static let largeOffsetFlag: UInt32 = 0x8000_0000
  /// What one object takes in the tables that all have an entry for it.
  static let entryByteCount = Digest.byteCount + 8

  package let bytes: SharedBytes
  /// The number of objects.
  package let count: Int

  var checksumsOffset: Int { PackIndex.idsOffset + count * Digest.byteCount }
  var offsetsOffset: Int { checksumsOffset + count * 4 }
  var largeOffsetsOffset: Int { offsetsOffset + count * 4 }
  var trailerOffset: Int { bytes.count - PackIndex.trailerByteCount }
  var largeOffsetCount: Int { (trailerOffset - largeOffsetsOffset) / 8 }

  /// Opens an index.
  ///
  /// - Throws: `.notAnIndex`, `.unsupportedVersion`, `.truncated`, `.unsortedFanOut`,
  ///   `.sizeMismatch`.
  package init(_ bytes: SharedBytes) throws(PackIndexError) {
    let span = bytes.span
    guard span.count >= 4, span.bigEndianUInt32(at: 0) == PackIndex.magic else {
      throw .notAnIndex
    }
    let smallest = PackIndex.idsOffset + PackIndex.trailerByteCount
    guard span.count >= smallest else { throw .truncated(atByte: span.count) }
    let version = span.bigEndianUInt32(at: 4)
    guard version == PackIndex.version else { throw .unsupportedVersion(version) }
    count = try PackIndex.count(fromFanOutOf: span)
    let needed = smallest + count * PackIndex.entryByteCount
    guard span.count >= needed else { throw .truncated(atByte: span.count) }
    let rest = span.count - needed
    guard rest % 8 == 0, rest / 8 <= count else {
      throw .sizeMismatch(expected: needed, actual: span.count)
    }
    self.bytes = bytes
  }

  private static func count(
    fromFanOutOf bytes: borrowing Span<UInt8>
  ) throws(PackIndexError) -> Int {
    var count: UInt32 = 0
    for byte in 0..<256 {
      let next = bytes.bigEndianUInt32(at: fanOutOffset + 4 * byte)
      guard next >= count else { throw .unsortedFanOut(atByte: fanOutOffset + 4 * byte) }
      count = next
    }
    return Int(count)
  }

  /// The checksum of the pack that this is the index of.
  package var packChecksum: Digest { Digest(reading: bytes.span, at: trailerOffset) }

  /// The id at `position`.
  package func id(at position: Int) -> ObjectID {
    ObjectID(Digest(reading: bytes.span, at: PackIndex.idsOffset + position * Digest.byteCount))
  }

  /// The CRC-32 of the entry's bytes in the pack.
  package func checksum(at position: Int) -> UInt32 {
    bytes.span.bigEndianUInt32(at: checksumsOffset + position * 4)
  }

  /// Where the object's entry starts, in bytes from the start of the pack.
  ///
  /// - Throws: `.missingLargeOffset`, `.offsetOutOfBounds`.
  /// - Complexity: O(1).
  package func offset(at position: Int) throws(PackIndexError) -> Int {
    let small = bytes.span.bigEndianUInt32(at: offsetsOffset + position * 4)
    guard small & PackIndex.largeOffsetFlag != 0 else { return Int(small) }
    let number = Int(small & ~PackIndex.largeOffsetFlag)
    guard number < largeOffsetCount else {
      throw .missingLargeOffset(id(at: position), position: position)
    }
    let large = bytes.span.bigEndianUInt64(at: largeOffsetsOffset + number * 8)
    guard let offset = Int(exactly: large) else {
      throw .offsetOutOfBounds(id(at: position), position: position)
    }
    return offset
  }
}

extension SortedIDs.List {
  /// The ids of an index.
  package init(_ index: PackIndex) {
    self.init(index.bytes, at: PackIndex.idsOffset, count: index.count)
  }
}
