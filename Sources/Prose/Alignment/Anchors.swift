/// Finds runs of tokens that are unique on both sides and hold their order: firm ground in
/// blocks too large for an exact alignment.
struct Anchors {
  private let old: [Token]
  private let new: [Token]
  private let block: Block

  init(old: [Token], new: [Token], block: Block) {
    self.old = old
    self.new = new
    self.block = block
  }

  /// The heaviest chain of runs that have a unique n-gram, for the longest n that has one.
  var found: [MatchRun] {
    for length in [8, 4, 2, 1] {
      let runs = chained(candidates(length))
      if !runs.isEmpty { return runs }
    }
    return []
  }

  /// Runs around n-grams that stand once on either side, in old order.
  private func candidates(_ length: Int) -> [MatchRun] {
    guard min(block.old.count, block.new.count) >= length else { return [] }
    var table = OccurrenceTable(keyCount: block.old.count)
    forEachGram(old, block.old, length) { table.insert($1, at: $0) }
    forEachGram(new, block.new, length) { table.meet($1, at: $0) }
    var runs: [MatchRun] = []
    forEachGram(old, block.old, length) { index, key in
      let entry = table[key]
      guard entry.isUnique else { return }
      let place = MatchRun(old: index, new: Int(entry.second), count: length)
      if let last = runs.last, last.old - last.new == place.old - place.new,
        place.old <= last.oldEnd
      {
        runs[runs.count - 1].count = place.oldEnd - last.old
      } else if isMatch(place) {
        runs.append(place)
      }
    }
    return runs
  }

  private func isMatch(_ run: MatchRun) -> Bool {
    (0..<run.count).allSatisfy { old[run.old + $0].key == new[run.new + $0].key }
  }

  /// Calls `body` with the index and a key of each run of `length` tokens.
  @inline(__always)
  private func forEachGram(
    _ tokens: [Token], _ range: Range<Int>, _ length: Int, _ body: (Int, UInt64) -> Void
  ) {
    let base: UInt64 = 0x2127_599B_F432_5C37
    var leading: UInt64 = 1
    for _ in 1..<length { leading &*= base }
    var sum: UInt64 = 0
    for (offset, index) in range.enumerated() {
      if offset >= length { sum &-= tokens[index - length].key &* leading }
      sum = sum &* base &+ tokens[index].key
      if offset >= length - 1 { body(index - length + 1, sum ^ sum >> 29) }
    }
  }

  /// The heaviest chain of the candidates, cut where two of them overlap on one side.
  private func chained(_ candidates: [MatchRun]) -> [MatchRun] {
    let chain = heaviestChain(candidates.map { ($0.new, $0.count) })
    var runs: [MatchRun] = []
    for index in chain {
      var run = candidates[index]
      if let last = runs.last {
        let overlap = max(0, max(last.oldEnd - run.old, last.newEnd - run.new))
        run = MatchRun(old: run.old + overlap, new: run.new + overlap, count: run.count - overlap)
      }
      if run.count > 0 { runs.append(run) }
    }
    return runs
  }
}
