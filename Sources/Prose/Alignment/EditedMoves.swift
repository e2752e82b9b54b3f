/// Finds passages that left their place *and* were edited.
///
/// Sentences of which nothing was kept, and long changed parts of others, are matched across
/// the whole text: each old one with the new one that shares most of the pairs of neighbouring
/// tokens that only one new passage has.
struct EditedMoves {
  /// The runs, with those of passages that turned out to have a successor in place.
  private(set) var runs: [MatchRun]
  /// Passages that stand elsewhere, each with its kept tokens.
  private(set) var found: [Found] = []

  struct Found {
    /// Token ranges.
    var old: Range<Int>
    var new: Range<Int>
    var runs: [MatchRun]
  }

  /// A move costs a reader about as much as this many tokens deleted or inserted.
  static let moveCost = 6
  /// The least share of the tokens of both passages that has to be kept.
  private static let leastShare = 0.6
  /// A candidate is looked at closely when it shares one rare pair in this many tokens.
  private static let tokensPerVote = 8

  private let old: TokenisedText
  private let new: TokenisedText
  /// Operations that may still be spent on candidates.
  private var budget: Int
  /// Known as soon as there is a move to judge.
  private lazy var recurrences = (old: Recurrences(old), new: Recurrences(new))

  init(old: TokenisedText, new: TokenisedText, runs: [MatchRun]) {
    (self.old, self.new, self.runs) = (old, new, runs)
    budget = 2_000_000 + 16 * (old.tokens.count + new.tokens.count)
    let oldPassages = LostPassages(old, kept: runs.map(\.oldRange)).found
    let newPassages = LostPassages(new, kept: runs.map(\.newRange)).found
    guard !oldPassages.isEmpty, !newPassages.isEmpty else { return }
    var oldIsTaken = [Bool](repeating: false, count: oldPassages.count)
    var newIsTaken = [Bool](repeating: false, count: newPassages.count)
    for candidate in candidates(oldPassages, newPassages) where !newIsTaken[candidate.new] {
      guard accept(oldPassages[candidate.old], newPassages[candidate.new]) else { continue }
      oldIsTaken[candidate.old] = true
      newIsTaken[candidate.new] = true
    }
    growFound(
      over: zip(oldPassages, oldIsTaken).compactMap { $1 ? nil : $0 },
      and: zip(newPassages, newIsTaken).compactMap { $1 ? nil : $0 })
  }

  /// Pairs of passages, by index, those that share most first.
  private func candidates(
    _ oldPassages: [Range<Int>], _ newPassages: [Range<Int>]
  ) -> [(old: Int, new: Int, votes: Int)] {
    var table = OccurrenceTable(keyCount: newPassages.reduce(0) { $0 + $1.count })
    for (passage, tokens) in newPassages.enumerated() {
      for index in tokens.dropFirst() {
        table.insert(Self.pairKey(new.tokens, index), at: passage)
      }
    }
    var votes = [Int](repeating: 0, count: newPassages.count)
    let found = oldPassages.enumerated().compactMap { passage, tokens in
      favourite(of: tokens, table, &votes).map { (old: passage, new: $0.new, votes: $0.votes) }
    }
    return found.sorted { ($1.votes, $0.old) < ($0.votes, $1.old) }
  }

  /// The new passage that shares most rare pairs of tokens with an old one.
  private func favourite(
    of tokens: Range<Int>, _ table: OccurrenceTable, _ votes: inout [Int]
  ) -> (new: Int, votes: Int)? {
    var best: (new: Int, votes: Int)?
    var touched: [Int] = []
    for index in tokens.dropFirst() {
      let entry = table[Self.pairKey(old.tokens, index)]
      guard entry.first >= 0 else { continue }
      let candidate = Int(entry.first)
      votes[candidate] += 1
      touched.append(candidate)
      if votes[candidate] > best?.votes ?? 0 { best = (candidate, votes[candidate]) }
    }
    for candidate in touched { votes[candidate] = 0 }
    return best.flatMap { Self.tokensPerVote * $0.votes >= tokens.count ? $0 : nil }
  }

  @inline(__always)
  private static func pairKey(_ tokens: [Token], _ index: Int) -> UInt64 {
    tokens[index - 1].key &* 0x9E37_79B9_7F4A_7C15 ^ tokens[index].key
  }

