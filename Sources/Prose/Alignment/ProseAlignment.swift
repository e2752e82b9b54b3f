/// What two texts share, in order and out of order: steps 2 to 5 of the engine.
struct ProseAlignment {
  /// Bytes that stay in place, in order.
  private(set) var kept: [KeptBytes] = []
  /// Passages that moved, in old order.
  private(set) var moved: [MovedPassage] = []

  init(old: TokenisedText, new: TokenisedText) {
    let matching = SentenceMatching(old: old, new: new)
    moved = matching.moved.map { Self.passage($0, old, new) }
    let oldRest = old.removing(matching.moved.flatMap { Array($0.oldRange) })
    let newRest = new.removing(
      matching.moved.sorted { $0.new < $1.new }.flatMap { Array($0.newRange) })
    let draft = AlignmentDraft.best(oldRest, newRest, equal: matching.keptAmongUnmoved)
    moved += draft.edited.found.map { Self.passage($0, oldRest, newRest) }
    moved += draft.phrases.found.map { Self.passage(tokens: $0, oldRest, newRest) }
    moved = moved.joined(old: old.bytes, new: new.bytes)
      .map { $0.takingBlank(old: old.bytes, new: new.bytes) }
    let readable = Islands(old: oldRest, new: newRest).absorbed(draft.edited.runs)
    kept = Self.bytes(of: readable, oldRest, newRest)
  }

  /// An unchanged run of sentences as bytes.
  private static func passage(
    _ run: MatchRun, _ old: TokenisedText, _ new: TokenisedText
  ) -> MovedPassage {
    let oldTokens = old.tokens(ofSentences: run.oldRange)
    let newTokens = new.tokens(ofSentences: run.newRange)
    let tokens = MatchRun(
      old: oldTokens.lowerBound, new: newTokens.lowerBound, count: oldTokens.count)
    return passage(tokens: tokens, old, new)
  }

  /// An unchanged run of tokens as bytes.
  private static func passage(
    tokens run: MatchRun, _ old: TokenisedText, _ new: TokenisedText
  ) -> MovedPassage {
    MovedPassage(
      source: old.tokens.byteRange(of: run.oldRange),
      target: new.tokens.byteRange(of: run.newRange), kept: bytes(of: [run], old, new))
  }

  /// A sentence that moved and was edited, as bytes.
  private static func passage(
    _ found: EditedMoves.Found, _ old: TokenisedText, _ new: TokenisedText
  ) -> MovedPassage {
    MovedPassage(
      source: old.tokens.byteRange(of: found.old),
      target: new.tokens.byteRange(of: found.new),
      kept: bytes(of: found.runs, old, new))
  }

  /// Runs of tokens as bytes, joined where the white space between two tokens is the same.
  private static func bytes(
    of runs: [MatchRun], _ old: TokenisedText, _ new: TokenisedText
  ) -> [KeptBytes] {
    var result: [KeptBytes] = []
    result.reserveCapacity(runs.count)
    for run in runs {
      for offset in 0..<run.count {
        let range = old.tokens[run.old + offset].range
        let start = Int(new.tokens[run.new + offset].start)
        if let last = result.last,
          offset > 0,
          old.bytes.isEqualBlank(last.oldEnd..<range.lowerBound, new.bytes, last.newEnd..<start)
        {
          result[result.count - 1].count = range.upperBound - last.old
        } else {
          result.append(KeptBytes(old: range.lowerBound, new: start, count: range.count))
        }
      }
    }
    return result
  }
}
