/// Where a word begins, or a character of a script that writes without spaces.
struct ReadingUnit: Equatable {
  /// Byte offset in the text.
  var start: Int
  var isSentenceStart: Bool
}

/// Finds places where a text may be cut for display. Wrong guesses here cost only beauty.
struct ReadingUnits {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The units that begin inside `range`, in order.
  func units(in range: Range<Int>) -> [ReadingUnit] {
    var scanner = UnitScanner()
    var units: [ReadingUnit] = []
    // What stands just before decides whether the first unit begins a sentence.
    var offset = characterStart(max(0, range.lowerBound - 24))
    if offset > 0 { scanner.isInsideText = true }
    while offset < range.upperBound {
      let (scalar, byteCount) = scalar(at: offset)
      if let isSentenceStart = scanner.advance(over: scalar), offset >= range.lowerBound {
        units.append(ReadingUnit(start: offset, isSentenceStart: isSentenceStart))
      }
      offset += byteCount
    }
    return units
  }

  /// Whether a sentence begins at `offset`; also true at the end of a text.
  func isSentenceStart(_ offset: Int) -> Bool {
    if offset >= bytes.count { return true }
    let next = units(in: offset..<min(bytes.count, offset + 4)).first
    return next.map { $0.start == offset && $0.isSentenceStart } ?? false
  }

  /// The number of words, a wide character counting as one.
  func wordCount(in range: Range<Int>) -> Int { units(in: range).count }

  /// The end of the text in `range` without the white space after it.
  func trimmedEnd(_ range: Range<Int>) -> Int {
    let end = bytes[range].lastIndex { !isSpace($0) }
    return end.map { $0 + 1 } ?? range.lowerBound
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The start of the character that the byte at `offset` belongs to.
  private func characterStart(_ offset: Int) -> Int {
    var start = offset
    while start > 0, start > offset - 3, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// The character at `offset`; U+FFFD for a byte that begins none.
  private func scalar(at offset: Int) -> (Unicode.Scalar, byteCount: Int) {
    let lead = bytes[offset]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let byteCount = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
    var iterator = bytes[offset...].prefix(byteCount).makeIterator()
    var decoder = UTF8()
    if case .scalarValue(let scalar) = decoder.decode(&iterator), byteCount > 1 {
      return (scalar, byteCount)
    }
    return ("\u{FFFD}", 1)
  }
}

/// Reads characters one after the other and tells which of them begin a word.
private struct UnitScanner {
  var isInsideText = false
  private var isInsideWord = false
  private var isAfterSentence = false
  private var lineBreaks = 0
  /// The first letters since the last space or full stop.
  private var word = ""

  /// - Returns: Whether a sentence begins here; `nil` where no unit begins.
  mutating func advance(over scalar: Unicode.Scalar) -> Bool? {
    if scalar.properties.isWhitespace {
      isInsideWord = false
      word = ""
      if scalar == "\n" { lineBreaks += 1 }
      return nil
    }
    let isWide = TerminalWidth.columns(of: scalar) == 2
    let begins = !isInsideWord || isWide
    let isStart = begins && beginsSentence(scalar)
    note(scalar, isWide)
    return begins ? isStart : nil
  }

  private func beginsSentence(_ scalar: Unicode.Scalar) -> Bool {
    if !isInsideText || lineBreaks > 1 { return true }
    let mayBegin = !scalar.properties.isLowercase
    return mayBegin && (isAfterSentence || lineBreaks == 1)
  }

  private mutating func note(_ scalar: Unicode.Scalar, _ isWide: Bool) {
    isInsideText = true
    isInsideWord = !isWide
    lineBreaks = 0
    switch scalar {
    case "。", "！", "？", "．", "!", "?", "…": isAfterSentence = true
    case ".":
      isAfterSentence = word.utf8.count > 1 && !Self.abbreviations.contains(word)
      word = ""
    case "\"", "'", ")", "]", "”", "’", "»", "」", "』", "）": break
    default:
      isAfterSentence = false
      if word.utf8.count < 5 { word += scalar.properties.lowercaseMapping }
    }
  }

  /// Their full stop ends no sentence; nor does that of an initial.
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "gen", "col", "lt", "sen", "rep", "gov",
    "vs", "no", "etc", "inc", "bzw", "ca", "nr", "abs",
  ]
}
