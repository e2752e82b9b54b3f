/// How many columns text takes on a terminal.
///
/// Source: Unicode Standard Annex 11; Unicode Technical Standard 51 for emoji.
package enum CharacterWidth {
  package static func columns(of text: String) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The columns of one character as a reader sees it: a base with its marks, or a whole emoji.
  package static func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count == 1 { return columns(of: first) }
    if isEmoji(scalars, first) { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1) }
  }

  package static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x7F: 1
    case 0..<0x20, 0x7F..<0xA0: 0
    case 0xA0..<0x300: 1
    case let value where contains(value, CharacterWidthTables.zero): 0
    case let value where contains(value, CharacterWidthTables.wide): 2
    default: 1
    }
  }

  /// Flags, keycaps, joined families, skin tones and anything that asks for emoji style.
  private static func isEmoji(
    _ scalars: Character.UnicodeScalarView, _ first: Unicode.Scalar
  ) -> Bool {
    let isDrawnWide = contains(first.value, CharacterWidthTables.wide)
    return scalars.dropFirst().contains { scalar in
      switch scalar.value {
      case 0xFE0F: contains(first.value, CharacterWidthTables.emoji) || isDrawnWide
      case 0x1F1E6...0x1F1FF: (0x1F1E6...0x1F1FF).contains(first.value)
      case 0x200D, 0x1F3FB...0x1F3FF: isDrawnWide || scalars.contains("\u{FE0F}")
      default: false
      }
    }
  }

  /// Whether a table of first and last code points, in turn, has a value in one of its ranges.
  private static func contains(_ value: UInt32, _ table: [UInt32]) -> Bool {
    let place = table.partitioningIndex { $0 >= value }
    guard place < table.count else { return false }
    // Behind a first and not behind its last, or a first itself.
    return place % 2 == 1 || table[place] == value
  }
}
