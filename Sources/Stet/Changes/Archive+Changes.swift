public import Articles
internal import Objects
public import Prose

extension Archive {
  /// What became of articles since a time: of each what it says now against what it said then.
  ///
  /// The archive's own articles (`stet:…`) are left out. One article's texts are in memory at a time. An
  /// article that was renamed is one change, under its new name.
  ///
  /// - Parameters:
  ///   - time: Revisions count that were recorded then or later.
  ///   - pattern: Which names count; all for `nil`.
  ///   - view: Whether bytes are compared, or what a reader of a page sees.
  ///   - visit: Is given the changes in the order of their names; answers whether to go on.
  /// - Returns: Where the log cannot be read, so that a revision may be missing.
  /// - Throws: `.damaged` where the head cannot be read; what `visit` throws. A text that cannot be read is
  ///   the outcome of its article.
  /// - Complexity: O(revisions since then) texts; of the log before it reads what finds the articles'
  ///   histories, and all where they are many.
  public func visitChanges(
    since time: Timestamp, matching pattern: Glob? = nil, view: Difference.View = .source,
    _ visit: (ArticleChange) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) -> [LogBreak] {
    let index = try index()
    var (counts, breaks) = try recentCounts(index, since: time)
    let stories = try stories(index, counts)
    for story in stories.values { breaks += story.breaks }
    let comparison = StoryComparison(archive: self, stories: stories, view: view)
    for article in counts.keys.sorted() {
      if let pattern, !pattern.matches(article.description) { continue }
      guard let change = comparison.change(of: article, matching: pattern) else { continue }
      guard try visit(change) else { break }
    }
    var seen: Set<RevisionID> = []
    return breaks.filter { seen.insert($0.commit).inserted }
  }

  /// How many revisions each article got since a time, and where that cannot be read.
  private func recentCounts(
    _ index: any RevisionIndex, since time: Timestamp
  ) throws(ArchiveError) -> ([ArticleName: Int], [LogBreak]) {
    var counts: [ArticleName: Int] = [:]
    var breaks: [LogBreak] = []
    try index.visitLog { step throws(ArchiveError) in
      switch step {
      case .damage(let place): breaks.append(place)
      case .revision(let revision):
        // Recorded times never go back along the log.
        if revision.recorded.seconds < time.seconds { return false }
        if let article = revision.article, !article.isReserved {
          counts[article, default: 0] += 1
        }
      }
      return true
    }
    return (counts, breaks)
  }

  /// From so many articles on, one walk through the whole log is quicker than one for each.
  private static let manyArticles = 16

  private func stories(
    _ index: any RevisionIndex, _ counts: [ArticleName: Int]
  ) throws(ArchiveError) -> [ArticleName: ArticleStory] {
    var stories = counts.mapValues { ArticleStory(recentCount: $0) }
    if counts.count < Archive.manyArticles {
      for article in counts.keys {
        try index.visitHistory(of: article) { step throws(ArchiveError) in
          stories[article]?.append(step)
          return true
        }
      }
      return stories
    }
    try index.visitLog { step throws(ArchiveError) in
      switch step {
      case .damage: for article in counts.keys { stories[article]?.append(step) }
      case .revision(let revision):
        if let article = revision.article { stories[article]?.append(step) }
      }
      return true
    }
    return stories
  }
}

/// Holds the newest text of each article against the one that stood before.
private struct StoryComparison {
  let archive: Archive
  let stories: [ArticleName: ArticleStory]
  let view: Difference.View
  /// For each name that a story had before, one that it has now.
  private var successors: [ArticleName: ArticleName] = [:]

  init(archive: Archive, stories: [ArticleName: ArticleStory], view: Difference.View) {
    self.archive = archive
    self.stories = stories
    self.view = view
    for (article, story) in stories {
      guard let newest = story.newest, newest.metadata.renamedTo == nil else { continue }
      for earlier in names(of: article).dropFirst() { successors[earlier] = article }
    }
  }

  /// `nil` for an article that was renamed, and whose story is told under its new name.
  func change(of article: ArticleName, matching pattern: Glob?) -> ArticleChange? {
    guard let story = stories[article], let newest = story.newest else { return nil }
    if newest.isWithdrawal, newest.metadata.renamedTo != nil,
      let teller = successors[article], pattern?.matches(teller.description) ?? true
    {
      return nil
    }
    let origin = names(of: article).last ?? article
    let outcome: ArticleChange.Outcome
    var old: Revision?
    do throws(ArchiveError) {
      old = newest.isWithdrawal ? story.lastText.map(story.numbered) : try text(before: origin)
      outcome = try self.outcome(of: article, story, newest, old)
    } catch {
      outcome = .damaged(error)
    }
    return ArticleChange(
      article: article, old: old, new: story.numbered(newest), revisionCount: story.recentCount,
      isBack: story.isBack, renamedFrom: origin == article ? nil : origin, outcome: outcome)
  }

  private func outcome(
    of article: ArticleName, _ story: ArticleStory, _ newest: Revision, _ old: Revision?
  ) throws(ArchiveError) -> ArticleChange.Outcome {
    if newest.isWithdrawal { return story.before?.isWithdrawal == true ? .asBefore : .withdrawn }
    guard let old else {
      if let place = story.breaks.first(where: \.hidesEarlier) { throw place.cause }
      return .new
    }
    if try archive.contentID(of: old) == archive.contentID(of: newest) { return .asBefore }
    return .changed(
      try archive.difference(from: old, to: story.numbered(newest), view: view))
  }

  /// All names that a story had, the newest first: one, where it was not renamed.
  private func names(of article: ArticleName) -> [ArticleName] {
    var (names, seen) = ([article], Set([article]))
    var name = article
    // Trailers can say anything, a circle too.
    while let story = stories[name], story.before.map(\.isWithdrawal) ?? true,
      let earlier = story.firstRecent?.metadata.renamedFrom.flatMap(ArticleName.init(ifAllowed:)),
      seen.insert(earlier).inserted
    {
      names.append(earlier)
      name = earlier
    }
    return names
  }

  private func text(before article: ArticleName) throws(ArchiveError) -> Revision? {
    if let story = stories[article] { return story.textBefore.map(story.numbered) }
    // The other side of a renaming was recorded beside it; only a damaged log hides that.
    return try archive.recordedHistory(of: article).revisions.first { !$0.isWithdrawal }
  }
}
