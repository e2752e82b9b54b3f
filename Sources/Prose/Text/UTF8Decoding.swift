/// One character of a text that may not be UTF-8 at all.
struct DecodedScalar {
  /// The code point, or `illFormed`.
  var value: UInt32
  /// In bytes; an ill-formed byte stands alone.
  var byteCount: Int

  static let illFormed: UInt32 = .max
}

extension [UInt8] {
  /// Reads the character that starts at `offset`; never fails.
  ///
  /// Source: the Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
  @inline(__always)
  func scalar(at offset: Int) -> DecodedScalar {
    let first = self[offset]
    return first < 0x80 ? DecodedScalar(value: UInt32(first), byteCount: 1) : longScalar(at: offset)
  }

  private func longScalar(at offset: Int) -> DecodedScalar {
    let ill = DecodedScalar(value: DecodedScalar.illFormed, byteCount: 1)
    let first = self[offset]
    guard first >= 0xC2, first <= 0xF4 else { return ill }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard offset + length <= count else { return ill }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for position in offset + 1..<offset + length {
      guard self[position] & 0xC0 == 0x80 else { return ill }
      value = value << 6 | UInt32(self[position] & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    let isSurrogate = value & 0xFFFF_F800 == 0xD800
    guard value >= smallest, value < 0x110000, !isSurrogate else { return ill }
    return DecodedScalar(value: value, byteCount: length)
  }

  /// Whether the byte at `offset` continues a character that began before it.
  @inline(__always)
  func isContinuation(at offset: Int) -> Bool {
    offset < count && self[offset] & 0xC0 == 0x80
  }
}

/// Whether a character is white space (the Unicode property `White_Space`).
@inline(__always)
func isWhiteSpace(_ scalar: UInt32) -> Bool {
  if scalar <= 0x20 { return scalar == 0x20 || (scalar >= 9 && scalar <= 13) }
  if scalar < 0x85 { return false }
  switch scalar {
  case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return true
  default: return false
  }
}
