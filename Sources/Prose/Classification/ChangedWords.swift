/// One side of a change: its tokens, and what stands around them.
struct ChangedWords {
  let text: [UInt8]
  let range: Range<Int>
  let tokens: [Token]
  /// The last two tokens before, and the first two after; fewer at the ends of the text.
  let before: [Token]
  let after: [Token]

  /// How far the surroundings reach, in bytes.
  private static let reach = 40

  init(_ text: [UInt8], _ range: Range<Int>) {
    self.text = text
    self.range = range
    tokens = Tokeniser.tokens(of: text, in: range)
    var start = max(0, range.lowerBound - Self.reach)
    while text.isContinuation(at: start) { start += 1 }
    before = Tokeniser.tokens(of: text, in: min(start, range.lowerBound)..<range.lowerBound).suffix(
      2)
    let end = min(text.count, range.upperBound + Self.reach)
    after = Array(Tokeniser.tokens(of: text, in: range.upperBound..<end).prefix(2))
  }

  /// The tokens that are not punctuation.
  var words: [Token] { tokens.filter { $0.kind != .punctuation } }

  var exactKeys: [UInt64] { tokens.map(\.key) }

  /// Keys of the words without case and apostrophes.
  var foldedKeys: [UInt64] { words.map { foldedKey($0) } }

  func exactKey(_ token: Token) -> UInt64 { WordForm.key(of: text[token.range]) }

  func foldedKey(_ token: Token) -> UInt64 { WordForm.foldedKey(of: text[token.range]) }

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
