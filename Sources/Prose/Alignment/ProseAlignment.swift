internal import Bytes

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
    let all = Block(old: 0..<old.tokens.count, new: 0..<new.tokens.count)
    kept = Self.bytes(of: readable, in: all, old, new)
  }

  /// An unchanged run of tokens as bytes.
  private static func passage(
    tokens run: MatchRun, _ old: TokenisedText, _ new: TokenisedText
  ) -> MovedPassage {
    passage(EditedMoves.Found(old: run.oldRange, new: run.newRange, runs: [run]), old, new)
  }

  /// A sentence that moved and was edited, as bytes.
  private static func passage(
    _ found: EditedMoves.Found, _ old: TokenisedText, _ new: TokenisedText
  ) -> MovedPassage {
    MovedPassage(
      source: old.tokens.byteRange(of: found.old),
      target: new.tokens.byteRange(of: found.new),
      kept: bytes(of: found.runs, in: Block(old: found.old, new: found.new), old, new))
  }

  /// Runs of tokens as bytes, and what is kept of the addresses that changed between them.
  private static func bytes(
    of runs: [MatchRun], in block: Block, _ old: TokenisedText, _ new: TokenisedText
  ) -> [KeptBytes] {
    var result: [KeptBytes] = []
    result.reserveCapacity(runs.count)
    var parts = AddressParts(old: old, new: new)
    var rest = block
    for run in runs {
      result += parts.kept(
        in: Block(old: rest.old.lowerBound..<run.old, new: rest.new.lowerBound..<run.new))
      append(run, to: &result, old, new)
      rest = Block(
        old: run.oldEnd..<block.old.upperBound, new: run.newEnd..<block.new.upperBound)
    }
    result += parts.kept(in: rest)
    return result
  }

  /// Appends a run, joined where the white space between two tokens is the same.
  private static func append(
    _ run: MatchRun, to result: inout [KeptBytes], _ old: TokenisedText, _ new: TokenisedText
  ) {
    for offset in 0..<run.count {
      let range = old.tokens[run.old + offset].range
      let newRange = new.tokens[run.new + offset].range
      if old.isGrouped, !old.bytes.isEqual(range, new.bytes, newRange) {
        let oldParts = TokenisedText(partsOf: range, in: old.bytes)
        let newParts = TokenisedText(partsOf: newRange, in: new.bytes)
        guard oldParts.tokens.map(\.key) == newParts.tokens.map(\.key) else { continue }
        append(
          MatchRun(old: 0, new: 0, count: oldParts.tokens.count), to: &result, oldParts, newParts)
      } else if let last = result.last, offset > 0,
        old.bytes.isEqualBlank(
          last.oldEnd..<range.lowerBound, new.bytes, last.newEnd..<newRange.lowerBound)
      {
        result[result.count - 1].count = range.upperBound - last.old
      } else {
        result.append(
          KeptBytes(old: range.lowerBound, new: newRange.lowerBound, count: range.count))
      }
    }
  }
}

extension [UInt8] {
  /// Whether a range equals one of another text.
  fileprivate func isEqual(_ range: Range<Int>, _ other: [UInt8], _ otherRange: Range<Int>) -> Bool
  {
    range.count == otherRange.count
      && span.commonPrefixCount(
        from: range.lowerBound, with: other.span, from: otherRange.lowerBound, limit: range.count)
        == range.count
  }
}
