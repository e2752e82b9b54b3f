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
    var flat = [UInt8](repeating: 0, count: 0x110000)
    for (position, run) in Self.runs.enumerated() where run & 0xFF != 0 {
      let end = position + 1 < Self.runs.count ? Int(Self.runs[position + 1] >> 8) : flat.count
      for scalar in Int(run >> 8)..<end { flat[scalar] = UInt8(truncatingIfNeeded: run) }
    }
    (pageOffsets, pages) = Self.paged(flat)
  }

  /// Folds equal neighbouring pages into one: whole planes have one value.
  private static func paged(_ flat: [UInt8]) -> ([UInt16], [UInt8]) {
    var offsets: [UInt16] = []
    var pages: [UInt8] = []
    for start in stride(from: 0, to: flat.count, by: 256) {
      let page = flat[start..<start + 256]
      if !pages.suffix(256).elementsEqual(page) { pages += page }
      offsets.append(UInt16(pages.count / 256 - 1))
    }
    return (offsets, pages)
  }

  @inline(__always) subscript(scalar: UInt32) -> CharacterProperties {
    // An ill-formed byte counts as a letter: Latin-1 prose then still falls into words.
    guard scalar < 0x110000 else { return CharacterProperties(bits: WordBreak.letter.rawValue) }
    let page = Int(pageOffsets[Int(scalar >> 8)])
    return CharacterProperties(bits: pages[page << 8 | Int(scalar & 0xFF)])
  }
}
