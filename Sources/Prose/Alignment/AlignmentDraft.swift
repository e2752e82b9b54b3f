/// One way to align two texts around sentences that are taken to have stayed in place.
struct AlignmentDraft {
  /// Tokens kept in place, and passages that stand elsewhere, edited.
  let edited: EditedMoves
  /// Phrases that stand elsewhere, unchanged.
  let phrases: MovedPhrases
  /// What it asks of a reader: tokens deleted and inserted, one for each hunk and
  /// `EditedMoves.moveCost` for each move.
  let effort: Int

  /// - Parameter anchors: Runs of equal sentences, by index, in order.
  init(_ old: TokenisedText, _ new: TokenisedText, around anchors: [MatchRun]) {
    let aligned = Self.align(old, new, around: anchors)
    let heavier = HeavierIslands(old: old, new: new).preferred(aligned)
    let slid = Sliding(old: old, new: new).slid(heavier)
    let paired = SentencePairing(old: old, new: new, runs: slid).judgement
    edited = EditedMoves(old: old, new: new, runs: paired.kept)
    phrases = MovedPhrases(old: old, new: new, beside: edited)
    // A phrase that two sentences may share by chance is worth no unchanged sentence beside it.
    let kept =
      edited.runs.tokenCount - paired.weakCount + phrases.found.tokenCount
      + edited.found.reduce(0) { $0 + $1.runs.tokenCount }
    effort =
      old.tokens.count + new.tokens.count - 2 * kept + edited.runs.count
      + edited.found.reduce(0) { $0 + $1.runs.count - 1 }
      + EditedMoves.moveCost * (Self.moveCount(edited.found) + phrases.found.count)
  }

  /// How many moves a reader will see: sentences that moved side by side are one.
  private static func moveCount(_ found: [EditedMoves.Found]) -> Int {
    let inOrder = found.sorted { $0.old.lowerBound < $1.old.lowerBound }
    let joints = zip(inOrder, inOrder.dropFirst()).count {
      $0.old.upperBound == $1.old.lowerBound && $0.new.upperBound == $1.new.lowerBound
    }
    return found.count - joints
  }

  /// Aligns the tokens between the anchors, and those of the anchors with themselves.
  private static func align(
    _ old: TokenisedText, _ new: TokenisedText, around anchors: [MatchRun]
  ) -> [MatchRun] {
    var aligner = TokenAligner(
      old: old.tokens, new: new.tokens,
      budget: 4_000_000 + 64 * (old.tokens.count + new.tokens.count))
    var rest = Block(old: 0..<old.tokens.count, new: 0..<new.tokens.count)
    for run in anchors {
      let oldRange = old.tokens(ofSentences: run.oldRange)
      let newRange = new.tokens(ofSentences: run.newRange)
      aligner.align(
        Block(
          old: rest.old.lowerBound..<oldRange.lowerBound,
          new: rest.new.lowerBound..<newRange.lowerBound))
      aligner.align(Block(old: oldRange, new: newRange))
      rest.old = oldRange.upperBound..<rest.old.upperBound
      rest.new = newRange.upperBound..<rest.new.upperBound
    }
    aligner.align(rest)
    return aligner.runs
  }

  /// Whether all of an equal run of tokens is kept in place.
  func keeps(_ run: MatchRun) -> Bool {
    let index = edited.runs.partitioningIndex { $0.oldEnd > run.old }
    guard index < edited.runs.count else { return false }
    let kept = edited.runs[index]
    return kept.old <= run.old && kept.oldEnd >= run.oldEnd
      && kept.new - kept.old == run.new - run.old
  }
}

extension AlignmentDraft {
  /// The way to align two texts that costs a reader least.
  ///
  /// Long runs of equal sentences stay where they are. Short ones are left to the alignment of the
  /// tokens; where that tears some of them apart, a second draft that holds them has to save a
  /// move's worth to be preferred.
  static func best(_ old: TokenisedText, _ new: TokenisedText, equal runs: [MatchRun]) -> Self {
    let lengths = runs.map { old.wordCount(old.tokens(ofSentences: $0.oldRange)) }
    let isLong = lengths.map { $0 >= SentenceMatching.smallestAnchor }
    let first = Self(old, new, around: runs.indices.filter { isLong[$0] }.map { runs[$0] })
    let isTorn = runs.indices.map { index in
      !isLong[index] && lengths[index] >= SentenceMatching.smallestMove.words
        && !first.keeps(SentenceMatching.tokens(of: runs[index], old, new))
    }
    guard isTorn.contains(true) else { return first }
    let anchors = runs.indices.filter { isLong[$0] || isTorn[$0] }.map { runs[$0] }
    let second = Self(old, new, around: anchors)
    return second.effort + EditedMoves.moveCost <= first.effort ? second : first
  }
}
