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
    var trail = AmendmentTrail(localZone: localZone)
    try walk(changing: []) { step throws(ArchiveError) in
      guard case .revision(let revision) = step else { return try visit(step) }
      return try visit(.revision(trail.next(revision)))
    }
  }

  var localZone: @Sendable (Int) -> Int { archive.localZone }

  func amendments(of article: ArticleName) throws(ArchiveError) -> Amendments? {
    try archive.amendments(of: article, at: headCommit)
  }

  /// The revisions of several articles, in the order of the log.
  func visitHistory(
    of articles: Set<ArticleName>, _ visit: (LogStep) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    let queries = articles.sorted().flatMap { ArticlePath($0).queries }
    try walk(changing: queries) { step throws(ArchiveError) in
      if case .revision(let revision) = step {
        guard let article = revision.article, articles.contains(article) else { return true }
      }
      return try visit(step)
    }
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
    guard plain.utf8.allSatisfy({ $0 < 0x80 }) else {
      return [ChangedPathQuery(Array(folder.utf8))]
    }
    return [plain, marked].map { ChangedPathQuery(Array("\(folder)/\($0)".utf8)) }
  }
}

/// What was amended, gathered on the way from the newest commit: an amendment is met before what it amends,
/// so that nobody needs to look for any.
private struct AmendmentTrail {
  let localZone: (Int) -> Int
  private var entries: [RevisionID: [Amendments.Entry]] = [:]

  init(localZone: @escaping (Int) -> Int) {
    self.localZone = localZone
  }

  /// The revision with what was amended of it.
  mutating func next(_ revision: Revision) -> Revision {
    if revision.metadata.amends != nil {
      for entry in Amendments.entries(in: revision) { note(entry) }
    }
    guard !entries.isEmpty, let found = entries.removeValue(forKey: revision.id) else {
      return revision
    }
    var amended = revision
    amended.amend(by: found, localZone: localZone)
    return amended
  }

  /// The first one that is met is the newest.
  private mutating func note(_ entry: Amendments.Entry) {
    let known = entries[entry.revision] ?? []
    if known.contains(where: { $0.field == entry.field }) { return }
    entries[entry.revision] = known + [entry]
  }
}
