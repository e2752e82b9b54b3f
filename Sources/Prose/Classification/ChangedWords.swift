/// One side of a change: its tokens.
struct ChangedTokens {
  let text: [UInt8]
  let range: Range<Int>
  let tokens: [Token]
  /// How many of the tokens are not punctuation.
  let wordCount: Int

  init(_ text: [UInt8], _ range: Range<Int>) {
    self.text = text
    self.range = range
    tokens = range.isEmpty ? [] : Tokeniser.tokens(of: text, in: range)
    wordCount = tokens.count { $0.kind != .punctuation }
  }

  /// Whether both sides have the same words and marks.
  func isEqual(to other: ChangedTokens) -> Bool {
    tokens.elementsEqual(other.tokens) { $0.key == $1.key }
  }
}

/// One side of a change: its words as the rules know them, and what stands around them.
struct ChangedWords {
  let text: [UInt8]
  let range: Range<Int>
  let tokens: [Token]
  /// The tokens that are not punctuation.
  let words: [Token]
  /// Keys of the words without case and apostrophes.
  let foldedKeys: [UInt64]

  /// How far the surroundings reach, in bytes.
  private static let reach = 40

  init(_ changed: ChangedTokens) {
    let text = changed.text
    self.text = text
    range = changed.range
    tokens = changed.tokens
    words = tokens.filter { $0.kind != .punctuation }
    foldedKeys = words.map { WordForm.foldedKey(of: text[$0.range]) }
  }

  /// The last two tokens before the change; fewer at the start of the text.
  var before: [Token] {
    var start = max(0, range.lowerBound - Self.reach)
    while text.isContinuation(at: start) { start += 1 }
    let tokens = Tokeniser.tokens(of: text, in: min(start, range.lowerBound)..<range.lowerBound)
    return tokens.suffix(2)
  }

  /// The first two tokens after the change; fewer at the end of the text.
  var after: [Token] {
    let end = min(text.count, range.upperBound + Self.reach)
    return Array(Tokeniser.tokens(of: text, in: range.upperBound..<end).prefix(2))
  }

  func exactKey(_ token: Token) -> UInt64 { WordForm.key(of: text[token.range]) }

  /// The words that one of the lists holds, in order.
  func words(in list: Set<UInt64>) -> [UInt64] { foldedKeys.filter(list.contains) }

  func isCapitalised(_ token: Token) -> Bool {
    guard token.kind == .word else { return false }
    let first = Unicode.Scalar(text.scalar(at: Int(token.start)).value)
    return first?.properties.isUppercase == true
  }

  /// Whether the first word starts a sentence, and has its capital from that.
  var startsSentence: Bool {
    guard let last = before.last else { return true }
    guard last.kind == .punctuation else { return false }
    let scalar = text.scalar(at: Int(last.start)).value
    return SentenceRules.mark(scalar) != .none && scalar != 0x29 || SentenceRules.isStraight(scalar)
  }
}
