/// The sentences of two texts, as far as both agree on where they end.
///
/// A line or a paragraph that is broken at another place ends a sentence in one text and none in the
/// other, with the same tokens on both sides of it. White space is all that changed there: taken for
/// an end, it would tear an unchanged sentence into pieces too small to be known again.
struct JointSentences {
  /// A run of fewer words may stand on both sides of an end by chance.
  private static let shortestRun = 4

  let old: Sentences
  let new: Sentences

  /// - Parameter runs: Tokens that both texts have, in order.
  init(_ old: TokenisedText, _ new: TokenisedText, runs: [MatchRun]) {
    var (oldEnds, newEnds) = (SentenceEnds(old.sentences), SentenceEnds(new.sentences))
    for run in runs where old.isLong(run.oldRange, wordCount: Self.shortestRun) {
      oldEnds.skip(to: run.old)
      newEnds.skip(to: run.new)
      while true {
        let (oldOffset, newOffset) = (oldEnds.next - run.old, newEnds.next - run.new)
        guard min(oldOffset, newOffset) < run.count else { break }
        if oldOffset <= newOffset { oldEnds.pass(isShared: oldOffset == newOffset) }
        if newOffset <= oldOffset { newEnds.pass(isShared: oldOffset == newOffset) }
      }
    }
    self.old = oldEnds.joint
    self.new = newEnds.joint
  }
}

/// The ends of the sentences of one text, some of which are let go.
private struct SentenceEnds {
  private let sentences: Sentences
  private var index = 0
  /// Indices of the sentences that the next one continues, in order.
  private var lone: [Int] = []

  init(_ sentences: Sentences) { self.sentences = sentences }

  /// The token behind the next end.
  var next: Int { index < sentences.count ? sentences[index].upperBound : .max }

  /// Goes on to the first end behind `token`.
  mutating func skip(to token: Int) {
    while next <= token { index += 1 }
  }

  /// Goes on behind the next end, and lets it go where the other text has none.
  mutating func pass(isShared: Bool) {
    if !isShared { lone.append(index) }
    index += 1
  }

  /// The sentences without the ends that were let go.
  var joint: Sentences {
    guard !lone.isEmpty else { return sentences }
    var result = Sentences()
    result.reserveCapacity(sentences.count - lone.count)
    var rest = lone[...]
    for (index, sentence) in sentences.enumerated() {
      if rest.first == index {
        rest.removeFirst()
      } else {
        result.append(endingAt: sentence.upperBound)
      }
    }
    return result
  }
}
