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
  /// And as many where both sides of a conjunction gave way to others: "up or down", "left or right".
  static let changeAroundConjunction = 6

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
      result.append(run)
      // Where an island goes, the change behind the one before it has grown.
      while isAbsorbed(result, before: next) { result.removeLast() }
    }
    return result
  }

  /// Whether the last of some runs goes with the changes beside it.
  private func isAbsorbed(_ runs: [MatchRun], before next: MatchRun) -> Bool {
    guard let run = runs.last, run.count < 4 else { return false }
    let last = runs.count > 1 ? runs[runs.count - 2] : MatchRun(old: 0, new: 0, count: 0)
    let (before, after) = (distance(last, run), distance(run, next))
    guard min(before, after) > 0 else { return false }
    switch old.tokens[run.old].kind {
    case .passage: return false
    case .character:
      return isIslandOfCharacters(run, between: min(before, after), and: max(before, after))
    case .word, .number:
      return run.count == 1 && min(before, after) >= leastChange(last, run, next)
    case .punctuation:
      let isEnd = isOneSided(run, next) && before <= Self.largeChange && endsSentences(run)
      return run.count == 1 && !isEnd && min(before, after) >= Self.changeAroundSmallWord
    }
  }

  /// How large both changes beside a word have to be for it to go.
  private func leastChange(_ last: MatchRun, _ run: MatchRun, _ next: MatchRun) -> Int {
    let token = old.tokens[run.old]
    if Self.conjunctions.contains(token.key), !isOneSided(last, run), !isOneSided(run, next) {
      return Self.changeAroundConjunction
    }
    return token.range.count <= Self.smallWord ? Self.changeAroundSmallWord : Self.largeChange
  }

  private static let conjunctions = Set(
    "or and oder und ou et o y u e або та й і или и".utf8.wordsInList.map {
      Tokeniser.key(ofWord: Array($0))
    })

  /// Whether a run of characters of a script without spaces is chance: two words may well share a
  /// letter, and two phrases a character.
  private func isIslandOfCharacters(
    _ run: MatchRun, between smaller: Int, and larger: Int
  ) -> Bool {
    guard run.oldRange.allSatisfy({ old.tokens[$0].kind == .character }) else { return false }
    let isLetter = run.oldRange.allSatisfy { old.isLetterWithoutSpaces($0) }
    return switch run.count {
    case 1:
      isLetter || smaller >= Self.changeAroundSmallWord
        || larger >= (smaller == 1 ? Self.largeChange + 2 : Self.largeChange)
    case 2: isLetter || smaller >= Self.largeChange + 2
    default: isLetter && smaller > Self.changeAroundSmallWord
    }
  }

  /// Whether an island is the full stop of a sentence in both texts: what changed before it and
  /// what changed behind it are read apart.
  private func endsSentences(_ island: MatchRun) -> Bool {
    old.tokens[island.old].kind == .punctuation
      && (island.oldEnd == old.tokens.count || oldStarts.contains(island.oldEnd))
      && (island.newEnd == new.tokens.count || newStarts.contains(island.newEnd))
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
