/// A keyed hash of 64 bits: who does not know the key cannot make two texts that share a hash.
///
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (SipHash-2-4).
package struct SipHash {
  /// 128 bits, drawn by whoever keeps what is hashed.
  package struct Key: Hashable, Sendable {
    package let low: UInt64
    package let high: UInt64

    package init(low: UInt64, high: UInt64) {
      self.low = low
      self.high = high
    }
  }

  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64

  private init(_ key: Key) {
    v0 = key.low ^ 0x736f_6d65_7073_6575
    v1 = key.high ^ 0x646f_7261_6e64_6f6d
    v2 = key.low ^ 0x6c79_6765_6e65_7261
    v3 = key.high ^ 0x7465_6462_7974_6573
  }

  /// The hash of the bytes in `range`.
  package static func hash(
    _ bytes: borrowing Span<UInt8>, in range: Range<Int>, key: Key
  ) -> UInt64 {
    var state = SipHash(key)
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      state.take(bytes.littleEndianUInt64(at: offset))
      offset += 8
    }
    var last = UInt64(truncatingIfNeeded: range.count) << 56
    for place in offset..<range.upperBound {
      last |= UInt64(bytes[place]) << UInt64(8 * (place - offset))
    }
    state.take(last)
    return state.finished()
  }

  @inline(__always) private mutating func take(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  private mutating func finished() -> UInt64 {
    v2 ^= 0xff
    for _ in 0..<4 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  @inline(__always) private mutating func round() {
    v0 &+= v1
    v1 = (v1 << 13 | v1 >> 51) ^ v0
    v0 = v0 << 32 | v0 >> 32
    v2 &+= v3
    v3 = (v3 << 16 | v3 >> 48) ^ v2
    v0 &+= v3
    v3 = (v3 << 21 | v3 >> 43) ^ v0
    v2 &+= v1
    v1 = (v1 << 17 | v1 >> 47) ^ v2
    v2 = v2 << 32 | v2 >> 32
  }
}