  /// Takes a pair as a move or, where it crosses nothing, as kept in place.
  private mutating func accept(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> Bool {
    let inner = align(oldRange, newRange)
    let kept = inner.tokenCount
    guard Double(2 * kept) >= Self.leastShare * Double(oldRange.count + newRange.count) else {
      return false
    }
    let place = runs.partitioningIndex { $0.old >= oldRange.upperBound }
    if place == runs.partitioningIndex(where: { $0.new >= newRange.upperBound }) {
      guard budget > 0 else { return false }
      budget -= runs.count
      runs.insert(contentsOf: inner, at: place)
      return true
    }
    guard 2 * kept >= Self.moveCost + inner.count,
      !isFragment(old, oldRange), !isFragment(new, newRange),
      !recurrences.old.contains(oldRange), !recurrences.new.contains(newRange),
      isSaidAgain(oldRange, newRange, inner)
    else { return false }
    found.append(Found(old: oldRange, new: newRange, runs: inner))
    return true
  }

  /// Whether what a reader reads of a passage, without its markup, is mostly kept, and at least half of
  /// its figures: notes of one form about other numbers are not one note.
  private func isSaidAgain(
    _ oldRange: Range<Int>, _ newRange: Range<Int>, _ runs: [MatchRun]
  ) -> Bool {
    if runs.count == 1, runs[0].oldRange == oldRange, runs[0].newRange == newRange { return true }
    let (before, after) = (PlainWords(old, oldRange), PlainWords(new, newRange))
    let kept = before.kept(in: runs, old)
    let wordCount = before.indices.count + after.indices.count
    guard kept.words > 0, Double(2 * kept.words) >= Self.leastShare * Double(wordCount) else {
      return false
    }
    let figures = (before.figureCount(old), after.figureCount(new))
    return min(figures.0, figures.1) < 2 || 4 * kept.figures >= figures.0 + figures.1
  }

  /// Whether a whole sentence is a line out of a clause.
  private func isFragment(_ text: TokenisedText, _ range: Range<Int>) -> Bool {
    text.sentences[text.sentences.index(around: range.lowerBound)] == range
      && text.isFragment(range)
  }

  /// Grows moves over lost neighbours on one side: a sentence that was split, or joined to its
  /// neighbour, on the way.
  private mutating func growFound(over oldLost: [Range<Int>], and newLost: [Range<Int>]) {
    var (oldFree, newFree) = (Set(oldLost), Set(newLost))
    for index in found.indices {
      for passage in Self.neighbours(of: found[index].old, among: oldLost, in: old)
      where oldFree.contains(passage) && !recurrences.old.contains(passage) {
        let wider = Self.union(found[index].old, passage)
        if grow(index, by: passage.count, to: wider, found[index].new) { oldFree.remove(passage) }
      }
      for passage in Self.neighbours(of: found[index].new, among: newLost, in: new)
      where newFree.contains(passage) && !recurrences.new.contains(passage) {
        let wider = Self.union(found[index].new, passage)
        if grow(index, by: passage.count, to: found[index].old, wider) { newFree.remove(passage) }
      }
    }
  }

  /// Takes wider ranges for a move when enough of the tokens that they add is kept.
  private mutating func grow(
    _ index: Int, by addedCount: Int, to oldRange: Range<Int>, _ newRange: Range<Int>
  ) -> Bool {
    let runs = align(oldRange, newRange)
    let added = runs.tokenCount - found[index].runs.tokenCount
    guard Double(added) >= Self.leastShare * Double(addedCount) else { return false }
    found[index] = Found(old: oldRange, new: newRange, runs: runs)
    return true
  }

  /// The passages in front of a range and behind it, with nothing between but white space.
  private static func neighbours(
    of range: Range<Int>, among passages: [Range<Int>], in text: TokenisedText
  ) -> [Range<Int>] {
    let place = passages.partitioningIndex { $0.lowerBound >= range.lowerBound }
    return passages[max(0, place - 1)..<min(passages.count, place + 1)].filter {
      $0.upperBound == range.lowerBound && text.isUnbroken(at: range.lowerBound)
        || $0.lowerBound == range.upperBound && text.isUnbroken(at: range.upperBound)
    }
  }

  private static func union(_ first: Range<Int>, _ second: Range<Int>) -> Range<Int> {
    min(first.lowerBound, second.lowerBound)..<max(first.upperBound, second.upperBound)
  }

  private mutating func align(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> [MatchRun] {
    var aligner = TokenAligner(
      old: Array(old.tokens[oldRange]), new: Array(new.tokens[newRange]),
      budget: budget)
    aligner.align(Block(old: 0..<oldRange.count, new: 0..<newRange.count))
    budget = aligner.budget
    return aligner.runs.map {
      MatchRun(
        old: $0.old + oldRange.lowerBound, new: $0.new + newRange.lowerBound, count: $0.count)
    }
  }
}
