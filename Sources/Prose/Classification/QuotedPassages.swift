/// Tells whether a place lies inside quotation marks.
///
/// A quotation opens at “ „ « » 「 『 or at a straight " before a word, and closes at the mark that
/// goes with it, within the paragraph and 2,000 bytes; a mark without its fellow opens nothing.
/// Single quotation marks are not looked at: they cannot be told from apostrophes.
struct QuotedPassages {
  /// No quotation is longer, in bytes.
  private static let reach = 2_000

  private let text: [UInt8]
  private var position = 0
  /// The last quotation that was found.
  private var last = 0..<0
  /// Up to where each closing mark was looked for in vain, so that a text full of opening marks is
  /// not read again for each of them.
  private var barren: [UInt32: Int] = [:]

  init(_ text: [UInt8]) { self.text = text }

  /// Whether a range lies between two marks. To be asked in text order.
  mutating func contain(_ range: Range<Int>) -> Bool {
    position = max(position, range.lowerBound - Self.reach)
    while position < range.lowerBound, last.upperBound <= range.lowerBound { readOn() }
    return last.lowerBound <= range.lowerBound && range.upperBound <= last.upperBound
  }

  private mutating func readOn() {
    let byte = text[position]
    guard byte == 0x22 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 else {
      position += 1
      return
    }
    let mark = text.scalar(at: position)
    let start = position + mark.byteCount
    position = start
    guard let closing = closingMarks(of: mark.value, followedAt: start) else { return }
    guard let end = self.end(of: closing, from: start) else { return }
    last = start..<end
    position = end
  }

  private func closingMarks(of mark: UInt32, followedAt next: Int) -> [UInt32]? {
    switch mark {
    case 0x22: return next < text.count && text[next] > 0x20 ? [0x22] : nil
    case 0x201C: return [0x201D]
    case 0x201E: return [0x201C, 0x201D]
    case 0xAB: return [0xBB]
    case 0xBB: return [0xAB]
    case 0x300C: return [0x300D]
    case 0x300E: return [0x300F]
    default: return nil
    }
  }

  /// Where the next of the closing marks starts.
  private mutating func end(of closing: [UInt32], from start: Int) -> Int? {
    var offset = max(start, barren[closing[0]] ?? 0)
    let limit = min(text.count, start + Self.reach)
    while offset < limit {
      let scalar = text.scalar(at: offset)
      if closing.contains(scalar.value) { return offset }
      if scalar.value == 0x0A, offset + 1 < limit, text[offset + 1] == 0x0A { break }
      offset += scalar.byteCount
    }
    barren[closing[0]] = offset
    return nil
  }
}
