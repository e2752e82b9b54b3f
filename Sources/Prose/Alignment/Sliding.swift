/// Slides the edges of insertions and deletions to where a reader would put them.
///
/// In "A. B. B. C." any of the two can be the one that was added, and an insertion between
/// equal tokens can start at any of several places. All are equally short; the one with the
/// strongest edges is chosen: the start of a paragraph before that of a line before that of a
/// sentence before that of a clause before that of a word; of equals, the last.
struct Sliding {
  private let old: TokenisedText
  private let new: TokenisedText
  private let oldStarts: SentenceStarts
  private let newStarts: SentenceStarts

  init(old: TokenisedText, new: TokenisedText) {
    (self.old, self.new) = (old, new)
    oldStarts = SentenceStarts(old)
    newStarts = SentenceStarts(new)
  }

  /// The runs with the edges between them moved.
  func slid(_ runs: [MatchRun]) -> [MatchRun] {
    // A change at either end of the text slides, too.
    let start = MatchRun(old: 0, new: 0, count: 0)
    let end = MatchRun(old: old.tokens.count, new: new.tokens.count, count: 0)
    var result = [start] + runs + [end]
    for index in result.indices.dropFirst() {
      let (before, after) = (result[index - 1], result[index])
      let deleted = before.oldEnd..<after.old
      let inserted = before.newEnd..<after.new
      guard deleted.isEmpty != inserted.isEmpty else { continue }
      let shift =
        deleted.isEmpty
        ? bestShift(new, newStarts, inserted, before.count, after.count)
        : bestShift(old, oldStarts, deleted, before.count, after.count)
      result[index - 1].count += shift
      result[index].old += shift
      result[index].new += shift
      result[index].count -= shift
    }
    return result.filter { $0.count > 0 }
  }

  /// By how many tokens a hunk on one side should go on (or, negative, go back).
  private func bestShift(
    _ text: TokenisedText, _ starts: SentenceStarts, _ hunk: Range<Int>, _ before: Int, _ after: Int
  ) -> Int {
    var best = (shift: 0, strength: strength(text, starts, hunk, 0))
    var shift = 0
    while shift < after,
      text.tokens[hunk.lowerBound + shift].key == text.tokens[hunk.upperBound + shift].key
    {
      shift += 1
      let strength = strength(text, starts, hunk, shift)
      if strength >= best.strength { best = (shift, strength) }
    }
    shift = 0
    while -shift < before,
      text.tokens[hunk.lowerBound + shift - 1].key == text.tokens[hunk.upperBound + shift - 1].key
    {
      shift -= 1
      let strength = strength(text, starts, hunk, shift)
      if strength > best.strength { best = (shift, strength) }
    }
    return best.shift
  }

  private func strength(
    _ text: TokenisedText, _ starts: SentenceStarts, _ hunk: Range<Int>, _ shift: Int
  ) -> Int {
    let (first, last) = (hunk.lowerBound + shift, hunk.upperBound + shift)
    let strength = edge(text, starts, first) + edge(text, starts, last)
    // Whole paragraphs and whole lines stand before sentences.
    guard strength == 12 else { return strength }
    return strength + min(text.lineBreakCount(before: first), text.lineBreakCount(before: last))
  }

  /// How strong an edge lies before a token.
  private func edge(_ text: TokenisedText, _ starts: SentenceStarts, _ index: Int) -> Int {
    if index == text.tokens.count || starts.contains(index) { return 6 }
    if text.tokens[index - 1].kind == .punctuation { return 2 }
    return text.tokens[index].kind == .punctuation ? 1 : 0
  }
}

/// Tells whether a sentence starts at a token.
struct SentenceStarts {
  private let sentences: Sentences

  init(_ text: TokenisedText) { sentences = text.sentences }

  func contains(_ token: Int) -> Bool {
    let index = sentences.index(startingFrom: token)
    return index < sentences.count && sentences[index].lowerBound == token
  }
}
