/// Takes back kept islands too small to be read between two large changes.
///
/// Two edits of three words with one "the" kept between them read better as one edit.
enum Islands {
  /// An island of one token goes where both changes beside it have this many tokens, deleted
  /// and inserted ones counted together.
  static let largeChange = 3

  /// The runs without such islands, for texts of so many tokens.
  static func absorbed(_ runs: [MatchRun], oldCount: Int, newCount: Int) -> [MatchRun] {
    var result: [MatchRun] = []
    result.reserveCapacity(runs.count)
    for (index, run) in runs.enumerated() {
      let next =
        index + 1 < runs.count ? runs[index + 1] : MatchRun(old: oldCount, new: newCount, count: 0)
      let last = result.last ?? MatchRun(old: 0, new: 0, count: 0)
      if run.count > 1 || min(distance(last, run), distance(run, next)) < largeChange {
        result.append(run)
      }
    }
    return result
  }

  /// How many tokens are changed between two runs.
  private static func distance(_ before: MatchRun, _ after: MatchRun) -> Int {
    after.old - before.oldEnd + after.new - before.newEnd
  }
}
