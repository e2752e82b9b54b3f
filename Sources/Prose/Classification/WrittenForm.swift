/// How a side of a change is written, with more and more of it left out.
struct WrittenForm {
  /// What a reader sees: without characters that cannot be seen, with ligatures and wide letters
  /// as the plain ones. Letters compare equal however they are composed.
  private(set) var seen = ""
  /// The words in small letters, without the marks that some write inside a word: "co-operation",
  /// "U.S.".
  private(set) var words: [Substring] = []

  init(_ side: ChangedTokens) {
    var letters = ""
    var last: Token?
    for token in side.tokens {
      let text = Self.seen(side.text[token.range])
      guard !text.isEmpty else {
        if last?.end == token.start { last?.end = token.end }
        continue
      }
      let isApart = last?.end != token.start
      if isApart && last != nil { seen += " " }
      seen += text
      if isApart { letters += " " }
      letters += Self.letters(text, token, after: last, side)
      last = token
    }
    words = letters.split(separator: " ")
  }

  init(_ text: [UInt8]) { self.init(ChangedTokens(text, 0..<text.count)) }

  private static func letters(
    _ seen: String, _ token: Token, after last: Token?, _ side: ChangedTokens
  ) -> String {
    switch token.kind {
    case .word:
      return seen.lowercased().filter { !".'’_".contains($0) }
    case .punctuation:
      let isInsideWord =
        last?.kind == .word && last?.end == token.start
        && [0x2D, 0x2E, 0x2010].contains(side.scalar(token))
      return isInsideWord ? "" : " "
    case .number, .character, .passage: return " \(seen) "
    }
  }

  // MARK: - Characters

  private static func seen(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    var result = ""
    let text = Array(bytes)
    var offset = 0
    var isPicture = false
    while offset < text.count {
      let scalar = text.scalar(at: offset)
      // An ill-formed byte is seen as nothing but itself.
      let value =
        scalar.value == DecodedScalar.illFormed ? 0x10_FF00 + UInt32(text[offset]) : scalar.value
      offset += scalar.byteCount
      guard let character = Unicode.Scalar(value) else { continue }
      if !InvisibleCharacters.contain(character) {
        isPicture = WordBreakTable.shared[value].isPictographic
        append(character, to: &result)
      } else if isPicture && InvisibleCharacters.joinPictures(character)
        || InvisibleCharacters.reorder(character)
      {
        result.unicodeScalars.append(character)
      }
    }
    return result
  }

  private static func append(_ character: Unicode.Scalar, to text: inout String) {
    switch character.value {
    case 0xFB00: text += "ff"
    case 0xFB01: text += "fi"
    case 0xFB02: text += "fl"
    case 0xFB03: text += "ffi"
    case 0xFB04: text += "ffl"
    case 0xFB05, 0xFB06: text += "st"
    case 0x152: text += "OE"
    case 0x153: text += "oe"
    case 0xC6: text += "AE"
    case 0xE6: text += "ae"
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
      text.unicodeScalars.append(Unicode.Scalar(UInt8(character.value - 0xFEE0)))
    default: text.unicodeScalars.append(character)
    }
  }
}

/// Characters that are in a text and leave no mark on a page.
package enum InvisibleCharacters {
  /// Whether a character cannot be seen: soft hyphens, joiners, variation selectors, tags.
  ///
  /// Source: the Unicode property `Default_Ignorable_Code_Point`.
  package static func contain(_ character: Unicode.Scalar) -> Bool {
    switch character.value {
    case 0..<0xAD, 0xAE..<0x34F, 0x350..<0x61C, 0x3165..<0xFE00: false
    default: character.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether it makes one picture of two, or another of one, behind a picture.
  package static func joinPictures(_ character: Unicode.Scalar) -> Bool {
    character.value == 0x200D || (0xE0020...0xE007F).contains(character.value)
  }

  /// Whether it turns the order round in which the text behind it is seen.
  static func reorder(_ character: Unicode.Scalar) -> Bool {
    character.value == 0x202D || character.value == 0x202E
  }
}
