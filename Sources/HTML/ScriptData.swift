/// Finds where the text of a script ends. A comment inside a script hides an end tag only where a
/// script element opens in it.
///
/// Source: HTML Standard, 13.2.5.15 to 13.2.5.31.
enum ScriptData {
  private enum State {
    case plain
    /// Behind `<!--`.
    case escaped
    /// Behind `<!-- <script`.
    case doubleEscaped
  }

  /// The place of the script's own end tag, or the end of the source.
  static func end(in tokenizer: Tokenizer, from start: Int) -> Int {
    let bytes = tokenizer.bytes.span
    var state = State.plain
    /// Dashes directly before `place`, as far as they matter.
    var dashes = 0
    var place = start
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 0x2D, state != .plain {
        dashes = min(dashes + 1, 2)
        place += 1
        continue
      }
      if byte == 0x3E, dashes == 2 { state = .plain }
      dashes = 0
      guard byte == 0x3C else {
        place += 1
        continue
      }
      if state != .doubleEscaped, tokenizer.isAppropriateEndTag(at: place) { return place }
      if state == .plain, bytes.has("<!--", at: place) {
        state = .escaped
        dashes = 2
        place += 4
      } else {
        place = next(in: bytes, after: place, &state)
      }
    }
    return place
  }

  /// Where to go on behind a `<` that ends nothing; a script element opens or closes with it.
  private static func next(in bytes: Span<UInt8>, after place: Int, _ state: inout State) -> Int {
    let isClosing = place + 1 < bytes.count && bytes[place + 1] == 0x2F
    guard state == .escaped && !isClosing || state == .doubleEscaped && isClosing else {
      return place + 1
    }
    let name = place + (isClosing ? 2 : 1)
    var end = name
    while end < bytes.count, bytes[end].isLetter { end += 1 }
    guard end > name || isClosing, end < bytes.count, bytes[end].endsTagName else { return end }
    if end - name == 6, bytes.has("script", at: name) {
      state = isClosing ? .escaped : .doubleEscaped
    }
    return end + 1
  }
}
