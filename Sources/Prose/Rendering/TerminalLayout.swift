/// Breaks inked text into lines that fit a number of columns.
///
/// Lines break at spaces, and between characters of scripts that write without them. A word
/// longer than a line is cut. A line that goes on after such a break has the hanging indent.
struct TerminalLayout {
  private struct Cell {
    var character: Character
    var ink: Ink
    var columns: Int
  }

  private let width: Int
  private let indent: Int
  private let hangingIndent: Int
  private var lines: [[InkedText]] = []
  private var line: [Cell] = []
  private var lineColumns: Int
  private var word: [Cell] = []
  private var wordColumns = 0
  private var lineIndent: Int

  /// The text as lines of at most `width` columns, with no spaces at their ends.
  static func lines(
    of pieces: [InkedText], width: Int, indent: Int = 0, hangingIndent: Int = 0
  ) -> [[InkedText]] {
    var layout = TerminalLayout(width: width, indent: indent, hangingIndent: hangingIndent)
    for piece in pieces {
      if isPlain(piece.text) {
        for scalar in piece.text.unicodeScalars { layout.append(plain: scalar, piece.ink) }
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

  private mutating func append(_ character: Character, _ ink: Ink) {
    if character.isNewline {
      placeWord()
      endLine(isWrapped: false)
    } else if character == " " {
      placeWord()
      if lineColumns < width { place(Cell(character: " ", ink: ink, columns: 1)) }
    } else {
      let columns = TerminalWidth.columns(of: character)
      if columns == 2, !Self.clingsToLineEnd.contains(character) { placeWord() }
      // A no-break space keeps a mark beside its text; on the screen it is a space.
      let shown: Character = character == "\u{A0}" ? " " : character
      word.append(Cell(character: shown, ink: ink, columns: columns))
      wordColumns += columns
    }
  }

  /// Whether each scalar of a text is a character of its own, of one column, or a newline.
  private static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A, 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300, 0x410..<0x460, 0x2010..<0x2020: true
      default: false
      }
    }
  }

  /// Appends a character of a plain text: nobody has to ask where it ends or how wide it is.
  private mutating func append(plain scalar: Unicode.Scalar, _ ink: Ink) {
    switch scalar {
    case "\n":
      placeWord()
      endLine(isWrapped: false)
    case " ":
      placeWord()
      if lineColumns < width { place(Cell(character: " ", ink: ink, columns: 1)) }
    default:
      let shown: Character = scalar == "\u{A0}" ? " " : Character(scalar)
      word.append(Cell(character: shown, ink: ink, columns: 1))
      wordColumns += 1
    }
  }

  /// Closing punctuation of Chinese and Japanese does not begin a line.
  private static let clingsToLineEnd: Set<Character> = [
    "、", "。", "，", "．", "：", "；", "！", "？", "）", "」", "』", "】", "》", "〉", "”", "’", "ー",
  ]

  private mutating func place(_ cell: Cell) {
    line.append(cell)
    lineColumns += cell.columns
  }

  private mutating func placeWord() {
    if lineColumns + wordColumns > width, lineColumns > lineIndent { endLine(isWrapped: true) }
    for cell in word {
      if lineColumns + cell.columns > width { endLine(isWrapped: true) }
      place(cell)
    }
    word = []
    wordColumns = 0
  }

  private mutating func endLine(isWrapped: Bool) {
    while let last = line.last, last.character == " " { line.removeLast() }
    lines.append(inked(line))
    line = []
    lineIndent = isWrapped ? hangingIndent : indent
    lineColumns = lineIndent
  }

  private func inked(_ cells: [Cell]) -> [InkedText] {
    guard !cells.isEmpty else { return [] }
    var pieces = [InkedText(.plain, String(repeating: " ", count: lineIndent))]
    for cell in cells {
      if pieces[pieces.count - 1].ink == cell.ink {
        pieces[pieces.count - 1].text.append(cell.character)
      } else {
        pieces.append(InkedText(cell.ink, String(cell.character)))
      }
    }
    return pieces
  }
}

extension [InkedText] {
  var columns: Int { reduce(0) { $0 + TerminalWidth.columns(of: $1.text) } }

  /// Cut at `limit` columns, the last one an ellipsis where something is cut off.
  func fitted(_ limit: Int) -> [InkedText] {
    guard columns > limit else { return self }
    var room = limit - 1
    var result: [InkedText] = []
    for piece in self {
      var kept = ""
      for character in piece.text {
        room -= TerminalWidth.columns(of: character)
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
}
