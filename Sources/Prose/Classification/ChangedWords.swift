/// One side of a change: its words as the rules know them, and what stands around them.
struct ChangedWords {
  let text: [UInt8]
  let range: Range<Int>
  let tokens: [Token]
  /// The tokens that are not punctuation.
  let words: [Token]
  /// Keys of the words without case and apostrophes.
  let foldedKeys: [UInt64]
  /// The last four tokens before the change; fewer at the start of the text.
  let before: [Token]
  /// The first four tokens after the change; fewer at the end of the text.
  let after: [Token]

  /// How far the surroundings reach, in bytes.
  private static let reach = 40

  init(_ changed: ChangedTokens) {
    let text = changed.text
    self.text = text
    range = changed.range
    tokens = changed.tokens
    words = tokens.filter { $0.kind != .punctuation }
    foldedKeys = words.map { WordForm.foldedKey(of: text[$0.range]) }
    before = Self.tokens(before: range.lowerBound, in: text)
    after = Self.tokens(after: range.upperBound, in: text)
  }

  private static func tokens(before end: Int, in text: [UInt8]) -> [Token] {
    var start = max(0, end - reach)
    while text.isContinuation(at: start) { start += 1 }
    return Tokeniser.tokens(of: text, in: min(start, end)..<end).suffix(4)
  }

  private static func tokens(after start: Int, in text: [UInt8]) -> [Token] {
    let end = min(text.count, start + reach)
    return Array(Tokeniser.tokens(of: text, in: start..<end).prefix(4))
  }

  /// The change with what stands around it, and which of the tokens changed.
  var surroundings: (tokens: [Token], changed: Range<Int>) {
    (before + tokens + after, before.count..<before.count + tokens.count)
  }

  func exactKey(_ token: Token) -> UInt64 { WordForm.key(of: text[token.range]) }

  func foldedKey(_ token: Token) -> UInt64 { WordForm.foldedKey(of: text[token.range]) }

  /// The code point that a token begins with.
  func scalar(_ token: Token) -> UInt32 { text.scalar(at: Int(token.start)).value }

  /// Two characters of a script without spaces that stand side by side, as one word.
  func pairKey(_ first: Token, _ second: Token) -> UInt64? {
    guard first.kind == .character, second.kind == .character, first.end == second.start else {
      return nil
    }
    return WordForm.key(of: text[Int(first.start)..<Int(second.end)])
  }

  func isCapitalised(_ token: Token) -> Bool {
    guard token.kind == .word else { return false }
    return Unicode.Scalar(scalar(token))?.properties.isUppercase == true
  }

  /// Whether a word has no small letter, and more than one: "NATO".
  func isAcronym(_ token: Token) -> Bool {
    token.range.count > 1
      && String(decoding: text[token.range], as: UTF8.self).unicodeScalars
        .allSatisfy { $0.properties.isUppercase }
  }

  /// The token before one of this side's or of what stands around it; `nil` at the start of what is
  /// known.
  func token(before token: Token) -> Token? {
    if token.start < range.lowerBound { return before.last { $0.start < token.start } }
    if token.start >= range.upperBound, let last = after.last(where: { $0.start < token.start }) {
      return last
    }
    let place = tokens.partitioningIndex { $0.start >= token.start }
    return place > 0 ? tokens[place - 1] : before.last
  }

  /// Whether a token of this side starts a sentence, and has its capital from that.
  func startsSentence(_ token: Token) -> Bool {
    guard let last = self.token(before: token) else { return true }
    if text[Int(last.end)..<Int(token.start)].contains(0x0A), isParagraphBreak(last, token) {
      return true
    }
    guard last.kind == .punctuation else { return false }
    let scalar = scalar(last)
    return SentenceRules.mark(scalar) != .none && scalar != 0x29 || SentenceRules.isStraight(scalar)
  }

  private func isParagraphBreak(_ last: Token, _ next: Token) -> Bool {
    text[Int(last.end)..<Int(next.start)].count { $0 == 0x0A } > 1
  }
}
