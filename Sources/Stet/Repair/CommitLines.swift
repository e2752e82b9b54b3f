internal import Objects

/// Which of many commits is the newest.
struct CommitLines {
  private let commits: [ObjectID: Commit]

  init(_ commits: [ObjectID: Commit]) {
    self.commits = commits
  }

  /// Commits that no other follows.
  private var tips: [ObjectID: Commit] {
    let followed = Set(commits.values.flatMap(\.parents))
    return commits.filter { !followed.contains($0.key) }
  }

  /// The one commit that no other follows and that is none of `led`; `nil` where there are more.
  func only(besides led: Set<ObjectID>) -> ObjectID? {
    let tips = tips.keys.filter { !led.contains($0) }
    return tips.count == 1 ? tips.first : nil
  }

  /// The commit that no other follows, that is none of `led`, and that was recorded last; of several, the one with the greatest id,
  /// so that the answer is the same wherever it is asked.
  ///
  /// Times in an archive never run backwards, so what was recorded last is what the branch led to. How many
  /// commits lead up to it does not count: one that is lost may part the newest from most of them.
  func newest(besides led: Set<ObjectID>) -> ObjectID? {
    tips.filter { !led.contains($0.key) }
      .max { ($0.value.committer.seconds, $0.key) < ($1.value.committer.seconds, $1.key) }?.key
  }
}
