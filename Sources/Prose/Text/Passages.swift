/// The sentences and paragraphs of a text in byte ranges, for those who show a part of it.
public enum Passages {
  /// Byte ranges of the sentences of `text`, from first to last word or mark.
  ///
  /// White space between them belongs to none. Any bytes are accepted.
  public static func sentences(in text: [UInt8]) -> [Range<Int>] {
    let tokens = Tokeniser.tokens(of: text, in: 0..<text.count)
    return SentenceSegmenter.sentences(of: tokens, in: text, initials: .joined)
      .map { tokens.byteRange(of: $0) }
  }

  /// Byte ranges of the paragraphs of `text`: what blank lines part.
  public static func paragraphs(in text: [UInt8]) -> [Range<Int>] {
    let tokens = Tokeniser.tokens(of: text, in: 0..<text.count)
    var paragraphs: [Range<Int>] = []
    for token in tokens {
      if let last = paragraphs.last, !isBlankLine(text, last.upperBound..<Int(token.start)) {
        paragraphs[paragraphs.count - 1] = last.lowerBound..<Int(token.end)
      } else {
        paragraphs.append(token.range)
      }
    }
    return paragraphs
  }

  private static func isBlankLine(_ text: [UInt8], _ gap: Range<Int>) -> Bool {
    gap.count > 1 && text[gap].lazy.filter { $0 == 0x0A }.count > 1
  }
}

extension [Token] {
  /// The bytes from the first to the last of some tokens.
  func byteRange(of tokens: Range<Int>) -> Range<Int> {
    tokens.isEmpty
      ? 0..<0 : Int(self[tokens.lowerBound].start)..<Int(self[tokens.upperBound - 1].end)
  }
}
