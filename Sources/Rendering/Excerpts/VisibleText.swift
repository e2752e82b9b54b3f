internal import Prose

/// Content, names and words made safe and visible for a terminal: the one place that decides what a
/// terminal may see.
///
/// A terminal obeys control characters, and reorders what stands between bidirectional controls:
/// an article could move the cursor, change the window title or hide half a sentence. Here every
/// such character becomes a picture or its number. Line breaks and tabs stay.
package enum VisibleText {
  /// Terminals have the control pictures of Unicode; fonts on web pages often lack them.
  package enum Signs { case pictures, numbers }

  /// What becomes of characters that leave no mark on the screen, such as soft hyphens.
  package enum InvisibleCharacters {
    case left
    /// Shown as signs, but for those that join letters or pictures, as words and flags have them.
    case shownOutsideWords
    case shown
  }

  /// Bytes as text; what is not UTF-8 becomes U+FFFD.
  package static func neutralised(
    _ bytes: ArraySlice<UInt8>, _ signs: Signs = .pictures,
    _ invisible: InvisibleCharacters = .left
  ) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(where: mayNeedSign) else { return text }
    let showsInvisible =
      invisible != .left && text.unicodeScalars.contains(where: Prose.InvisibleCharacters.contain)
    guard showsInvisible || text.unicodeScalars.contains(where: isObeyed) else { return text }
    var result = ""
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if let sign = sign(scalar, signs) {
        result += sign
      } else if showsInvisible, Prose.InvisibleCharacters.contain(scalar),
        invisible == .shown || !joins(scalar, to: last)
      {
        result += number(scalar)
      } else {
        result.unicodeScalars.append(scalar)
        last = scalar
      }
    }
    return result
  }

  /// Whether a character that a terminal would obey, or that cannot be seen, may begin with a byte. Most
  /// letters of alphabets do not.
  private static func mayNeedSign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x20..<0x7F, 0x80..<0xC2, 0xC3..<0xCD, 0xCE..<0xD8: false
    default: true
    }
  }

  /// Whether a character that cannot be seen belongs to the one before it: a joiner between
  /// letters of scripts that use it, or a part of a picture.
  private static func joins(_ scalar: Unicode.Scalar, to last: Unicode.Scalar?) -> Bool {
    guard let last else { return false }
    switch scalar.value {
    case 0x200C: return last.value >= 0x590
    case 0x200D: return last.value >= 0x590
    case 0xFE00...0xFE0F: return true
    case 0xE0020...0xE007F: return last.value == 0x1F3F4
    default: return false
    }
  }

  /// Kept text: line ends of either kind are plain line breaks.
  static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "\r")) || bytes.contains(UInt8(ascii: "\t")) else {
      return neutralised(bytes)
    }
    var unified: [UInt8] = []
    for (byte, next) in zip(bytes, bytes.dropFirst() + [0]) {
      if byte == UInt8(ascii: "\t") {
        unified += "    ".utf8
      } else if byte != UInt8(ascii: "\r") || next != newline {
        unified.append(byte)
      }
    }
    return neutralised(unified[...])
  }

  /// A name or title for one line of a header: nothing in it breaks the line.
  static func line(_ text: String) -> String {
    String(plain(Array(text.utf8)[...]).map { $0.isNewline ? " " : $0 })
  }

  /// Changed text, with the spaces and line breaks at its edges apart: they stand outside the marks, so
  /// that the marks stay beside words, and a paragraph that is new is drawn as one.
  struct Marked {
    var before = ""
    var text = ""
    var after = ""
    /// Whether the text would leave nothing to see, and is signs instead.
    var isRevealed = false
  }

  /// Changed text. Where it would leave nothing to see, it is revealed.
  static func marked(
    _ bytes: ArraySlice<UInt8>, _ invisible: InvisibleCharacters = .shownOutsideWords
  ) -> Marked {
    if isInvisible(bytes) {
      return Marked(text: revealed(bytes), after: breaks(bytes), isRevealed: true)
    }
    let text = withSignsForTabs(neutralised(withoutReturns(bytes), .pictures, invisible))
    let core = withoutEdges(text)
    return Marked(
      before: String(text[..<core.startIndex]), text: String(core),
      after: String(text[core.endIndex...]))
  }

  /// Without the spaces and line breaks at the edges; a space with a mark above it is none.
  private static func withoutEdges(_ text: String) -> Substring {
    let scalars = text.unicodeScalars
    guard let last = scalars.lastIndex(where: { $0 != " " && $0 != "\n" }),
      var first = scalars.firstIndex(where: { $0 != " " && $0 != "\n" })
    else { return text[text.endIndex...] }
    if first > text.startIndex {
      let space = scalars.index(before: first)
      if text[space] != " ", text[space] != "\n" { first = space }
    }
    return text[first..<scalars.index(after: last)]
  }

  /// Without the returns that stand before line breaks.
  static func withoutReturns(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.contains(UInt8(ascii: "\r")) else { return bytes }
    let pairs = zip(bytes, bytes.dropFirst() + [0])
    return pairs.filter { $0 != UInt8(ascii: "\r") || $1 != newline }.map(\.0)[...]
  }

  /// With what is seen of a tab that changed.
  private static func withSignsForTabs(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\t")) else { return text }
    return String(
      decoding: text.utf8.flatMap { $0 == UInt8(ascii: "\t") ? Array("⇥".utf8) : [$0] },
      as: UTF8.self)
  }

  /// Whether a byte is a space or a line break.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == newline
  }

  /// Changed bytes, with the spaces apart at their edges and where lines end or begin: a line through
  /// these would seem to strike something out.
  static func partedAtLineEnds(
    _ bytes: ArraySlice<UInt8>
  ) -> [(spaces: ArraySlice<UInt8>, text: ArraySlice<UInt8>)] {
    let edges = spaced(bytes)
    var pieces: [(spaces: ArraySlice<UInt8>, text: ArraySlice<UInt8>)] = []
    var (spaces, start) = (edges.before, edges.text.startIndex)
    var place = start
    while place < edges.text.endIndex {
      let blanks = edges.text[place...].prefix { isSpace($0) || $0 == UInt8(ascii: "\t") }
      if blanks.count > 1, blanks.contains(newline), !blanks.allSatisfy({ $0 == newline }) {
        pieces.append((spaces, edges.text[start..<place]))
        (spaces, start) = (blanks, blanks.endIndex)
      }
      place = max(blanks.endIndex, place + 1)
    }
    pieces.append((spaces, edges.text[start...]))
    if !edges.after.isEmpty { pieces.append((edges.after, [])) }
    return pieces
  }

  /// Changed bytes with the spaces at their edges apart, unless there is nothing else.
  static func spaced(
    _ bytes: ArraySlice<UInt8>
  ) -> (before: ArraySlice<UInt8>, text: ArraySlice<UInt8>, after: ArraySlice<UInt8>) {
    guard let last = bytes.lastIndex(where: { !isSpace($0) }) else {
      return ([], bytes, [])
    }
    let before = bytes.prefix(while: isSpace)
    return (before, bytes[before.endIndex...last], bytes[(last + 1)...])
  }

  /// Bytes as text on one line, with characters that leave no mark on the screen shown too: for a
  /// change that consists of nothing else.
  static func revealed(_ bytes: ArraySlice<UInt8>, _ signs: Signs = .pictures) -> String {
    var result = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case " ": result += "·"
      case "\t": result += "⇥"
      case "\n": result += "⏎"
      // Spaces that do not break a line: prices and units are full of them.
      case "\u{A0}", "\u{202F}": result += "⍽"
      case _ where isInvisible(scalar): result += sign(scalar, signs) ?? number(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The line breaks that stand for those in the bytes: what parts a line or a paragraph from
  /// the next, and no more.
  static func breaks(_ bytes: ArraySlice<UInt8>) -> String {
    String(repeating: "\n", count: min(2, bytes.count { $0 == newline }))
  }

  /// Whether nothing in the bytes would be seen on a screen.
  static func isInvisible(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy(isInvisible)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || CharacterWidth.columns(of: scalar) == 0
  }

  /// A name, a path or a message on one line: line breaks and tabs are signs, too.
  package static func word(_ text: String) -> String {
    if !mayBeObeyed(text.utf8Span.span) { return text }
    let isShownAsItIs = text.unicodeScalars.allSatisfy { scalar in
      scalar != "\t" && scalar != "\n" && !isObeyed(scalar)
    }
    if isShownAsItIs { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t", "\n": result += picture(scalar)
      case _ where isObeyed(scalar): result += sign(scalar, .pictures) ?? number(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether there is a control, or what may begin one of the others: most words have none.
  private static func mayBeObeyed(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 { return true }
    }
    return false
  }

  /// Whether a terminal would obey the character: controls, line and paragraph separators, and what
  /// turns the direction of writing round (`Bidi_Control`). Line breaks and tabs stay.
  static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x061C, 0x200E, 0x200F, 0x202A...0x202E,
      0x2066...0x2069:
      true
    default: false
    }
  }

  /// What to show instead of a character that a terminal would obey; `nil` for all others.
  private static func sign(_ scalar: Unicode.Scalar, _ signs: Signs) -> String? {
    guard isObeyed(scalar) else { return nil }
    return switch scalar.value {
    case 0x00...0x1F where signs == .pictures: picture(scalar)
    case 0x7F where signs == .pictures: "␡"
    default: number(scalar)
    }
  }

  /// U+2400 to U+241F stand for the controls in their order.
  private static func picture(_ scalar: Unicode.Scalar) -> String {
    Unicode.Scalar(0x2400 + scalar.value).map(String.init) ?? number(scalar)
  }

  private static func number(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "‹U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "›"
  }
}

extension MarkedRun {
  /// A change of spelling may be nothing but such characters.
  var invisibleCharacters: VisibleText.InvisibleCharacters {
    classes == [.spelling] ? .shown : .shownOutsideWords
  }
}
