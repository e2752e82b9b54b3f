internal import Bytes
package import Objects

extension PackIndex {
  /// The position of an id, or `nil`.
  ///
  /// - Complexity: O(log(count / 256)).
  package func position(of id: ObjectID) -> Int? {
    let positions = fanOut(id.digest.firstByte)
    let position = firstPosition(notBelow: id, in: positions)
    return position < positions.upperBound && self.id(at: position) == id ? position : nil
  }

  /// Where the entry of an id starts in the pack, or `nil`.
  ///
  /// - Throws: `.missingLargeOffset`, `.offsetOutOfBounds`.
  package func offset(of id: ObjectID) throws(PackIndexError) -> Int? {
    guard let position = position(of: id) else { return nil }
    return try offset(at: position)
  }

  /// The positions of all ids that start with these hexadecimal digits.
  ///
  /// - Returns: `nil` where `prefix` is not 0 to 64 such digits.
  /// - Complexity: O(log count).
  package func positions(startingWith prefix: String) -> Range<Int>? {
    let rest = Digest.hexCount - prefix.utf8.count
    guard rest >= 0, let lowest = ObjectID(prefix + String(repeating: "0", count: rest)),
      let highest = ObjectID(prefix + String(repeating: "f", count: rest))
    else { return nil }
    let start = firstPosition(notBelow: lowest, in: fanOut(lowest.digest.firstByte))
    let end = firstPosition(notBelow: highest, in: fanOut(highest.digest.firstByte))
    let includesLast = end < count && id(at: end) == highest
    return start..<max(start, includesLast ? end + 1 : end)
  }

  /// The positions of the ids with this first byte.
  func fanOut(_ byte: UInt8) -> Range<Int> {
    let entry = PackIndex.fanOutOffset + Int(byte) * 4
    let start = byte == 0 ? 0 : Int(bytes.span.bigEndianUInt32(at: entry - 4))
    return start..<Int(bytes.span.bigEndianUInt32(at: entry))
  }

  private func firstPosition(notBelow id: ObjectID, in positions: Range<Int>) -> Int {
    positions.partitioningIndex { position in
      // One word of four tells nearly all ids apart.
      let start = PackIndex.idsOffset + position * Digest.byteCount
      let leadingWord = bytes.span.bigEndianUInt64(at: start)
      if leadingWord != id.digest.leadingWord { return leadingWord > id.digest.leadingWord }
      return self.id(at: position) >= id
    }
  }
}
