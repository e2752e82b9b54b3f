internal import Prose

/// How a piece of terminal output looks.
enum Ink: Equatable {
  case plain, strong, faint, deleted, inserted, movedAway, movedHere

  /// Parameters of "select graphic rendition". Strikethrough and underline say without colour
  /// what red and green say.
  ///
  /// Source: ECMA-48, 8.3.117.
  var parameters: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .deleted: "31;9"
    case .inserted: "32;4"
    case .movedAway: "35"
    case .movedHere: "36"
    }
  }
}

/// Text in one ink. A line break in it begins a new line.
struct InkedText: Equatable {
  var ink: Ink
  var text: String

  init(_ ink: Ink, _ text: String) {
    self.ink = ink
    self.text = text
  }
}

/// Lines of inked text turned into bytes.
struct InkWriter {
  let usesColour: Bool
  private(set) var output: [UInt8] = []

  init(usesColour: Bool) {
    self.usesColour = usesColour
  }

  mutating func writeLine(_ pieces: [InkedText]) {
    write(pieces)
    output.append(newline)
  }

  mutating func write(_ pieces: [InkedText]) {
    for piece in pieces where !piece.text.isEmpty {
      let parameters = usesColour ? piece.ink.parameters : nil
      if let parameters { output += "\u{1B}[\(parameters)m".utf8 }
      output += piece.text.utf8
      if parameters != nil { output += "\u{1B}[0m".utf8 }
    }
  }
}
