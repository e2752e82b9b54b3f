/// The word-break class of a character.
///
/// Source: Unicode Standard Annex #29, table 3.
enum WordBreak: UInt8 {
  case other, carriageReturn, lineFeed, newline, extend, zeroWidthJoiner, format, katakana
  case hebrewLetter, letter, singleQuote, doubleQuote, midNumLet, midLetter, midNum, numeric
  case extendNumLet, regionalIndicator, space

  @inline(__always) var isLetter: Bool { self == .letter || self == .hebrewLetter }

  /// Rule WB4: such a character belongs to the one before it.
  @inline(__always) var isIgnorable: Bool {
    self == .extend || self == .format || self == .zeroWidthJoiner
  }

  @inline(__always) var isLineBreak: Bool {
    self == .carriageReturn || self == .lineFeed || self == .newline
  }
}

/// What word segmentation has to know of a character: five bits of class, two flags.
struct CharacterProperties {
  var bits: UInt8

  @inline(__always) var wordBreak: WordBreak { WordBreak(rawValue: bits & 0x1F) ?? .other }
  @inline(__always) var isPictographic: Bool { bits & 0x20 != 0 }
  /// Whether its script is written without spaces between words.
  @inline(__always) var isUnspaced: Bool { bits & 0x40 != 0 }
}

/// The properties of every character, in pages of 256.
///
/// The source holds runs only; they are spread out once per process, when a text first has a
/// character beyond ASCII.
struct WordBreakTable {
  private let pageOffsets: [UInt16]
  private let pages: [UInt8]

  static let shared = WordBreakTable()

  private init() {
    var offsets: [UInt16] = []
    var pages: [UInt8] = []
    var uniform = [UInt16?](repeating: nil, count: 256)
    var run = 0
    for start in stride(from: UInt32(0), to: 0x110000, by: 256) {
      while Self.end(of: run) <= start { run += 1 }
      let value = UInt8(truncatingIfNeeded: Self.runs[run])
      let isUniform = Self.end(of: run) >= start + 256
      if isUniform, let offset = uniform[Int(value)] {
        offsets.append(offset)
        continue
      }
      offsets.append(UInt16(pages.count / 256))
      if isUniform { uniform[Int(value)] = UInt16(pages.count / 256) }
      Self.appendPage(at: start, firstRun: run, to: &pages)
    }
    (pageOffsets, self.pages) = (offsets, pages)
  }

  /// The code point behind the last one of a run.
  private static func end(of run: Int) -> UInt32 {
    run + 1 < runs.count ? runs[run + 1] >> 8 : 0x110000
  }

  private static func appendPage(at start: UInt32, firstRun: Int, to pages: inout [UInt8]) {
    var run = firstRun
    for scalar in start..<start + 256 {
      while end(of: run) <= scalar { run += 1 }
      pages.append(UInt8(truncatingIfNeeded: runs[run]))
    }
  }

  @inline(__always) subscript(scalar: UInt32) -> CharacterProperties {
    // An ill-formed byte counts as a letter: Latin-1 prose then still falls into words.
    guard scalar < 0x110000 else { return CharacterProperties(bits: WordBreak.letter.rawValue) }
    let page = Int(pageOffsets[Int(scalar >> 8)])
    return CharacterProperties(bits: pages[page << 8 | Int(scalar & 0xFF)])
  }
}
