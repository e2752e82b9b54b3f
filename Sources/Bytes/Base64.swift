/// Base 64 of the standard alphabet, with padding.
///
/// Only what `string` writes is read: no line breaks, no missing padding, no bits after the last byte. So each
/// sequence of bytes has one spelling.
/// Source: RFC 4648, section 4; section 3.5 for the bits.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// Four characters for each three bytes, and for what is left of them.
  package static func string(_ bytes: [UInt8]) -> String {
    String(decoding: encoded(bytes), as: UTF8.self)
  }

  /// The same as bytes.
  package static func encoded(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let digit = Int(bits >> UInt32(18 - 6 * place) & 63)
        text.append(place <= group.count ? alphabet[digit] : padding)
      }
    }
    return text
  }

  /// The bytes that a text says; `nil` where it is not what `string` would have written.
  package static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var rest = text[...]
    while !rest.isEmpty {
      let group = rest.prefix(4)
      rest = rest.dropFirst(4)
      var bits: UInt32 = 0
      var padded = 0
      for character in group {
        bits <<= 6
        if character == padding {
          padded += 1
        } else {
          guard padded == 0, let value = value(of: character) else { return nil }
          bits |= value
        }
      }
      guard padded <= 2, padded == 0 || rest.isEmpty,
        bits & ((1 << UInt32(8 * padded)) - 1) == 0
      else { return nil }
      for place in 0..<3 - padded {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place)))
      }
    }
    return bytes
  }

  private static func value(of character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
