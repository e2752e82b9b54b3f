internal import Articles
internal import Objects
internal import Repository

extension Archive {
  /// What answers questions about articles, for the head as it is now.
  public func index() throws(ArchiveError) -> any RevisionIndex {
    index(at: try headCommit())
  }

  /// Every revision, the newest first, until `visit` answers `false`.
  ///
  /// Where a repository of another program has merges, all parents are followed, by time.
  /// - Throws: `.damaged` at the first commit that cannot be read.
  public func visitHistory(
    _ visit: (Revision) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    try index().visitRevisions(visit)
  }

  /// The revisions of one article, the newest first, numbered from the oldest.
  ///
  /// - Throws: `.unknownArticle` with names that are similar; `.damaged` where one cannot be read.
  public func history(of article: ArticleName) throws(ArchiveError) -> [Revision] {
    let history = try readableHistory(of: article)
    if let first = history.breaks.first { throw first.cause }
    return history.revisions
  }

  /// The revisions of one article as far as they can be read, and where they cannot.
  ///
  /// - Throws: `.unknownArticle` with names that are similar; `.damaged` where none can be read.
  public func readableHistory(of article: ArticleName) throws(ArchiveError) -> ArticleHistory {
    let history = try recordedHistory(of: article)
    guard history.revisions.isEmpty else { return history }
    if let first = history.breaks.first { throw first.cause }
    throw try unknown(article.description)
  }

  /// The same; empty for a name that was never recorded.
  func recordedHistory(of article: ArticleName) throws(ArchiveError) -> ArticleHistory {
    let head = try headCommit()
    return try recentHistory.history(of: article, at: head) { () throws(ArchiveError) in
      try index(at: head).history(of: article)
    }
  }

  /// The newest revisions of several articles, as many of each as are asked for, the newest first.
  ///
  /// One walk through the log answers for many, and ends where all are found; for a few, filters of paths are quicker.
  /// - Throws: `.damaged` where one that cannot be read may be among them.
  package func newestRevisions(
    of counts: [ArticleName: Int]
  ) throws(ArchiveError) -> [ArticleName: [Revision]] {
    var found: [ArticleName: [Revision]] = [:]
    var missing = counts.values.reduce(0, +)
    guard missing > 0 else { return [:] }
    if counts.count <= Archive.fewArticles {
      for (article, count) in counts { found[article] = try newestRevisions(of: article, count) }
      return found
    }
    try index().visitLog { step throws(ArchiveError) in
      switch step {
      case .damage(let place): throw place.cause
      case .revision(let revision):
        guard let article = revision.article, let count = counts[article],
          found[article, default: []].count < count
        else { return true }
        found[article, default: []].append(revision)
        missing -= 1
        return missing > 0
      }
    }
    return found
  }

  private static let fewArticles = 16

  private func newestRevisions(
    of article: ArticleName, _ count: Int
  ) throws(ArchiveError) -> [Revision] {
    let index = try index()
    let amendments = try index.amendments(of: article)
    var found: [Revision] = []
    try index.visitHistory(of: article) { step throws(ArchiveError) in
      guard case .revision(var revision) = step else {
        if case .damage(let place) = step { throw place.cause }
        return true
      }
      if let amendments {
        revision.amend(by: amendments.entries(of: revision.id), localZone: localZone)
      }
      found.append(revision)
      return found.count < count
    }
    return found
  }

  /// Revisions by their commits, with what was amended of them and without numbers.
  ///
  /// - Complexity: O(commits asked for), however long the log is.
  /// - Throws: `.damaged` where one, or what was amended of it, cannot be read.
  package func revisions(at ids: [RevisionID]) throws(ArchiveError) -> [Revision] {
    let head = try headCommit()
    var amendments: [ArticleName: Amendments?] = [:]
    var found: [Revision] = []
    for id in ids {
      var revision = try revision(id.object)
      if let article = revision.article {
        let known: Amendments?
        if let read = amendments[article] {
          known = read
        } else {
          known = try self.amendments(of: article, at: head)
          amendments[article] = .some(known)
        }
        if let known { revision.amend(by: known.entries(of: id), localZone: localZone) }
      }
      found.append(revision)
    }
    return found
  }

  /// The revision that stood before this one; `nil` for the first, or where it records no article.
  public func predecessor(of revision: Revision) throws(ArchiveError) -> Revision? {
    guard let article = revision.article else { return nil }
    return try recordedHistory(of: article).predecessor(of: revision)
  }

  /// The names of all articles that were ever recorded, in order.
  public func articles() throws(ArchiveError) -> [ArticleName] { try index().names() }

  /// The error for a name that nothing has, with the names most like it or a part of it.
  func unknown(_ name: String, like part: String? = nil) throws(ArchiveError) -> ArchiveError {
    // A courtesy: it neither reads the log nor fails where the archive is damaged.
    let known = (try? presentNames(limit: Archive.suggestedNameLimit)) ?? []
    return .unknownArticle(name, similar: Similarity.closest(to: part ?? name, among: known))
  }

  private static let suggestedNameLimit = 10_000

  /// The names in the head's tree that begin so; without those too long for a file system.
  ///
  /// - Parameter limit: How many names are looked at.
  package func presentNames(
    startingWith prefix: String = "", limit: Int
  ) throws(ArchiveError) -> [String] {
    guard let head = try headCommit() else { return [] }
    let own = ArticleName.reservedPrefix
    var names: [String] = []
    var count = 0
    var pending = [(tree: try revision(head).root, depth: 0)]
    while let next = pending.popLast(), count < limit {
      for entry in try tree(next.tree).entries {
        if entry.mode == .directory, next.depth < ArticlePath.depth {
          pending.append((entry.id, next.depth + 1))
        } else if next.depth == ArticlePath.depth, let name = FileName.decode(entry.name) {
          count += 1
          // Nobody asks for what the archive says of itself but by its name.
          if name.utf8.starts(with: own.utf8), !prefix.utf8.starts(with: own.utf8) { continue }
          if name.utf8.starts(with: prefix.utf8) { names.append(name) }
        }
      }
    }
    return names
  }
}
