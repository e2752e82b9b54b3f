/// A text, or the middle of one, as tokens in sentences.
struct TokenisedText {
  let bytes: [UInt8]
  var tokens: [Token]
  /// Token ranges; they cover all tokens.
  var sentences: [Range<Int>]

  /// - Parameter passages: Byte ranges, in order, to be read as one token and one sentence each.
  init(_ bytes: [UInt8], in range: Range<Int>, passages: [Range<Int>] = []) {
    self.bytes = bytes
    tokens = Tokeniser.tokens(of: bytes, in: range, passages: passages)
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

  /// The text without some of its sentences, given by index in ascending order.
  func removing(_ removed: [Int]) -> TokenisedText {
    guard !removed.isEmpty else { return self }
    var rest = self
    rest.tokens.removeAll(keepingCapacity: true)
    rest.sentences.removeAll(keepingCapacity: true)
    var next = removed[...]
    for (index, sentence) in sentences.enumerated() {
      if next.first == index {
        next.removeFirst()
        continue
      }
      let start = rest.tokens.count
      rest.tokens.append(contentsOf: tokens[sentence])
      rest.sentences.append(start..<rest.tokens.count)
    }
    return rest
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
