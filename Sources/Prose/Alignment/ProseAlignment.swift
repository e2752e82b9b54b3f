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
    var aligner = TokenAligner(
      old: oldRest.tokens.map(\.key), new: newRest.tokens.map(\.key),
      budget: 4_000_000 + 64 * (old.tokens.count + new.tokens.count))
    aligner.align(Block(old: 0..<oldRest.tokens.count, new: 0..<newRest.tokens.count))
    let slid = Sliding(old: oldRest, new: newRest).slid(aligner.runs)
    let paired = SentencePairing(old: oldRest, new: newRest).corresponding(slid)
    let edited = EditedMoves(old: oldRest, new: newRest, runs: paired)
    moved += edited.found.map { Self.passage($0, oldRest, newRest) }
    moved = moved.joined(old: old.bytes, new: new.bytes)
    let readable = Islands.absorbed(
      edited.runs, oldCount: oldRest.tokens.count, newCount: newRest.tokens.count)
    kept = Self.bytes(of: readable, oldRest, newRest)
  }

  /// An unchanged run of sentences as bytes.
  private static func passage(
    _ run: MatchRun, _ old: TokenisedText, _ new: TokenisedText
  ) -> MovedPassage {
    let oldTokens = old.sentences[run.old].lowerBound..<old.sentences[run.oldEnd - 1].upperBound
    let newTokens = new.sentences[run.new].lowerBound..<new.sentences[run.newEnd - 1].upperBound
    let tokens = MatchRun(
      old: oldTokens.lowerBound, new: newTokens.lowerBound, count: oldTokens.count)
    return MovedPassage(
      source: old.tokens.byteRange(of: oldTokens), target: new.tokens.byteRange(of: newTokens),
      kept: bytes(of: [tokens], old, new))
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

  /// Runs of tokens as bytes.
  private static func bytes(
    of runs: [MatchRun], _ old: TokenisedText, _ new: TokenisedText
  ) -> [KeptBytes] {
    var result: [KeptBytes] = []
    for run in runs {
      for offset in 0..<run.count {
        let range = old.tokens[run.old + offset].range
        let start = Int(new.tokens[run.new + offset].start)
        result.append(KeptBytes(old: range.lowerBound, new: start, count: range.count))
      }
    }
    return result
  }
}
