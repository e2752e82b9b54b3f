internal import Bytes

/// The hash of a token: a multiplication for eight bytes, since texts have millions of tokens.
enum TokenHash {
  @inline(__always) static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  @inline(__always) static func hash(
    _ bytes: borrowing Span<UInt8>, in range: Range<Int>
  ) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: range.count)
    var offset = range.lowerBound
    while offset + 8 < range.upperBound {
      hash = mixed(hash, bytes.littleEndianUInt64(at: offset))
      offset += 8
    }
    return mixed(hash, last(bytes, in: offset..<range.upperBound))
  }

  /// The at most eight bytes of `range`.
  @inline(__always) private static func last(
    _ bytes: borrowing Span<UInt8>, in range: Range<Int>
  ) -> UInt64 {
    let end = range.upperBound
    if range.isEmpty { return 0 }
    if end >= 8 {
      return bytes.littleEndianUInt64(at: end - 8) >> UInt64(8 * (8 - range.count))
    }
    var word: UInt64 = 0
    for place in range.reversed() { word = word << 8 | UInt64(bytes[place]) }
    return word
  }
}
