/// What two texts share, in order and out of order: steps 2 to 5 of the engine.
struct ProseAlignment {
  /// Bytes that stay in place, in order.
  private(set) var kept: [KeptBytes] = []
  /// Passages that moved, in old order.
  private(set) var moved: [MovedPassage] = []

  init(old: consuming TokenisedText, new: consuming TokenisedText) {
    var (old, new) = (old, new)
    let matching = SentenceMatching(old: old, new: new)
    for run in matching.moved {
      moved.append(Self.passage(tokens: SentenceMatching.tokens(of: run, old, new), old, new))
    }
    old.remove(matching.moved.flatMap { Array($0.oldRange) })
    new.remove(matching.moved.sorted { $0.new < $1.new }.flatMap { Array($0.newRange) })
    let draft = AlignmentDraft.best(old, new, equal: matching.keptAmongUnmoved)
    for found in draft.edited.found { moved.append(Self.passage(found, old, new)) }
    for run in draft.phrases.found { moved.append(Self.passage(tokens: run, old, new)) }
    let (oldBytes, newBytes) = (old.bytes, new.bytes)
    moved = moved.joined(old: oldBytes, new: newBytes)
      .map { $0.takingBlank(old: oldBytes, new: newBytes) }
    let readable = Islands(old: old, new: new).absorbed(draft.edited.runs)
    kept = Self.bytes(of: readable, old, new)
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
