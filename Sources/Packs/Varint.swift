internal import Bytes

/// The numbers of variable length in packs: seven bits to a byte, the top bit says "more follow".
///
/// Source: gitformat-pack(5), "Size encoding" and "offset encoding".
enum Varint {
  /// Reads a size, the lowest bits first; moves `position` past it.
  ///
  /// - Parameters:
  ///   - value: Bits that an entry's first byte held already.
  ///   - shift: The number of those bits.
  /// - Returns: `nil` where the bytes end inside it or it exceeds `Int.max`; `position` then
  ///   names the byte.
  static func size(
    _ bytes: borrowing Span<UInt8>, at position: inout Int, after value: Int = 0, shift: Int = 0
  ) -> Int? {
    var value = value
    var shift = shift
    while position < bytes.count {
      let byte = bytes[position]
      let bits = Int(byte & 0x7f)
      guard shift < 63, (bits << shift) >> shift == bits else { return nil }
      value |= bits << shift
      position += 1
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
    return nil
  }

  /// Reads a distance, the highest bits first, each further byte adding one so that no two
  /// encodings mean the same; moves `position` past it.
  ///
  /// - Returns: As `size(_:at:after:shift:)` does.
  static func distance(_ bytes: borrowing Span<UInt8>, at position: inout Int) -> Int? {
    var value = -1
    while position < bytes.count {
      let byte = bytes[position]
      guard value < (Int.max >> 7) - 1 else { return nil }
      value = (value + 1) << 7 | Int(byte & 0x7f)
      position += 1
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }

  /// Appends a size, the lowest bits first.
  static func append(size: Int, to bytes: inout [UInt8]) {
    var rest = size
    while rest > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Appends a distance, the highest bits first.
  static func append(distance: Int, to bytes: inout [UInt8]) {
    var digits = [UInt8(truncatingIfNeeded: distance & 0x7f)]
    var rest = distance >> 7
    while rest > 0 {
      rest -= 1
      digits.append(UInt8(truncatingIfNeeded: rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(contentsOf: digits.reversed())
  }
}
