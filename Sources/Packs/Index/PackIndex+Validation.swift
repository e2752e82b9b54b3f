internal import Bytes
internal import Objects

extension PackIndex {
  /// Checks that the index's checksum is that of its bytes.
  ///
  /// - Throws: `.checksumMismatch`.
  package func validateChecksum() throws(PackIndexError) {
    let end = bytes.count - Digest.byteCount
    let actual = SHA256.hash(bytes.span.extracting(0..<end))
    guard actual == Digest(reading: bytes.span, at: end) else { throw .checksumMismatch }
  }

  /// Checks that the pack has room for as many objects as the index claims.
  ///
  /// Ask before taking memory for each of them: a file with holes can claim any number.
  /// - Throws: `.tooManyObjects`.
  /// - Complexity: O(1).
  package func validateCount(in pack: Pack) throws(PackIndexError) {
    let limit = max(0, pack.entriesEnd - Pack.headerByteCount) / PackEntry.smallestByteCount
    guard count <= limit else { throw .tooManyObjects(count: count, limit: limit) }
  }

  /// Checks every table: ids in order and in their part of the fan-out, offsets among the
  /// entries of a pack of `packByteCount` bytes, large offsets all there and all used.
  ///
  /// - Throws: `.unsortedIDs`, `.missingLargeOffset`, `.offsetOutOfBounds`, `.sizeMismatch`.
  /// - Complexity: O(count).
  package func validate(packByteCount: Int) throws(PackIndexError) {
    var largeCount = 0
    for position in 0..<count {
      try validateID(at: position)
      try validateOffset(at: position, packByteCount: packByteCount)
      if usesLargeOffset(at: position) { largeCount += 1 }
    }
    guard largeCount == largeOffsetCount else {
      let expected = largeOffsetsOffset + largeCount * 8 + PackIndex.trailerByteCount
      throw .sizeMismatch(expected: expected, actual: bytes.count)
    }
  }

  func validateID(at position: Int) throws(PackIndexError) {
    let id = id(at: position)
    let isAscending = position == 0 || self.id(at: position - 1) < id
    guard isAscending, fanOut(id.digest.firstByte).contains(position) else {
      throw .unsortedIDs(id, position: position)
    }
  }

  func validateOffset(at position: Int, packByteCount: Int) throws(PackIndexError) {
    let offset = try offset(at: position)
    let entries = Pack.headerByteCount..<max(Pack.headerByteCount, packByteCount - Digest.byteCount)
    guard entries.contains(offset) else {
      throw .offsetOutOfBounds(id(at: position), position: position)
    }
  }

  private func usesLargeOffset(at position: Int) -> Bool {
    let offset = bytes.span.bigEndianUInt32(at: offsetsOffset + position * 4)
    return offset & PackIndex.largeOffsetFlag != 0
  }
}
