/// A text, or the middle of one, as tokens in sentences.
struct TokenisedText {
  let bytes: [UInt8]
  var tokens: [Token]
  var sentences: Sentences

  /// - Parameters:
  ///   - passages: Byte ranges, in order, to be read as one token and one sentence each.
  ///   - isGrouped: Whether tokens are taken together (`TokenGroup`).
  init(
    _ bytes: [UInt8], in range: Range<Int>, passages: [Range<Int>] = [], isGrouped: Bool = false
  ) {
    self.bytes = bytes
    tokens = Tokeniser.tokens(of: bytes, in: range, passages: passages, areGrouped: isGrouped)
    sentences = SentenceSegmenter.sentences(of: tokens, in: bytes)
  }

  /// One key a sentence: equal for sentences of equal tokens, whatever the white space.
  var sentenceKeys: [UInt64] {
    sentences.map { sentence in
      var key: UInt64 = 0
      for index in sentence { key = (key ^ tokens[index].key) &* 0x9E37_79B9_7F4A_7C15 }
      return key ^ key >> 31
    }
  }

  /// Takes some of the sentences out, given by index in ascending order.
  ///
  /// In place: the tokens are most of what a comparison holds.
  mutating func remove(_ removed: [Int]) {
    guard !removed.isEmpty else { return }
    var rest = Sentences()
    var next = removed[...]
    var count = 0
    for (index, sentence) in sentences.enumerated() {
      if next.first == index {
        next.removeFirst()
        continue
      }
      for token in sentence {
        tokens[count] = tokens[token]
        count += 1
      }
      rest.append(endingAt: count)
    }
    tokens.removeSubrange(count...)
    sentences = rest
  }

  /// The tokens of a run of sentences.
  func tokens(ofSentences run: Range<Int>) -> Range<Int> {
    sentences[run.lowerBound].lowerBound..<sentences[run.upperBound - 1].upperBound
  }

  /// How many tokens of a range say something: all but punctuation.
  func wordCount(_ range: Range<Int>) -> Int {
    var count = 0
    for index in range where tokens[index].kind != .punctuation { count += tokens[index].weight }
    return count
  }

  /// How many tokens a range has, those of its passages counted.
  func weight(_ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + tokens[$1].weight }
  }
}
