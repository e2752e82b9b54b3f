internal import Prose

/// Breaks inked text into lines that fit a number of columns.
///
/// Lines break at spaces, and between characters of scripts that write without them. A word
/// longer than a line is cut. A line that goes on after such a break has the hanging indent.
struct TerminalLayout {
  private let width: Int
  private let indent: Int
  private let hangingIndent: Int
  private var lines: [[InkedText]] = []
  private var line: [InkedText] = []
  private var lineColumns: Int
  private var lineIndent: Int
  /// Whether the line has nothing but spaces so far.
  private var isLineBlank = true
  /// What no line may break inside of, if it can be helped.
  private var word: [InkedText] = []
  private var wordColumns = 0

  /// The text as lines of at most `width` columns, with no spaces at their ends.
  static func lines(
    of pieces: [InkedText], width: Int, indent: Int = 0, hangingIndent: Int = 0
  ) -> [[InkedText]] {
    var layout = TerminalLayout(width: width, indent: indent, hangingIndent: hangingIndent)
    for piece in pieces {
      if piece.text.unicodeScalars.allSatisfy(isPlain) {
        layout.append(plain: piece.text, piece.ink)
      } else {
        for character in piece.text { layout.append(character, piece.ink) }
      }
    }
    layout.placeWord()
    layout.endLine(isWrapped: false)
    return layout.lines
  }

  private init(width: Int, indent: Int, hangingIndent: Int) {
    // A wide character needs two columns, or no line could ever hold it.
    self.width = max(width, hangingIndent + 2)
    self.indent = indent
    self.hangingIndent = hangingIndent
    lineIndent = indent
    lineColumns = indent
  }

  // MARK: - Words

  private mutating func append(_ character: Character, _ ink: Ink) {
    if character.isNewline {
      endParagraph()
    } else if character == " " {
      appendSpace(ink)
    } else {
      let columns = CharacterWidth.columns(of: character)
      if columns == 2, !Self.clingsToLineEnd.contains(character) { placeWord() }
      // A no-break space keeps a mark beside its text; on the screen it is a space.
      extendWord(character == "\u{A0}" ? " " : String(character)[...], ink, columns: columns)
    }
  }

  /// Whether a scalar is a character of its own, of one column, or a newline: most are in most
  /// texts of alphabets.
  static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300: true
    // Cyrillic without its combining marks, Latin letters with more than one mark.
    case 0x400..<0x483, 0x48A..<0x530, 0x1E00..<0x1F00: true
    // Dashes, quotation marks, dots; currencies; the signs of line breaks and tabs.
    case 0x2010..<0x2028, 0x20A0..<0x20C1, 0x23CE, 0x21E5: true
    default: false
    }
  }

  /// Appends a plain text word by word: nobody has to ask where a character ends or how wide
  /// it is.
  private mutating func append(plain text: String, _ ink: Ink) {
    let bytes = text.utf8
    var start = bytes.startIndex
    var index = start
    var columns = 0
    while index < bytes.endIndex {
      let byte = bytes[index]
      var next = bytes.index(after: index)
      let isNoBreakSpace = byte == 0xC2 && bytes[next] == 0xA0
      if isNoBreakSpace { next = bytes.index(after: next) }
      if byte == UInt8(ascii: " ") || byte == newline || isNoBreakSpace {
        extendWord(text[start..<index], ink, columns: columns)
        if isNoBreakSpace {
          extendWord(" ", ink, columns: 1)
        } else if byte == newline {
          endParagraph()
        } else {
          appendSpace(ink)
        }
        (start, columns) = (next, 0)
      } else if byte & 0xC0 != 0x80 {
        columns += 1
      }
      index = next
    }
    extendWord(text[start...], ink, columns: columns)
  }

  /// Closing punctuation of Chinese and Japanese does not begin a line.
  private static let clingsToLineEnd: Set<Character> = [
    "、", "。", "，", "．", "：", "；", "！", "？", "）", "」", "』", "】", "》", "〉", "”", "’", "ー",
  ]

  private mutating func extendWord(_ text: Substring, _ ink: Ink, columns: Int) {
    guard !text.isEmpty else { return }
    word.extend(with: text, ink)
    wordColumns += columns
  }

  private mutating func placeWord() {
    if lineColumns + wordColumns > width, lineColumns > lineIndent { endLine(isWrapped: true) }
    if lineColumns + wordColumns <= width {
      for piece in word { place(piece.text[...], piece.ink) }
      lineColumns += wordColumns
    } else {
      for piece in word { cut(piece) }
    }
    if !word.isEmpty { isLineBlank = false }
    word.removeAll(keepingCapacity: true)
    wordColumns = 0
  }

  private mutating func cut(_ piece: InkedText) {
    for character in piece.text {
      let columns = CharacterWidth.columns(of: character)
      if lineColumns + columns > width { endLine(isWrapped: true) }
      place(String(character)[...], piece.ink)
      lineColumns += columns
    }
  }

  // MARK: - Lines

  private mutating func place(_ text: Substring, _ ink: Ink) {
    if line.isEmpty { line = [InkedText(.plain, String(repeating: " ", count: lineIndent))] }
    line.extend(with: text, ink)
  }

  private mutating func appendSpace(_ ink: Ink) {
    placeWord()
    guard lineColumns < width else { return }
    // Spaces that begin a line have nothing to be struck out of.
    place(" ", isLineBlank ? .plain : ink)
    lineColumns += 1
  }

  private mutating func endParagraph() {
    placeWord()
    endLine(isWrapped: false)
  }

  private mutating func endLine(isWrapped: Bool) {
    while let last = line.indices.last {
      while line[last].text.utf8.last == UInt8(ascii: " ") { line[last].text.removeLast() }
      guard line[last].text.isEmpty else { break }
      line.removeLast()
    }
    lines.append(line)
    line = []
    isLineBlank = true
    lineIndent = isWrapped ? hangingIndent : indent
    lineColumns = lineIndent
  }
}

