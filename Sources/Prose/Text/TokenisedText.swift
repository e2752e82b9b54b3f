/// A text, or the middle of one, as tokens in sentences.
struct TokenisedText {
  let bytes: [UInt8]
  var tokens: [Token]
  /// Whether a token may be several with white space between them.
  let isGrouped: Bool
  /// Token ranges; they cover all tokens. Initials are sentences of their own.
  var sentences: Sentences

  /// - Parameters:
  ///   - passages: Byte ranges, in order, to be read as one token and one sentence each.
  ///   - isGrouped: Whether tokens are taken together (`TokenGroup`).
  init(
    _ bytes: [UInt8], in range: Range<Int>, passages: [Range<Int>] = [], isGrouped: Bool = false
  ) {
    self.bytes = bytes
    self.isGrouped = isGrouped
    tokens = Tokeniser.tokens(
      of: bytes, in: range, passages: passages, areGrouped: isGrouped, areAddressesJoined: true)
    sentences = SentenceSegmenter.sentences(of: tokens, in: bytes, initials: .parted)
  }

  /// The tokens of a range with all words of an address apart, as a text of one sentence.
  init(partsOf range: Range<Int>, in bytes: [UInt8]) {
    self.bytes = bytes
    isGrouped = false
    tokens = Tokeniser.tokens(of: bytes, in: range)
    sentences = Sentences()
    if !tokens.isEmpty { sentences.append(endingAt: tokens.count) }
  }

  /// Whether a token is a web or mail address.
  func isAddress(_ index: Int) -> Bool {
    tokens[index].kind == .word && WebAddress.isAddress(bytes[tokens[index].range])
  }

  /// Whether a token is a letter of a script that has an alphabet, but no spaces between words: Thai,
  /// Lao, Burmese or Khmer.
  func isLetterWithoutSpaces(_ index: Int) -> Bool {
    guard tokens[index].kind == .character else { return false }
    switch bytes.scalar(at: Int(tokens[index].start)).value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0xA9E0...0xA9FF, 0xAA60...0xAA7F:
      return true
    default: return false
    }
  }

  /// Whether some tokens begin or end inside a clause: a line that nothing but a break parts from the
  /// words beside it.
  func isFragment(_ range: Range<Int>) -> Bool {
    goesOn(at: range.lowerBound) || goesOn(at: range.upperBound)
  }

  /// Whether a word that is no key of a list (`date: today`) goes on after another in small letters.
  private func goesOn(at index: Int) -> Bool {
    guard index > 0, index < tokens.count, tokens[index - 1].kind == .word,
      tokens[index].kind == .word, isLowercase(index)
    else { return false }
    return index + 1 == tokens.count || bytes[Int(tokens[index + 1].start)] != 0x3A
  }

  private func isLowercase(_ index: Int) -> Bool {
    let scalar = Unicode.Scalar(bytes.scalar(at: Int(tokens[index].start)).value)
    return scalar?.properties.isLowercase ?? false
  }

  /// One key a sentence: equal for sentences of equal tokens, whatever the white space.
  var sentenceKeys: [UInt64] { sentences.map(sentenceKey) }

  func sentenceKey(_ sentence: Range<Int>) -> UInt64 {
    var key: UInt64 = 0
    for index in sentence { key = (key ^ tokens[index].key) &* 0x9E37_79B9_7F4A_7C15 }
    return key ^ key >> 31
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

  /// Whether nothing but white space stands between a token and the one before it: a sentence
  /// that was removed may have stood there.
  func isUnbroken(at index: Int) -> Bool {
    bytes.isBlank(Int(tokens[index - 1].end)..<Int(tokens[index].start))
  }

  /// How many lines end right before a token, two at most; the text begins and ends as a paragraph
  /// does.
  func lineBreakCount(before index: Int) -> Int {
    guard index < tokens.count else { return 2 }
    var place = Int(tokens[index].start)
    var count = 0
    while count < 2, place > 0, bytes[place - 1] <= 0x20 {
      place -= 1
      if bytes[place] == 0x0A { count += 1 }
    }
    return place == 0 ? 2 : count
  }

  /// How many tokens of a range say something: all but punctuation.
  func wordCount(_ range: Range<Int>) -> Int {
    var count = 0
    for index in range where tokens[index].kind != .punctuation { count += tokens[index].weight }
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
      case .passage: return true
      }
    }
    return thirds >= 3 * wordCount
  }

  /// How many tokens a range has, those of its passages counted.
  func weight(_ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + tokens[$1].weight }
  }
}
