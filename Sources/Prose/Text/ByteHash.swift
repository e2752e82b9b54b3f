internal import Bytes

/// Hashes of some bytes, eight at a step.
enum ByteHash {
  /// The hash of a range with the kind of token in its three top bits.
  @inline(__always)
  static func key(_ bytes: Span<UInt8>, _ range: Range<Int>, _ kind: Token.Kind) -> UInt64 {
    key(hash(bytes, range), kind)
  }

  /// A hash with the kind of token in its three top bits.
  @inline(__always)
  static func key(_ hash: UInt64, _ kind: Token.Kind) -> UInt64 {
    hash & 0x1FFF_FFFF_FFFF_FFFF | UInt64(kind.rawValue) << 61
  }

  @inline(__always)
  static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var state = mixed(UInt64(range.count))
    var place = range.lowerBound
    while place + 8 <= range.upperBound {
      state = mixed(state ^ bytes.littleEndianUInt64(at: place))
      place += 8
    }
    return mixed(state ^ tail(bytes, place..<range.upperBound))
  }

  /// Fewer than eight bytes as one number.
  @inline(__always)
  private static func tail(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    if range.lowerBound + 8 <= bytes.count {
      return bytes.littleEndianUInt64(at: range.lowerBound) & (1 << UInt64(8 * range.count) - 1)
    }
    var word: UInt64 = 0
    for (place, offset) in range.enumerated() { word |= UInt64(bytes[offset]) << UInt64(8 * place) }
    return word
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 32
  }
}
