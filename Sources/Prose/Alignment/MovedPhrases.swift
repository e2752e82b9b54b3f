/// Finds phrases that changed places inside sentences that otherwise stayed, or were replaced.
///
/// What no step before has kept or moved is searched for runs of `seedLength` tokens that are
/// unique among it on both sides; each is grown as far as both sides agree.
struct MovedPhrases {
  /// Token runs that do not overlap, longest first.
  private(set) var found: [MatchRun] = []

  /// A phrase of fewer words is noise, not a move; what only markup has is none.
  static let smallestPhrase = 5
  /// A phrase that left its sentence for another is a formula that both happen to have, unless it has
  /// this many words or makes up half of both.
  static let longPhrase = 14
  private static let seedLength = 4
  /// So many runs of a sentence are looked at.
  private static let mostRuns = 256

  private let old: TokenisedText
  private let new: TokenisedText
  /// What was lost of either text: token ranges, each inside one sentence.
  private let oldLost: [Range<Int>]
  private let newLost: [Range<Int>]

  init(old: TokenisedText, new: TokenisedText, beside edited: EditedMoves) {
    (self.old, self.new) = (old, new)
    oldLost = Self.lost(old, edited.runs.map(\.oldRange) + edited.found.map(\.old))
    newLost = Self.lost(new, edited.runs.map(\.newRange) + edited.found.map(\.new))
    take(candidates(), crossing: edited.runs)
  }

  private static func lost(_ text: TokenisedText, _ taken: [Range<Int>]) -> [Range<Int>] {
    let inOrder = taken.sorted { $0.lowerBound < $1.lowerBound }
    return LostPassages(text, kept: inOrder, smallestPart: smallestPhrase).found
  }

  /// The longest runs around the seeds, in old order.
  private func candidates() -> [MatchRun] {
    var table = OccurrenceTable(keyCount: oldLost.reduce(0) { $0 + $1.count })
    forEachSeed(old.tokens, oldLost) { table.insert($0, at: $1) }
    forEachSeed(new.tokens, newLost) { table.meet($0, at: $1) }
    var runs: [MatchRun] = []
    forEachSeed(old.tokens, oldLost) { key, index in
      let entry = table[key]
      guard entry.isUnique else { return }
      let newIndex = Int(entry.second)
      if let last = runs.last, index < last.oldEnd, last.new - last.old == newIndex - index {
        return
      }
      runs.append(grown(index, newIndex))
    }
    return runs
  }

  private func forEachSeed(
    _ tokens: [Token], _ ranges: [Range<Int>], _ body: (UInt64, Int) -> Void
  ) {
    for range in ranges where range.count >= Self.seedLength {
      for index in range.lowerBound...range.upperBound - Self.seedLength {
        var key: UInt64 = 0
        for token in tokens[index..<index + Self.seedLength] {
          key = (key ^ token.key) &* 0x9E37_79B9_7F4A_7C15
        }
        body(key ^ key >> 31, index)
      }
    }
  }

  private func grown(_ oldIndex: Int, _ newIndex: Int) -> MatchRun {
    let oldRange = Self.range(around: oldIndex, in: oldLost)
    let newRange = Self.range(around: newIndex, in: newLost)
    var run = MatchRun(old: oldIndex, new: newIndex, count: 0)
    while run.oldEnd < oldRange.upperBound, run.newEnd < newRange.upperBound,
      old.tokens[run.oldEnd].key == new.tokens[run.newEnd].key
    { run.count += 1 }
    while run.old > oldRange.lowerBound, run.new > newRange.lowerBound,
      old.tokens[run.old - 1].key == new.tokens[run.new - 1].key
    { run = MatchRun(old: run.old - 1, new: run.new - 1, count: run.count + 1) }
    return run
  }

  private static func range(around index: Int, in ranges: [Range<Int>]) -> Range<Int> {
    ranges[ranges.partitioningIndex { $0.upperBound > index }]
  }

  /// Takes the longest first, and none that overlaps one taken or stands where it stood.
  private mutating func take(_ candidates: [MatchRun], crossing kept: [MatchRun]) {
    var oldIsTaken = [Bool](repeating: false, count: candidates.isEmpty ? 0 : old.tokens.count)
    var newIsTaken = [Bool](repeating: false, count: candidates.isEmpty ? 0 : new.tokens.count)
    var recurrences: (old: Recurrences, new: Recurrences)?
    for run in candidates.sorted(by: { ($1.count, $0.old) < ($0.count, $1.old) })
    where old.isLong(run.oldRange, wordCount: Self.smallestPhrase) {
      let place = kept.partitioningIndex { $0.old >= run.oldEnd }
      guard place != kept.partitioningIndex(where: { $0.new >= run.newEnd }),
        old.isLong(run.oldRange, wordCount: Self.longPhrase) || hasMatchingSentence(run, kept),
        isRead(run),
        !recurs(run, &recurrences)
      else { continue }
      // One taken is no shorter: where it overlaps this one, it has one of its ends.
      guard !oldIsTaken[run.old], !oldIsTaken[run.oldEnd - 1], !newIsTaken[run.new],
        !newIsTaken[run.newEnd - 1]
      else { continue }
      for index in run.oldRange { oldIsTaken[index] = true }
      for index in run.newRange { newIsTaken[index] = true }
      found.append(run)
    }
  }

  /// Whether a phrase is long enough without its tags and the targets of its links.
  private func isRead(_ run: MatchRun) -> Bool {
    let words = PlainWords(old, run.oldRange).indices
    let thirds = words.reduce(0) { $0 + (old.tokens[$1].kind == .character ? 1 : 3) }
    return thirds >= 3 * Self.smallestPhrase || words.contains { old.tokens[$0].isPassage }
  }

  /// Whether the sentence of a phrase stands more than once in one of the texts.
  private func recurs(
    _ run: MatchRun, _ known: inout (old: Recurrences, new: Recurrences)?
  ) -> Bool {
    var recurrences = known ?? (Recurrences(old), Recurrences(new))
    defer { known = recurrences }
    return recurrences.old.contains(old.sentences[old.sentences.index(around: run.old)])
      || recurrences.new.contains(new.sentences[new.sentences.index(around: run.new)])
  }

  /// Whether the sentences of a phrase correspond: something else of one is kept in the other, or the
  /// phrase is half of both.
  private func hasMatchingSentence(_ run: MatchRun, _ kept: [MatchRun]) -> Bool {
    let oldSentence = old.sentences[old.sentences.index(around: run.old)]
    let newSentence = new.sentences[new.sentences.index(around: run.new)]
    if isHalf(run, ofOld: oldSentence, new: newSentence) { return true }
    let first = kept.partitioningIndex { $0.oldEnd > oldSentence.lowerBound }
    return kept[first...].prefix(Self.mostRuns).prefix { $0.old < oldSentence.upperBound }.contains
    {
      let shift = $0.new - $0.old
      let shared = $0.oldRange.clamped(to: oldSentence).clamped(
        to: newSentence.lowerBound - shift..<newSentence.upperBound - shift)
      return old.wordCount(shared) > 0
    }
  }

  private func isHalf(
    _ run: MatchRun, ofOld oldSentence: Range<Int>, new newSentence: Range<Int>
  ) -> Bool {
    // Of a sentence of many more tokens it is not.
    let limit = 8 * run.count
    let words = 2 * old.wordCount(run.oldRange)
    return oldSentence.count <= limit && words >= old.wordCount(oldSentence)
      && newSentence.count <= limit && words >= new.wordCount(newSentence)
  }
}
