internal import Bytes

/// Finds the line breaks of a text, eight bytes at a step.
package enum LineBreaks {
  private static let each: UInt64 = 0x0101_0101_0101_0101
  private static let highest = each << 7

  /// Byte offsets behind each line break, in order.
  package static func ends(in text: [UInt8]) -> [Int] {
    let bytes = text.span
    var ends: [Int] = []
    var place = 0
    while place + 8 <= bytes.count {
      let rest = bytes.littleEndianUInt64(at: place) ^ each &* 0x0A
      // The highest bit of each byte that is zero.
      var found = ~((rest & ~highest &+ ~highest) | rest | ~highest)
      while found != 0 {
        ends.append(place + found.trailingZeroBitCount / 8 + 1)
        found &= found &- 1
      }
      place += 8
    }
    while place < bytes.count {
      if bytes[place] == 0x0A { ends.append(place + 1) }
      place += 1
    }
    return ends
  }
}
