/// How any question about the revisions of articles is asked, whatever answers it.
///
/// An index answers for one head. `LogIndex` asks the log itself; others may be quicker, and none
/// may answer differently.
public protocol RevisionIndex: Sendable {
  /// The newest revision that the answers take into account; `nil` in an empty archive.
  var head: RevisionID? { get }

  /// Every commit that the head reaches, the newest first, with what was amended of it, until `visit`
  /// answers `false`.
  ///
  /// Where a repository of another program has merges, all parents are followed, by time.
  func visitLog(_ visit: (LogStep) throws(ArchiveError) -> Bool) throws(ArchiveError)

  /// The revisions of one article, the newest first, until `visit` answers `false`.
  ///
  /// They have no numbers yet: those count from the other end; and nothing of what was amended. Commits that cannot be read, and
  /// may have been revisions of it, are visited as breaks.
  func visitHistory(
    of article: ArticleName, _ visit: (LogStep) throws(ArchiveError) -> Bool
  ) throws(ArchiveError)

  /// What was amended of an article's revisions; `nil` where nothing was.
  ///
  /// - Throws: `.damaged` where that cannot be read.
  func amendments(of article: ArticleName) throws(ArchiveError) -> Amendments?

  /// The names of all articles that were ever recorded and that begin like this, in order.
  ///
  /// - Throws: `.damaged` where a name may be lost.
  func names(startingWith prefix: String) throws(ArchiveError) -> [ArticleName]

  /// The newest revision of each article whose name begins like this, with what was amended of it.
  ///
  /// An index that knows them reads no other commits, and does not find those that cannot be read.
  func latestRevisions(
    startingWith prefix: String
  ) throws(ArchiveError) -> LatestRevisions

  /// The local zone's minutes east of UTC, for an amended time that names none.
  var localZone: @Sendable (Int) -> Int { get }
}

/// What a walk through the log comes to.
public enum LogStep: Sendable {
  case revision(Revision)
  case damage(LogBreak)
}

/// A place where the log cannot be read.
public struct LogBreak: Equatable, Sendable {
  /// The commit that is damaged or missing.
  public let commit: RevisionID
  /// What is wrong with it.
  public let cause: ArchiveError
  /// Whether nothing is known of what came before it either.
  public let hidesEarlier: Bool

  package init(commit: RevisionID, cause: ArchiveError, hidesEarlier: Bool) {
    self.commit = commit
    self.cause = cause
    self.hidesEarlier = hidesEarlier
  }
}

/// A point in one of an article's three times.
public struct Moment: Hashable, Sendable {
  /// Where only a day is known, the end of that day.
  public var time: Timestamp
  public var kind: RevisionTime

  public init(_ time: Timestamp, by kind: RevisionTime = .observed) {
    (self.time, self.kind) = (time, kind)
  }

  /// The seconds of a revision's time, where it was not later than this moment.
  package func seconds(of revision: Revision) -> Int? {
    guard let seconds = revision.time(kind)?.seconds, seconds <= time.lastSecond else { return nil }
    return seconds
  }
}

/// Which of an article's three times is meant.
public enum RevisionTime: CaseIterable, Sendable {
  /// When the article says that it was published.
  case published
  /// When it was seen to say this: the time of retrieval, else the author's.
  case observed
  /// When it entered the archive.
  case recorded
}

extension Revision {
  /// One of the three times; `nil` where it is not known.
  public func time(_ time: RevisionTime) -> Timestamp? {
    switch time {
    case .published: metadata.published
    case .observed: observed
    case .recorded: recorded
    }
  }
}

extension RevisionIndex {
  /// The whole history of an article, as far as it can be read; empty for a name that was never
  /// recorded.
  public func history(of article: ArticleName) throws(ArchiveError) -> ArticleHistory {
    var history = ArticleHistory(article: article)
    try visitHistory(of: article) { step throws(ArchiveError) in
      history.append(step)
      return true
    }
    history.number()
    amend(&history, of: [article])
    return history
  }

  /// Brings in what was amended of these articles' revisions. Where that cannot be read, what was recorded
  /// can be, and the history says so.
  package func amend(_ history: inout ArticleHistory, of articles: [ArticleName]) {
    guard !history.revisions.isEmpty else { return }
    do throws(ArchiveError) {
      for article in articles {
        guard let amendments = try amendments(of: article) else { continue }
        history.amend(by: amendments, localZone: localZone)
      }
    } catch {
      history.lackAmendments(error)
    }
  }

  /// The newest revision of an article; `nil` where there is none.
  ///
  /// - Throws: `.damaged` where a newer one may be lost.
  public func latest(of article: ArticleName) throws(ArchiveError) -> Revision? {
    var found: Revision?
    try visitHistory(of: article) { step throws(ArchiveError) in
      switch step {
      case .revision(let revision): found = revision
      case .damage(let place): throw place.cause
      }
      return false
    }
    return found
  }

  /// Whether an article was ever recorded under this name.
  public func contains(_ article: ArticleName) throws(ArchiveError) -> Bool {
    var isFound = false
    try visitHistory(of: article) { step throws(ArchiveError) in
      if case .revision = step { isFound = true }
      return !isFound
    }
    return isFound
  }

  /// The names of all articles that were ever recorded, in order.
  ///
  /// - Throws: `.damaged` where a name may be lost.
  public func names() throws(ArchiveError) -> [ArticleName] { try names(startingWith: "") }

  public func names(startingWith prefix: String) throws(ArchiveError) -> [ArticleName] {
    var names: Set<ArticleName> = []
    try visitRevisions { revision throws(ArchiveError) in
      if let article = revision.article, article.description.utf8.starts(with: prefix.utf8) {
        names.insert(article)
      }
      return true
    }
    return names.sorted()
  }

  public func latestRevisions(
    startingWith prefix: String
  ) throws(ArchiveError) -> LatestRevisions {
    try standingRevisions(startingWith: prefix, asOf: nil)
  }

  /// The revision of each article whose name begins like this that stood at a moment; for `nil`, the newest.
  ///
  /// - Complexity: One walk through the log.
  public func standingRevisions(
    startingWith prefix: String, asOf moment: Moment?
  ) throws(ArchiveError) -> LatestRevisions {
    var standing = StandingRevisions(startingWith: prefix, asOf: moment)
    try visitLog { step throws(ArchiveError) in
      standing.append(step)
      return true
    }
    return standing.result
  }

  /// The names that fit a pattern, in order.
  public func names(matching pattern: Glob) throws(ArchiveError) -> [ArticleName] {
    try names(startingWith: pattern.literalPrefix).filter { pattern.matches($0.description) }
  }

  /// The revisions that were recorded after a commit, the oldest first; all for `nil`.
  ///
  /// - Throws: `.unknownRevision` where the head does not come after that commit.
  public func revisions(after commit: RevisionID?) throws(ArchiveError) -> [Revision] {
    var revisions: [Revision] = []
    var isReached = commit == nil
    try visitRevisions { revision throws(ArchiveError) in
      isReached = isReached || revision.id == commit
      if !isReached || commit == nil { revisions.append(revision) }
      return !isReached || commit == nil
    }
    if let commit, !isReached {
      throw .unknownRevision(commit.description, known: "the head's history does not contain it")
    }
    return revisions.reversed()
  }

  /// Every commit, the newest first, until `visit` answers `false`.
  ///
  /// - Throws: `.damaged` at the first commit that cannot be read.
  public func visitRevisions(
    _ visit: (Revision) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    try visitLog { step throws(ArchiveError) in
      switch step {
      case .revision(let revision): return try visit(revision)
      case .damage(let place): throw place.cause
      }
    }
  }
}
