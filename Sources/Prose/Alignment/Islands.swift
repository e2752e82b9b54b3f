/// Takes back kept islands too small to be read between two large changes.
///
/// Two edits of four words with one "the" kept between them read better as one edit.
enum Islands {
  /// An island of one token goes where both changes beside it have this many tokens.
  static let largeChange = 4

  static func absorbed(_ runs: [MatchRun], oldCount: Int, newCount: Int) -> [MatchRun] {
    var result: [MatchRun] = []
    result.reserveCapacity(runs.count)
    for (index, run) in runs.enumerated() {
      let next = index + 1 < runs.count ? (runs[index + 1].old, runs[index + 1].new) : (oldCount, newCount)
      let last = result.last.map { ($0.oldEnd, $0.newEnd) } ?? (0, 0)
      let before = run.old - last.0 + run.new - last.1
      let after = next.0 - run.oldEnd + next.1 - run.newEnd
      if run.count == 1, min(before, after) >= largeChange { continue }
      result.append(run)
    }
    return result
  }
}
