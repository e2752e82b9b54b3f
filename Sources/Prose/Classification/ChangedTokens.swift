/// One side of a change: its tokens, but for those that only markup has.
struct ChangedTokens {
  let text: [UInt8]
  let range: Range<Int>
  let tokens: [Token]
  /// How many of the tokens are not punctuation.
  let wordCount: Int
  /// How many are words, not numbers; two characters of a script without spaces count as one.
  var proseWordCount: Int {
    tokens.count { $0.kind == .word } + tokens.count { $0.kind == .character } / 2
  }

  /// - Parameter visible: The parts of the range that a reader sees, in order.
  init(_ text: [UInt8], _ range: Range<Int>, visible: [Range<Int>]) {
    self.text = text
    self.range = range
    tokens = visible.flatMap { $0.isEmpty ? [] : Tokeniser.tokens(of: text, in: $0) }
    wordCount = tokens.count { $0.kind != .punctuation }
  }

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

  /// The numbers written in figures.
  var figures: [UInt64] {
    tokens.compactMap { $0.kind == .number ? $0.key : nil }
  }

  /// The code point that a token begins with.
  func scalar(_ token: Token) -> UInt32 { text.scalar(at: Int(token.start)).value }
}
