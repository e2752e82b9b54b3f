/// Equal sentences of two texts: which stand where they stood, and which moved.
///
/// Sentences that are unique on both sides are paired and grown over equal neighbours. The
/// heaviest chain of these runs that does not cross stays in place; the others have moved.
struct SentenceMatching {
  /// Runs of sentence indices that keep their order, in order.
  private(set) var kept: [MatchRun] = []
  /// Runs of sentence indices that stand elsewhere, in old order.
  private(set) var moved: [MatchRun] = []

  /// A run of fewer words that stayed in place is not relied on: many edited sentences may cross it.
  static let smallestAnchor = 64

  /// A run of fewer tokens that left its place is noise, not a move, and so is one of few words.
  static let smallestMove = (tokens: 4, words: 3)

  init(old: TokenisedText, new: TokenisedText) {
    let runs = Self.equalRuns(old.sentenceKeys, new.sentenceKeys)
    let weights = runs.map { Self.weight($0, old) }
    let chain = heaviestChain(runs.indices.map { (runs[$0].new, weights[$0]) })
    var isKept = [Bool](repeating: false, count: runs.count)
    for index in chain { isKept[index] = true }
    kept = runs.indices.filter { isKept[$0] }.map { runs[$0] }
    moved = Self.moved(runs.indices.filter { !isKept[$0] }.map { runs[$0] }, old, new)
  }

  /// Runs that left their place, without the sentences at their edges that stand elsewhere, too.
  private static func moved(
    _ runs: [MatchRun], _ old: TokenisedText, _ new: TokenisedText
  ) -> [MatchRun] {
    guard runs.contains(where: { isWorthMoving($0, old) }) else { return [] }
    var (oldRecurrences, newRecurrences) = (Recurrences(old), Recurrences(new))
    return runs.compactMap { run in
      var run = run
      func recurs(_ offset: Int) -> Bool {
        oldRecurrences.contains(old.sentences[run.old + offset])
          || newRecurrences.contains(new.sentences[run.new + offset])
      }
      while run.count > 0, recurs(run.count - 1) { run.count -= 1 }
      while run.count > 0, recurs(0) { run = run.cut(at: 1).1 }
      guard run.count > 0, isWorthMoving(run, old) else { return nil }
      let tokens = tokens(of: run, old, new)
      return old.isFragment(tokens.oldRange) || new.isFragment(tokens.newRange) ? nil : run
    }
  }

  /// The runs that keep their order, by index among the sentences that have not moved.
  var keptAmongUnmoved: [MatchRun] {
    let movedInNewOrder = moved.sorted { $0.new < $1.new }
    var (oldMoves, newMoves) = (moved[...], movedInNewOrder[...])
    var (oldCount, newCount) = (0, 0)
    return kept.map { run in
      while let move = oldMoves.first, move.old < run.old {
        oldCount += move.count
        oldMoves.removeFirst()
      }
      while let move = newMoves.first, move.new < run.new {
        newCount += move.count
        newMoves.removeFirst()
      }
      return MatchRun(old: run.old - oldCount, new: run.new - newCount, count: run.count)
    }
  }

  private static func weight(_ run: MatchRun, _ old: TokenisedText) -> Int {
    old.weight(old.tokens(ofSentences: run.oldRange))
  }

  private static func isWorthMoving(_ run: MatchRun, _ old: TokenisedText) -> Bool {
    let tokens = old.tokens(ofSentences: run.oldRange)
    return tokens.count >= smallestMove.tokens && old.wordCount(tokens) >= smallestMove.words
  }

  /// A run of equal sentences as a run of tokens.
  static func tokens(of run: MatchRun, _ old: TokenisedText, _ new: TokenisedText) -> MatchRun {
    let oldTokens = old.tokens(ofSentences: run.oldRange)
    let newTokens = new.tokens(ofSentences: run.newRange)
    return MatchRun(old: oldTokens.lowerBound, new: newTokens.lowerBound, count: oldTokens.count)
  }

  /// Maximal runs of equal keys around those that are unique on both sides, in old order.
  static func equalRuns(_ old: [UInt64], _ new: [UInt64]) -> [MatchRun] {
    var table = OccurrenceTable(keyCount: old.count)
    for (index, key) in old.enumerated() { table.insert(key, at: index) }
    for (index, key) in new.enumerated() { table.meet(key, at: index) }
    var runs: [MatchRun] = []
    var taken = [Bool](repeating: false, count: new.count)
    var oldEnd = 0
    for (index, key) in old.enumerated() where index >= oldEnd {
      let entry = table[key]
      guard entry.isUnique, !taken[Int(entry.second)] else { continue }
      let run = grown(index, Int(entry.second), old, new, from: oldEnd, taken)
      for place in run.new..<run.newEnd { taken[place] = true }
      oldEnd = run.oldEnd
      runs.append(run)
    }
    return runs
  }

  /// Grows a pair over equal neighbours that no other run has taken.
  private static func grown(
    _ oldIndex: Int, _ newIndex: Int, _ old: [UInt64], _ new: [UInt64], from oldStart: Int,
    _ taken: [Bool]
  ) -> MatchRun {
    var run = MatchRun(old: oldIndex, new: newIndex, count: 1)
    while run.oldEnd < old.count, run.newEnd < new.count, old[run.oldEnd] == new[run.newEnd],
      !taken[run.newEnd]
    { run.count += 1 }
    while run.old > oldStart, run.new > 0, old[run.old - 1] == new[run.new - 1],
      !taken[run.new - 1]
    { run = MatchRun(old: run.old - 1, new: run.new - 1, count: run.count + 1) }
    return run
  }
}
