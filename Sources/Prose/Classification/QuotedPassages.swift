internal import Bytes

/// Tells whether a place lies inside quotation marks.
///
/// A quotation opens at “ „ « » ‘ ‚ ‹ › 「 『 or at a straight " or ' before a word, and closes at the
/// mark that goes with it, within the paragraph and 2,000 bytes; a mark without its fellow opens
/// nothing. A single mark between two letters, or behind a letter that it does not close, is an
/// apostrophe; a mark behind = is an attribute's.
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
    while position < range.lowerBound, last.upperBound <= range.lowerBound {
      skipPlain(to: range.lowerBound)
      if position < range.lowerBound { readOn() }
    }
    return last.lowerBound <= range.lowerBound && range.upperBound <= last.upperBound
  }

  /// Goes on over bytes, eight at a time, of which none may begin a mark.
  private mutating func skipPlain(to end: Int) {
    var place = position
    while place + 8 <= end, !Self.mayHaveMark(text.span.littleEndianUInt64(at: place)) {
      place += 8
    }
    position = place
  }

  /// Whether one of eight bytes may begin a mark, as `readOn` sees it.
  @inline(__always)
  private static func mayHaveMark(_ word: UInt64) -> Bool {
    let each: UInt64 = 0x0101_0101_0101_0101
    var found: UInt64 = 0
    for byte: UInt64 in [0x22, 0x27, 0xC2, 0xE2, 0xE3] {
      // The high bit of a byte is set where it is zero, or above one that is.
      let rest = word ^ each &* byte
      found |= (rest &- each) & ~rest
    }
    return found & (each << 7) != 0
  }

  private mutating func readOn() {
    let byte = text[position]
    guard byte == 0x22 || byte == 0x27 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 else {
      position += 1
      return
    }
    let mark = text.scalar(at: position)
    let start = position + mark.byteCount
    position = start
    guard let closing = closingMarks(of: mark.value, at: start - mark.byteCount, followedAt: start)
    else { return }
    guard let end = self.end(of: closing, from: start) else { return }
    position = end
    if mark.byteCount == 1, start > 1, text[start - 2] == UInt8(ascii: "=") {
      // Behind the closing mark of an attribute, which opens nothing.
      position += 1
    } else {
      last = start..<end
    }
  }

  private func closingMarks(
    of mark: UInt32, at start: Int, followedAt next: Int
  ) -> [UInt32]? {
    switch mark {
    case 0x27: return opensSingle(at: start, next) ? [0x27] : nil
    case 0x2018: return [0x2019]
    case 0x201A: return [0x2018, 0x2019]
    case 0x2039: return [0x203A]
    case 0x203A: return [0x2039]
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
      if closing.contains(scalar.value), closes(scalar, at: offset) { return offset }
      if scalar.value == 0x0A, offset + 1 < limit, text[offset + 1] == 0x0A { break }
      offset += scalar.byteCount
    }
    barren[closing[0]] = offset
    return nil
  }

  /// Whether a straight ' stands before a word and behind none: "'tis" and "'90s" are rare.
  private func opensSingle(at start: Int, _ next: Int) -> Bool {
    guard next < text.count, isLetter(text[next]) else { return false }
    guard start > 0 else { return true }
    let last = text[start - 1]
    return last <= 0x20 || last == UInt8(ascii: "(") || last == UInt8(ascii: "[")
      || last == UInt8(ascii: "=") || last == UInt8(ascii: "\"")
  }

  /// Whether a mark is no apostrophe: a single one does not close before a letter.
  private func closes(_ mark: DecodedScalar, at offset: Int) -> Bool {
    guard mark.value == 0x27 || mark.value == 0x2019 else { return true }
    let next = offset + mark.byteCount
    return next >= text.count || !isLetter(text[next])
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0xC3 < 0x1F || byte &- 0x30 < 10
  }
}