extension [InkedText] {
  /// Appends text to the last piece if that has the same ink.
  mutating func extend(with text: Substring, _ ink: Ink) {
    if last?.ink == ink {
      self[count - 1].text += text
    } else {
      append(InkedText(ink, String(text)))
    }
  }

  var columns: Int { reduce(0) { $0 + CharacterWidth.columns(of: $1.text) } }

  /// Cut at `limit` columns, the last one an ellipsis where something is cut off.
  func fitted(_ limit: Int) -> [InkedText] {
    guard columns > limit else { return self }
    var room = limit - 1
    var result: [InkedText] = []
    for piece in self {
      var kept = ""
      for character in piece.text {
        room -= CharacterWidth.columns(of: character)
        guard room >= 0 else { return result + [InkedText(piece.ink, kept + "…")] }
        kept.append(character)
      }
      result.append(InkedText(piece.ink, kept))
    }
    return result
  }

  /// Filled up with spaces to `width` columns.
  func padded(_ width: Int) -> [InkedText] {
    self + [InkedText(.plain, String(repeating: " ", count: Swift.max(0, width - columns)))]
  }

  /// Without spaces at the end of the line.
  var trimmed: [InkedText] {
    var pieces = self
    while let last = pieces.last, last.text.isEmpty || last.text.last == " " {
      if last.text.isEmpty {
        pieces.removeLast()
      } else {
        pieces[pieces.count - 1].text.removeLast()
      }
    }
    return pieces
  }
}

extension String {
  /// Cut in the middle: whose it is stands in front, which one and its revisions at the end.
  func shortenedInside(to limit: Int) -> String {
    guard CharacterWidth.columns(of: self) > limit else { return self }
    var (head, tail) = ("", "")
    var (headRoom, tailRoom) = ((limit - 1) / 3, limit - 1 - (limit - 1) / 3)
    for character in self {
      headRoom -= CharacterWidth.columns(of: character)
      guard headRoom >= 0 else { break }
      head.append(character)
    }
    for character in reversed() {
      tailRoom -= CharacterWidth.columns(of: character)
      guard tailRoom >= 0 else { break }
      tail.append(character)
    }
    return head + "…" + String(tail.reversed())
  }
}
