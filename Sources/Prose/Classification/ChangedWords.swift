/// One side of a change: its tokens.
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

  /// The last four tokens before the change; fewer at the start of the text.
  var before: [Token] {
    var start = max(0, range.lowerBound - Self.reach)
    while text.isContinuation(at: start) { start += 1 }
    let tokens = Tokeniser.tokens(of: text, in: min(start, range.lowerBound)..<range.lowerBound)
    return tokens.suffix(4)
  }

  /// The first four tokens after the change; fewer at the end of the text.
  var after: [Token] {
    let end = min(text.count, range.upperBound + Self.reach)
    return Array(Tokeniser.tokens(of: text, in: range.upperBound..<end).prefix(4))
  }

  func exactKey(_ token: Token) -> UInt64 { WordForm.key(of: text[token.range]) }

  /// The words that one of the lists holds, in order.
  func words(in list: Set<UInt64>) -> [UInt64] { foldedKeys.filter(list.contains) }

  func isCapitalised(_ token: Token) -> Bool {
    guard token.kind == .word else { return false }
    let first = Unicode.Scalar(text.scalar(at: Int(token.start)).value)
    return first?.properties.isUppercase == true
  }

  /// Whether a token of this side starts a sentence, and has its capital from that.
  func startsSentence(_ token: Token) -> Bool {
    let place = tokens.partitioningIndex { $0.start >= token.start }
    guard let last = place > 0 ? tokens[place - 1] : before.last else { return true }
    guard last.kind == .punctuation else { return false }
    let scalar = text.scalar(at: Int(last.start)).value
    return SentenceRules.mark(scalar) != .none && scalar != 0x29 || SentenceRules.isStraight(scalar)
  }

  /// The words that deny. "No." before a number is none of them.
  var negations: [UInt64] {
    zip(words, foldedKeys).filter { word, key in
      Vocabulary.negations.contains(key) && !isNumberSign(word)
    }.map(\.1)
  }

  private func isNumberSign(_ word: Token) -> Bool {
    guard word.range.count == 2 else { return false }
    let all = tokens + after
    let place = all.partitioningIndex { $0.start > word.start }
    guard place + 1 < all.count else { return false }
    return text[Int(all[place].start)] == UInt8(ascii: ".") && all[place].start == word.end
      && all[place + 1].kind == .number
  }

  /// The words without case, and without the marks that some write inside a word: "co-operation",
  /// "U.S.". Letters count as what they look like, however they are composed.
  var spelling: [Substring] {
    var result = ""
    for (index, token) in tokens.enumerated() {
      let last = index > 0 ? tokens[index - 1] : nil
      if last?.end != token.start { result += " " }
      switch token.kind {
      case .word:
        result += String(decoding: text[token.range], as: UTF8.self).lowercased()
          .filter { !".'’".contains($0) }
      case .punctuation:
        let isInsideWord =
          last?.kind == .word && last?.end == token.start
          && [0x2D, 0x2E, 0xAD, 0x2010].contains(text.scalar(at: Int(token.start)).value)
        if !isInsideWord { result += " " }
      case .number, .character, .passage:
        result += " \(String(decoding: text[token.range], as: UTF8.self)) "
      }
    }
    return result.split(separator: " ")
  }

  /// The first byte of the first word, small; what is not ASCII counts as one letter.
  var initial: UInt8? {
    words.first.map { text[Int($0.start)] < 0x80 ? text[Int($0.start)] | 0x20 : 0x80 }
  }
}
