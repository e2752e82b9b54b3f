/// Comparing runs of bytes, a word at a time: eight times as fast as byte by byte.
extension Span where Element == UInt8 {
  /// The little-endian number in the eight bytes at `offset`.
  @inlinable
  package func littleEndianUInt64(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count - 8)
    return unsafe withUnsafeBytes { buffer in
      unsafe UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
  }

  /// How many bytes from `offset` on equal those of `other` from `otherOffset` on, up to `limit`.
  @inlinable
  package func commonPrefixCount(
    from offset: Int = 0, with other: borrowing Span<UInt8>, from otherOffset: Int = 0,
    limit: Int = .max
  ) -> Int {
    let limit = Swift.min(limit, count - offset, other.count - otherOffset)
    var length = 0
    while length + 8 <= limit {
      let difference =
        littleEndianUInt64(at: offset + length)
        ^ other.littleEndianUInt64(at: otherOffset + length)
      if difference != 0 { return length + difference.trailingZeroBitCount / 8 }
      length += 8
    }
    while length < limit && self[offset + length] == other[otherOffset + length] { length += 1 }
    return length
  }

  /// How many bytes before `end` equal those of `other` before `otherEnd`, up to `limit`.
  @inlinable
  package func commonSuffixCount(
    before end: Int, with other: borrowing Span<UInt8>, before otherEnd: Int, limit: Int
  ) -> Int {
    let limit = Swift.min(limit, end, otherEnd)
    var length = 0
    while length + 8 <= limit {
      let difference =
        littleEndianUInt64(at: end - length - 8)
        ^ other.littleEndianUInt64(at: otherEnd - length - 8)
      if difference != 0 { return length + difference.leadingZeroBitCount / 8 }
      length += 8
    }
    while length < limit && self[end - length - 1] == other[otherEnd - length - 1] { length += 1 }
    return length
  }
}
