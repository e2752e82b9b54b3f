/// Groups tokens into sentences.
///
/// A sentence ends at a stop (with the quotation marks and brackets that close behind it) where
/// white space and something that can start a sentence follow; not after abbreviations, initials
/// and numbers that count ("am 3. Oktober", "1. Introduction"). Chinese and Japanese stops need no
/// space. A blank line, a list mark at the start of a line, and a line that ends before it had to
/// are ends as well, but for a blank line behind a full one where the clause goes on. A passage that is not read closely stands alone.
struct SentenceSegmenter {
  /// A line shorter than this that had room for the next word was ended on purpose.
  private static let wrapWidth = 56
  /// A bracket that has not closed after so many tokens encloses sentences of their own.
  private static let longestBracket = 16

  /// Whether an initial, as in "C. Wright" and "z. B. Wege", belongs to what follows it.
  enum Initials {
    /// For readers, who want no sentence cut in two.
    case joined
    /// For comparing: a sentence cut in two is cut on both sides alike, but two sentences taken
    /// for one, where only the second was replaced, would be shown as a half of one.
    case parted
  }

  private let bytes: [UInt8]
  private let tokens: [Token]
  private let initials: Initials

  private init(_ bytes: [UInt8], _ tokens: [Token], _ initials: Initials) {
    self.bytes = bytes
    self.tokens = tokens
    self.initials = initials
  }

  /// Token ranges of the sentences; they cover all tokens.
  static func sentences(
    of tokens: [Token], in bytes: [UInt8], initials: Initials
  ) -> Sentences {
    let segmenter = SentenceSegmenter(bytes, tokens, initials)
    var sentences = Sentences()
    sentences.reserveCapacity(tokens.count / 16 + 1)
    var start = 0
    for index in tokens.indices.dropFirst() where segmenter.startsSentence(index, since: start) {
      sentences.append(endingAt: index)
      start = index
    }
    if start < tokens.count { sentences.append(endingAt: tokens.count) }
    return sentences
  }

  /// Whether a sentence starts with the token at `index`; the last one started at `start`.
  private func startsSentence(_ index: Int, since start: Int) -> Bool {
    if tokens[index].isPassage || tokens[index - 1].isPassage { return true }
    let gap = Int(tokens[index - 1].end)..<Int(tokens[index].start)
    let isPlainBlank = gap.count == 1 && bytes[gap.lowerBound] == 0x20
    if !isPlainBlank, !gap.isEmpty {
      let lineBreaks = lineBreakCount(in: gap)
      if lineBreaks > 1 && !isInsideClause(index, gap)
        || lineBreaks == 1 && isHardBreak(before: index, gap)
      {
        return true
      }
    }
    guard tokens[index - 1].kind == .punctuation else { return false }
    return followsStop(index, since: start, hasSpace: !gap.isEmpty)
  }

  private func scalar(_ index: Int) -> UInt32 {
    bytes.scalar(at: Int(tokens[index].start)).value
  }

  private func lineBreakCount(in gap: Range<Int>) -> Int {
    var count = 0
    for offset in gap where bytes[offset] == 0x0A { count += 1 }
    return count
  }
}

// MARK: - Stops

extension SentenceSegmenter {
  private func followsStop(_ index: Int, since start: Int, hasSpace: Bool) -> Bool {
    guard let stop = stop(before: index, since: start) else { return false }
    if continuesStop(index) { return false }
    let needsNoSpace = SentenceRules.mark(scalar(stop)) == .fullWidthStop
    guard needsNoSpace || hasSpace && canStart(index, after: stop, since: start) else {
      return false
    }
    return !isInsideBrackets(index, since: start)
  }

  /// Whether a bracket that opened inside the sentence closes behind `index`: "(see Fig. A)".
  private func isInsideBrackets(_ index: Int, since start: Int) -> Bool {
    var depth = 0
    for place in (max(start + 1, index - Self.longestBracket)..<index).reversed() {
      depth += bracket(place)
      if depth > 0 { break }
    }
    guard depth > 0 else { return false }
    for place in index..<min(tokens.count, index + Self.longestBracket) {
      depth += bracket(place)
      if depth == 0 { return true }
    }
    return false
  }

