/// What leads into a sentence, or out of it, and stays when the sentence is replaced.
///
/// "LONDON (AP) —", "Anna:", "(2)", "§ 5" or an opening quotation mark stand before what is said, and
/// `," said the mayor.` or a closing tag behind it.
enum LeadIn {
  /// No lead-in is longer, in tokens.
  static let longest = 12

  /// How many of the tokens that two sentences begin with lead into them.
  static func count(_ text: TokenisedText, _ shared: Range<Int>) -> Int {
    var count = text.numberedWordCount(shared)
    var isPlain = true
    var isClosing = false
    for index in shared.prefix(longest) {
      let isMark = text.tokens[index].kind == .punctuation
      let followsMark = index > shared.lowerBound && text.tokens[index - 1].kind == .punctuation
      isPlain = isPlain && (isMark || text.tokens[index].kind == .number)
      // Other marks may stand behind the one that parts: `**Note:** "`.
      isClosing = isMark && (isClosing || text.partsLeadIn(index))
      let isEnd = isClosing && text.isFollowedByBlank(index) || isMark && text.endsLeadIn(index)
      let goesOn = isMark && count > 0 && index == shared.lowerBound + count
      if isPlain && (isMark || followsMark) || isEnd || goesOn {
        count = index + 1 - shared.lowerBound
      }
    }
    return count
  }

  /// How many of the tokens that two sentences end with lead out of them.
  ///
  /// A mark alone does so only where the sentence has a lead-in, too: both quotation marks stay, or none.
  static func countBehind(
    _ text: TokenisedText, _ shared: Range<Int>, hasLeadIn: Bool
  ) -> Int {
    var count = 0
    for index in shared.suffix(longest).reversed() where text.startsLeadOut(index) {
      let followsComma = index > shared.lowerBound && text.isComma(index - 1)
      count = shared.upperBound - index + (followsComma ? 1 : 0)
    }
    let hasWord = text.wordCount(shared.suffix(count)) > 0
    return hasWord || hasLeadIn ? count : 0
  }
}

extension TokenisedText {
  private func scalar(at index: Int) -> UInt32 { bytes.scalar(at: Int(tokens[index].start)).value }

  fileprivate func isComma(_ index: Int) -> Bool { scalar(at: index) == 0x2C }

  /// The tokens of "Article 12" or "Art. 12" where some tokens begin so.
  fileprivate func numberedWordCount(_ range: Range<Int>) -> Int {
    guard let first = range.first, tokens[first].kind == .word else { return 0 }
    let hasStop = range.contains(first + 1) && bytes[Int(tokens[first + 1].start)] == 0x2E
    let number = first + (hasStop ? 2 : 1)
    guard range.contains(number), tokens[number].kind == .number else { return 0 }
    return hasStop || tokens[first].range.count > Islands.smallWord ? number + 1 - first : 0
  }

  fileprivate func isFollowedByBlank(_ index: Int) -> Bool {
    index + 1 < tokens.count && tokens[index].end < tokens[index + 1].start
  }

  /// Whether a mark with a blank behind it parts what stands before it from a sentence.
  fileprivate func partsLeadIn(_ index: Int) -> Bool {
    switch scalar(at: index) {
    case 0x3A, 0x29, 0x5D, 0x2D, 0x2013, 0x2014, 0x7C: true
    default: false
    }
  }

  /// Whether a mark does so without a blank: ： ） 】 and the end of a tag.
  fileprivate func endsLeadIn(_ index: Int) -> Bool {
    switch scalar(at: index) {
    case 0xFF1A, 0xFF09, 0x3011, 0x3E: true
    default: false
    }
  }

  /// Whether a mark parts a sentence before it from what stands behind it: a closing quotation mark, an
  /// opening bracket, a tag, or a dash.
  fileprivate func startsLeadOut(_ index: Int) -> Bool {
    guard tokens[index].kind == .punctuation else { return false }
    switch scalar(at: index) {
    case 0x22, 0x201C, 0x201D, 0xBB, 0x203A, 0x300D, 0x300F, 0x3C, 0x28, 0x5B, 0xFF08, 0x3010:
      return true
    case 0x2013, 0x2014: return index > 0 && tokens[index - 1].end < tokens[index].start
    default: return false
    }
  }
}
