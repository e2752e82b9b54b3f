/// Takes, of two islands that cost a reader the same, the one that says more.
///
/// Of two words that changed places the longer one stays, and of a word and a mark the word: a reader sees
/// `{+,+} what[-,-]` rather than `[- what-], {+what+}`.
struct HeavierIslands {
  /// A longer island is hardly chance.
  private static let longestIsland = 2
  /// What lies between its neighbours is searched pair by pair, so it must not be long.
  private static let longestBlock = 16

  private let old: TokenisedText
  private let new: TokenisedText

  init(old: TokenisedText, new: TokenisedText) {
    (self.old, self.new) = (old, new)
  }

  /// The runs with such islands in place of others: no more tokens are changed, in no more hunks.
  func preferred(_ runs: [MatchRun]) -> [MatchRun] {
    var result: [MatchRun] = []
    result.reserveCapacity(runs.count)
    let end = MatchRun(old: old.tokens.count, new: new.tokens.count, count: 0)
    for (index, run) in runs.enumerated() {
      let next = index + 1 < runs.count ? runs[index + 1] : end
      let last = result.last ?? MatchRun(old: 0, new: 0, count: 0)
      let block = Block(old: last.oldEnd..<next.old, new: last.newEnd..<next.new)
      result.join(run.count <= Self.longestIsland ? heaviest(in: block, instead: run) : run)
    }
    return result
  }

  /// The heaviest run of a block that has as many tokens as its island.
  private func heaviest(in block: Block, instead island: MatchRun) -> MatchRun {
    guard max(block.old.count, block.new.count) <= Self.longestBlock else { return island }
    var best = (run: island, weight: weight(island))
    for oldIndex in block.old {
      for newIndex in block.new where old.tokens[oldIndex].key == new.tokens[newIndex].key {
        let run = longest(from: oldIndex, newIndex, in: block)
        guard run.count >= island.count else { continue }
        let weight = weight(run)
        if weight > best.weight { best = (run, weight) }
      }
    }
    return best.run
  }

  private func longest(from oldIndex: Int, _ newIndex: Int, in block: Block) -> MatchRun {
    var run = MatchRun(old: oldIndex, new: newIndex, count: 1)
    while run.oldEnd < block.old.upperBound, run.newEnd < block.new.upperBound,
      old.tokens[run.oldEnd].key == new.tokens[run.newEnd].key
    { run.count += 1 }
    return run
  }

  /// How much a reader has of a run: the bytes of its words.
  private func weight(_ run: MatchRun) -> Int {
    run.oldRange.reduce(0) { sum, index in
      let token = old.tokens[index]
      return token.kind == .punctuation ? sum : sum + token.range.count
    }
  }
}
