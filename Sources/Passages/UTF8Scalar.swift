/// A scalar as UTF-8 writes it.
struct UTF8Scalar {
  let value: UInt32
  let byteCount: Int

  /// The scalar at `offset`, or nil where the bytes are none: cut short, too long, a surrogate.
  ///
  /// Source: The Unicode Standard, table 3-7.
  @inline(__always) init?(_ bytes: borrowing Span<UInt8>, at offset: Int) {
    let first = UInt32(bytes[offset])
    var (value, byteCount, smallest): (UInt32, Int, UInt32)
    switch first {
    case 0..<0x80: (value, byteCount, smallest) = (first, 1, 0)
    case 0xC2..<0xE0: (value, byteCount, smallest) = (first & 0x1F, 2, 0x80)
    case 0xE0..<0xF0: (value, byteCount, smallest) = (first & 0x0F, 3, 0x800)
    case 0xF0..<0xF5: (value, byteCount, smallest) = (first & 0x07, 4, 0x10000)
    default: return nil
    }
    guard offset + byteCount <= bytes.count else { return nil }
    for place in 1..<max(1, byteCount) {
      let byte = UInt32(bytes[offset + place])
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | byte & 0x3F
    }
    guard value >= smallest, value <= 0x10FFFF, value & 0x1F_F800 != 0xD800 else { return nil }
    self.value = value
    self.byteCount = byteCount
  }
}
