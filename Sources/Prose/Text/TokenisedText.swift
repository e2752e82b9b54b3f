/// A text, or the middle of one, as tokens in sentences.
struct TokenisedText {
  let bytes: [UInt8]
  var tokens: [Token]
  /// Token ranges; they cover all tokens. Initials are sentences of their own.
  var sentences: [Range<Int>]

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    tokens = Tokeniser.tokens(of: bytes, in: range)
    sentences = SentenceSegmenter.sentences(of: tokens, in: bytes, initials: .parted)
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

  /// Whether nothing but white space stands between a token and the one before it: a sentence
  /// that was removed may have stood there.
  func isUnbroken(at index: Int) -> Bool {
    bytes.isBlank(Int(tokens[index - 1].end)..<Int(tokens[index].start))
  }

  /// How many tokens of a range say something: all but punctuation.
  func wordCount(_ range: Range<Int>) -> Int {
    var count = 0
    for index in range where tokens[index].kind != .punctuation { count += 1 }
    return count
  }

  /// Whether a range says as much as `wordCount` words; three characters of a script without word
  /// spaces say as much as one.
  func isLong(_ range: Range<Int>, wordCount: Int) -> Bool {
    var thirds = 0
    for index in range {
      switch tokens[index].kind {
      case .word, .number: thirds += 3
      case .character: thirds += 1
      case .punctuation: break
      }
    }
    return thirds >= 3 * wordCount
  }
}
