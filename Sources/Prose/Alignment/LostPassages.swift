/// The passages of a text that have no counterpart in the other: what may have moved.
///
/// Stretches without a kept token, cut where sentences start.
struct LostPassages {
  /// Token ranges, in order.
  private(set) var found: [Range<Int>] = []

  private let text: TokenisedText
  /// A part of a sentence has to have this many words; a whole one may be shorter.
  private let smallestPart: Int

  init(_ text: TokenisedText, kept: [Range<Int>], smallestPart: Int = 8) {
    self.text = text
    self.smallestPart = smallestPart
    var sentence = 0
    var start = 0
    for end in kept + [text.tokens.count..<text.tokens.count] {
      add(start..<end.lowerBound, &sentence)
      start = end.upperBound
    }
  }

  /// Adds a stretch without a kept token; `sentence` is not behind the one it starts in.
  private mutating func add(_ stretch: Range<Int>, _ sentence: inout Int) {
    var start = stretch.lowerBound
    while start < stretch.upperBound {
      while text.sentences[sentence].upperBound <= start { sentence += 1 }
      let end = min(stretch.upperBound, text.sentences[sentence].upperBound)
      let isWhole = start..<end == text.sentences[sentence]
      let smallest = SentenceMatching.smallestMove
      let least = isWhole ? smallest.words : smallestPart
      if end - start >= smallest.tokens, text.wordCount(start..<end) >= least {
        found.append(start..<end)
      }
      start = end
    }
  }
}