  /// 1 for an opening bracket, -1 for a closing one.
  private func bracket(_ index: Int) -> Int {
    guard tokens[index].kind == .punctuation else { return 0 }
    switch bytes[Int(tokens[index].start)] {
    case 0x28, 0x5B: return 1
    case 0x29, 0x5D: return -1
    default: return 0
    }
  }

  /// The stop that the tokens before `index` end with, behind at most three closing marks.
  private func stop(before index: Int, since start: Int) -> Int? {
    var place = index - 1
    while place > start, index - place <= 4 {
      let scalar = scalar(place)
      let mark = SentenceRules.mark(scalar)
      if mark == .stop || mark == .fullWidthStop { return place }
      let touches = tokens[place].start == tokens[place - 1].end
      guard mark == .closer || SentenceRules.isStraight(scalar), touches else { return nil }
      place -= 1
    }
    return nil
  }

  /// Whether the token still belongs to the stop before it: another stop, or a closing mark.
  private func continuesStop(_ index: Int) -> Bool {
    let mark = SentenceRules.mark(scalar(index))
    return mark == .closer || mark == .stop || mark == .fullWidthStop
  }

  private func canStart(_ index: Int, after stop: Int, since start: Int) -> Bool {
    let first = firstWord(from: index)
    guard first < tokens.count, let scalar = Unicode.Scalar(scalar(first)) else { return true }
    if scalar.properties.isLowercase { return false }
    guard bytes[Int(tokens[stop].start)] == 0x2E else { return true }
    return !isInnerFullStop(stop, since: start, before: tokens[first])
  }

  /// The first token at or after `index` that is no opening mark, looking at three at most.
  private func firstWord(from index: Int) -> Int {
    var place = index
    while place < tokens.count - 1, place < index + 3, tokens[place].kind == .punctuation {
      let scalar = scalar(place)
      guard SentenceRules.mark(scalar) == .opener || SentenceRules.isStraight(scalar) else { break }
      place += 1
    }
    return place
  }

  /// Whether the full stop belongs to the word before it: an initial, an abbreviation, a count.
  private func isInnerFullStop(_ stop: Int, since start: Int, before first: Token) -> Bool {
    guard stop > 0, tokens[stop - 1].end == tokens[stop].start else { return false }
    let word = tokens[stop - 1]
    switch word.kind {
    case .word:
      let length = scalarCount(word.range)
      if first.kind == .number, length < 4 { return true }
      return length == 1 && initials == .joined || SentenceRules.isAbbreviation(word)
    case .number:
      return word.range.count < 3 && (stop - 1 == start || SentenceRules.followsOrdinal(first))
    default: return false
    }
  }

  private func scalarCount(_ range: Range<Int>) -> Int {
    var count = 0
    for offset in range where bytes[offset] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}

// MARK: - Lines

extension SentenceSegmenter {
  /// Whether a single line break ends a sentence: the next line starts with a list or heading
  /// mark, or the line it ends had room for the next word.
  private func isHardBreak(before index: Int, _ gap: Range<Int>) -> Bool {
    switch scalar(index) {
    case 0x2D, 0x2A, 0x2B, 0x23, 0x7C, 0x3E, 0x2022, 0x2013, 0xA7: return true
    default: break
    }
    if tokens[index].kind == .number, index + 1 < tokens.count,
      bytes[Int(tokens[index + 1].start)] == 0x2E
    {
      return true
    }
    return lineLength(before: gap.lowerBound) + tokens[index].range.count < Self.wrapWidth
  }

  /// Whether a blank line stands inside a clause: pages that are torn into lines leave one behind each.
  private func isInsideClause(_ index: Int, _ gap: Range<Int>) -> Bool {
    guard tokens[index - 1].kind == .word, tokens[index].kind == .word,
      lineLength(before: gap.lowerBound) >= Self.wrapWidth,
      let scalar = Unicode.Scalar(scalar(index))
    else { return false }
    return scalar.properties.isLowercase
  }

  /// Length of the line that ends at `offset`, in bytes, as far as it matters.
  private func lineLength(before offset: Int) -> Int {
    var start = offset
    while start > 0, offset - start < Self.wrapWidth, bytes[start - 1] != 0x0A { start -= 1 }
    return offset - start
  }
}
