/// Takes back kept islands too small to be read between two large changes.
///
/// Two edits of three words with one "the" kept between them read better as one edit.
struct Islands {
  /// An island of one token goes where both changes beside it have this many tokens, deleted
  /// and inserted ones counted together.
  static let largeChange = 4
  /// As many are enough around a mark or a word of at most `smallWord` bytes.
  static let changeAroundSmallWord = 3
  static let smallWord = 3

  private let old: TokenisedText
  private let new: TokenisedText
  private let oldStarts: SentenceStarts
  private let newStarts: SentenceStarts

  init(old: TokenisedText, new: TokenisedText) {
    (self.old, self.new) = (old, new)
    (oldStarts, newStarts) = (SentenceStarts(old), SentenceStarts(new))
  }

  /// The runs without such islands.
  func absorbed(_ runs: [MatchRun]) -> [MatchRun] {
    let end = MatchRun(old: old.tokens.count, new: new.tokens.count, count: 0)
    var result: [MatchRun] = []
    result.reserveCapacity(runs.count)
    for (index, run) in runs.enumerated() {
      let next = index + 1 < runs.count ? runs[index + 1] : end
      let last = result.last ?? MatchRun(old: 0, new: 0, count: 0)
      let isFirm =
        run.count > 1 || old.tokens[run.old].isPassage
        || (isOneSided(run, next) && distance(last, run) <= Self.largeChange && endsSentences(run))
      if isFirm || min(distance(last, run), distance(run, next)) < leastChange(around: run) {
        result.append(run)
      }
    }
    return result
  }

  /// Whether an island is the full stop of a sentence in both texts: what changed before it and
  /// what changed behind it are read apart.
  private func endsSentences(_ island: MatchRun) -> Bool {
    old.tokens[island.old].kind == .punctuation
      && (island.oldEnd == old.tokens.count || oldStarts.contains(island.oldEnd))
      && (island.newEnd == new.tokens.count || newStarts.contains(island.newEnd))
  }

  /// How large both changes beside an island have to be for it to go.
  private func leastChange(around island: MatchRun) -> Int {
    let token = old.tokens[island.old]
    let isSmall = token.kind == .punctuation || token.range.count <= Self.smallWord
    return isSmall ? Self.changeAroundSmallWord : Self.largeChange
  }

  /// Whether something only came, or only went, between two runs.
  private func isOneSided(_ before: MatchRun, _ after: MatchRun) -> Bool {
    before.oldEnd == after.old || before.newEnd == after.new
  }

  /// How many tokens are changed between two runs.
  private func distance(_ before: MatchRun, _ after: MatchRun) -> Int {
    after.old - before.oldEnd + after.new - before.newEnd
  }
}
