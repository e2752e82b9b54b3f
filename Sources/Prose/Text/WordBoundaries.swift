/// Finds word boundaries by the rules of Unicode Standard Annex #29 (default word boundaries).
struct WordBoundaries {
  /// Whether to follow the annex to the letter, or as its section 4.1 lets an application tailor it.
  ///
  /// Prose is compared better when a full stop or colon between letters parts them
  /// (`example.com`, `end.Next`, `a:b`), when a number parts from the unit behind it (`5km`), and
  /// when scripts without spaces between words give one token a character instead of one a run.
  var isTailored = true

  private let table = WordBreakTable.shared

  /// Returns where the segment that starts at `start` ends. `start` must be a boundary.
  func end(in bytes: [UInt8], from start: Int, limit: Int) -> Int {
    let first = bytes.scalar(at: start)
    let properties = self.properties(of: first.value)
    var segment = Segment(properties, end: start + first.byteCount)
    if segment.last.isLineBreak {
      let isPair =
        segment.last == .carriageReturn && segment.end < limit
        && bytes[segment.end] == 0x0A
      return segment.end + (isPair ? 1 : 0)
    }
    while segment.end < limit {
      let next = bytes.scalar(at: segment.end)
      let properties = self.properties(of: next.value)
      guard joins(segment, properties, bytes, nextEnd: segment.end + next.byteCount, limit) else {
        break
      }
      segment.append(properties, byteCount: next.byteCount)
    }
    return segment.end
  }

  /// The properties of a character, tailored: of what may stand between two letters only the
  /// apostrophes are left, and of what may stand between two digits the full stop and the comma. A
  /// blank is a blank.
  @inline(__always)
  private func properties(of scalar: UInt32) -> CharacterProperties {
    let exact = table[scalar]
    guard isTailored else { return exact }
    switch exact.wordBreak {
    // The narrow no-break space, which French sets before marks: it joins no words.
    case .extendNumLet where scalar == 0x202F:
      return CharacterProperties(bits: exact.bits & 0xE0 | WordBreak.other.rawValue)
    case .midNumLet, .midLetter, .midNum:
      let kind: WordBreak =
        scalar == 0x2019 ? .singleQuote : scalar == 0x2E || scalar == 0x2C ? .midNum : .other
      return CharacterProperties(bits: exact.bits & 0xE0 | kind.rawValue)
    default:
      return exact
    }
  }

  /// Whether `next` continues the segment: rules WB3 to WB999.
  private func joins(
    _ segment: Segment, _ next: CharacterProperties, _ bytes: [UInt8], nextEnd: Int, _ limit: Int
  ) -> Bool {
    let kind = next.wordBreak
    if kind.isLineBreak { return false }
    if segment.raw == .zeroWidthJoiner && next.isPictographic { return true }
    if segment.raw == .space && kind == .space { return true }
    if kind.isIgnorable { return true }
    if isTailored && (segment.isUnspaced || next.isUnspaced) { return false }
    if isTailored && segment.isNumber && kind != .numeric && !isMiddleOfNumbers(kind) {
      return false
    }
    return joinsLetters(segment, kind, bytes, nextEnd, limit)
      || joinsNumbers(segment, kind, bytes, nextEnd, limit)
      || joinsOthers(segment, kind)
  }

  /// Rules WB5 to WB7c, WB9 and WB10.
  private func joinsLetters(
    _ segment: Segment, _ next: WordBreak, _ bytes: [UInt8], _ nextEnd: Int, _ limit: Int
  ) -> Bool {
    let last = segment.last
    if last.isLetter {
      if next.isLetter || next == .numeric { return true }
      if last == .hebrewLetter && next == .singleQuote { return true }
      if isMiddleOfLetters(next) { return following(bytes, nextEnd, limit).isLetter }
      return last == .hebrewLetter && next == .doubleQuote
        && following(bytes, nextEnd, limit) == .hebrewLetter
    }
    guard next.isLetter else { return false }
    if last == .numeric { return true }
    if segment.beforeLast.isLetter && isMiddleOfLetters(last) { return true }
    return segment.beforeLast == .hebrewLetter && last == .doubleQuote && next == .hebrewLetter
  }

  /// Rules WB8, WB11 and WB12.
  private func joinsNumbers(
    _ segment: Segment, _ next: WordBreak, _ bytes: [UInt8], _ nextEnd: Int, _ limit: Int
  ) -> Bool {
    if segment.last == .numeric {
      return next == .numeric
        || isMiddleOfNumbers(next) && following(bytes, nextEnd, limit) == .numeric
    }
    return next == .numeric && segment.beforeLast == .numeric && isMiddleOfNumbers(segment.last)
  }

  /// Rules WB13 to WB16.
  private func joinsOthers(_ segment: Segment, _ next: WordBreak) -> Bool {
    let last = segment.last
    let isWord = last.isLetter || last == .numeric || last == .katakana
    if next == .extendNumLet { return isWord || last == .extendNumLet }
    if last == .extendNumLet { return next.isLetter || next == .numeric || next == .katakana }
    if last == .katakana { return next == .katakana }
    return last == .regionalIndicator && next == .regionalIndicator
      && segment.regionalIndicators % 2 == 1
  }

  private func isMiddleOfLetters(_ kind: WordBreak) -> Bool {
    kind == .singleQuote || kind == .midNumLet || kind == .midLetter
  }

  private func isMiddleOfNumbers(_ kind: WordBreak) -> Bool {
    kind == .singleQuote || kind == .midNumLet || kind == .midNum
  }

  /// The class of the next character that is not ignorable.
  private func following(_ bytes: [UInt8], _ offset: Int, _ limit: Int) -> WordBreak {
    var offset = offset
    while offset < limit {
      let next = bytes.scalar(at: offset)
      let kind = properties(of: next.value).wordBreak
      if !kind.isIgnorable { return kind }
      offset += next.byteCount
    }
    return .other
  }
}

/// The part of a segment that has been read, as far as the rules look back.
private struct Segment {
  /// Classes of the last two characters that are not ignorable (rule WB4).
  var last: WordBreak
  var beforeLast = WordBreak.other
  /// Class of the very last character.
  var raw: WordBreak
  var isUnspaced: Bool
  /// Whether it began with a digit.
  let isNumber: Bool
  var regionalIndicators: Int
  var end: Int

  init(_ properties: CharacterProperties, end: Int) {
    last = properties.wordBreak
    raw = last
    isUnspaced = properties.isUnspaced
    isNumber = last == .numeric
    regionalIndicators = last == .regionalIndicator ? 1 : 0
    self.end = end
  }

  mutating func append(_ properties: CharacterProperties, byteCount: Int) {
    end += byteCount
    raw = properties.wordBreak
    if raw.isIgnorable { return }
    beforeLast = last
    last = raw
    isUnspaced = properties.isUnspaced
    if raw == .regionalIndicator { regionalIndicators += 1 }
  }
}
