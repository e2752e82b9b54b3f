internal import Bytes

/// Some bytes of a text that are looked for elsewhere in it.
///
/// Source: Horspool, "Practical fast searching in strings", Software: Practice and Experience 10
/// (1980); here by four bytes at a time, for of two bytes of a Cyrillic letter one is always the same.
struct SoughtBytes {
  /// How many last bytes decide how far the search may go on.
  private static let gram = 4
  private static let tableSize = 1 << 10

  private let text: [UInt8]
  private let range: Range<Int>
  /// By the hash of four bytes: how far before the end of what is sought they stand last.
  private var skips: [UInt16] = []

  var count: Int { range.count }

  init(_ text: [UInt8], _ range: Range<Int>) {
    (self.text, self.range) = (text, range)
    guard range.count >= 2 * Self.gram else { return }
    let bytes = text.span
    let farthest = UInt16(clamping: range.count - Self.gram + 1)
    skips = [UInt16](repeating: farthest, count: Self.tableSize)
    for start in range.lowerBound...range.upperBound - Self.gram {
      let distance = range.upperBound - Self.gram - start
      skips[Self.slot(bytes, start)] = min(farthest, UInt16(clamping: distance))
    }
  }

  @inline(__always)
  private static func slot(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    let four = bytes.extracting(start..<start + gram)
    let word =
      UInt32(four[0]) | UInt32(four[1]) << 8 | UInt32(four[2]) << 16 | UInt32(four[3]) << 24
    return Int((word &* 0x9E37_79B1) >> 22)
  }

  /// Whether they stand in a range, behind a blank or at the start of the text.
  func standsBehindBlank(in other: Range<Int>) -> Bool {
    let bytes = text.span
    var start = other.lowerBound
    let last = other.upperBound - range.count
    while start <= last {
      if !skips.isEmpty {
        let skip = Int(skips[Self.slot(bytes, start + range.count - Self.gram)])
        guard skip == 0 else {
          start += skip
          continue
        }
      }
      if start == 0 || bytes[start - 1] <= 0x20, isEqual(at: start) { return true }
      start += 1
    }
    return false
  }

  private func isEqual(at start: Int) -> Bool {
    text.span.commonPrefixCount(
      from: range.lowerBound, with: text.span, from: start, limit: range.count) == range.count
  }
}
