internal import Articles
internal import Objects
internal import Packs
internal import Repository

/// Answers from the log itself.
///
/// With a commit-graph, the history of one article reads that file's filters and the article's own
/// commits; without one, every commit.
struct LogIndex: RevisionIndex {
  private let archive: Archive
  private let headCommit: ObjectID?

  init(_ archive: Archive, head: ObjectID?) {
    self.archive = archive
    headCommit = head
  }

  var head: RevisionID? { headCommit.map { RevisionID($0) } }

  func visitLog(_ visit: (LogStep) throws(ArchiveError) -> Bool) throws(ArchiveError) {
    try walk(changing: [], visit)
  }

  func visitHistory(
    of article: ArticleName, _ visit: (LogStep) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    try walk(changing: ArticlePath(article).queries) { step throws(ArchiveError) in
      if case .revision(let revision) = step, revision.article != article { return true }
      return try visit(step)
    }
  }

  private func walk(
    changing queries: [ChangedPathQuery], _ visit: (LogStep) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    var walk = try translated { () throws(RepositoryError) in
      try CommitWalk(archive.repository, from: headCommit, changing: queries)
    }
    while true {
      let next = try translated { () throws(RepositoryError) in try walk.next() }
      guard let next, try visit(LogStep(next, localZone: archive.localZone)) else { return }
    }
  }
}

extension LogStep {
  fileprivate init(_ step: CommitWalk.Step, localZone: (Int) -> Int) {
    switch step {
    case .commit(let id, let commit):
      self = .revision(Revision(id, commit, localZone: localZone))
    case .damaged(let id, let error, let hidesEarlier):
      self = .damage(
        LogBreak(commit: RevisionID(id), cause: ArchiveError(error), hidesEarlier: hidesEarlier))
    }
  }
}

extension ArticlePath {
  /// What to look for in changed-path filters: the article stands under one of these.
  ///
  /// Git on processors whose `char` has no sign hashes bytes beyond ASCII in another way; the
  /// folders alone, which are as good as one name in 65,536, are the same everywhere.
  var queries: [ChangedPathQuery] {
    let folder = folders.joined(separator: "/")
    guard plain.utf8.allSatisfy({ $0 < 0x80 }) else {
      return [ChangedPathQuery(Array(folder.utf8))]
    }
    return [plain, marked].map { ChangedPathQuery(Array("\(folder)/\($0)".utf8)) }
  }
}
