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
    var offsets = [UInt16](repeating: 0, count: Self.pageCount)
    var pages: [UInt8] = []
    pages.reserveCapacity(Self.pageCount * 16)
    var uniform = [UInt16?](repeating: nil, count: 256)
    var (page, run) = (0, 0)
    while page < Self.pageCount {
      while Self.end(of: run) <= page << 8 { run += 1 }
      let value = UInt8(truncatingIfNeeded: Self.runs[run])
      let uniformEnd = Self.end(of: run) >> 8
      guard uniformEnd > page else {
        offsets[page] = UInt16(pages.count / 256)
        Self.appendPage(at: page << 8, firstRun: run, to: &pages)
        page += 1
        continue
      }
      let offset = uniform[Int(value)] ?? UInt16(pages.count / 256)
      if uniform[Int(value)] == nil { pages.append(contentsOf: repeatElement(value, count: 256)) }
      uniform[Int(value)] = offset
      for same in page..<uniformEnd { offsets[same] = offset }
      page = uniformEnd
    }
    (pageOffsets, self.pages) = (offsets, pages)
  }

  private static let pageCount = 0x110000 / 256

  /// The code point behind the last one of a run.
  private static func end(of run: Int) -> Int {
    run + 1 < runs.count ? Int(runs[run + 1] >> 8) : 0x110000
  }

  private static func appendPage(at start: Int, firstRun: Int, to pages: inout [UInt8]) {
    var (scalar, run) = (start, firstRun)
    while scalar < start + 256 {
      let end = min(end(of: run), start + 256)
      let value = UInt8(truncatingIfNeeded: runs[run])
      pages.append(contentsOf: repeatElement(value, count: end - scalar))
      (scalar, run) = (end, run + 1)
    }
  }

  @inline(__always) subscript(scalar: UInt32) -> CharacterProperties {
    // An ill-formed byte counts as a letter: Latin-1 prose then still falls into words.
    guard scalar < 0x110000 else { return CharacterProperties(bits: WordBreak.letter.rawValue) }
    let page = Int(pageOffsets[Int(scalar >> 8)])
    return CharacterProperties(bits: pages[page << 8 | Int(scalar & 0xFF)])
  }
}
