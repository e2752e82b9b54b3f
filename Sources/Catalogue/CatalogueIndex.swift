package import Articles
package import Objects

/// What a catalogue knows as of one head.
package struct CatalogueView: Sendable {
  package let catalogue: Catalogue
  /// The last place that counts: others may add more meanwhile.
  package let place: Int
  /// The commits of the head that the catalogue has not read yet, the newest first.
  package let recent: [Revision]

  package init(_ catalogue: Catalogue, through place: Int, recent: [Revision] = []) {
    self.catalogue = catalogue
    self.place = place
    self.recent = recent
  }
}

/// Answers from the catalogue where that can be, else as another index does.
///
/// The catalogue says which commits are an article's, and no more: what they record is read from them, so that
/// nothing is told that no commit says.
package struct CatalogueIndex<Log: RevisionIndex>: RevisionIndex {
  private let log: Log
  /// Asked only when a question is one for the catalogue; `nil` where there is none to ask.
  private let view: @Sendable () -> CatalogueView?
  private let read: @Sendable (ObjectID) throws(ArchiveError) -> Revision
  private let notice: @Sendable (CatalogueError) -> Void

  /// - Parameters:
  ///   - notice: Is told why a catalogue did not answer.
  package init(
    _ log: Log, view: @escaping @Sendable () -> CatalogueView?,
    read: @escaping @Sendable (ObjectID) throws(ArchiveError) -> Revision,
    notice: @escaping @Sendable (CatalogueError) -> Void
  ) {
    self.log = log
    self.view = view
    self.read = read
    self.notice = notice
  }

  package var head: RevisionID? { log.head }

  package var localZone: @Sendable (Int) -> Int { log.localZone }

  package func visitLog(
    _ visit: (LogStep) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    try log.visitLog(visit)
  }

  package func amendments(of article: ArticleName) throws(ArchiveError) -> Amendments? {
    try log.amendments(of: article)
  }

  package func names(startingWith prefix: String) throws(ArchiveError) -> [ArticleName] {
    guard let view = view() else { return try log.names(startingWith: prefix) }
    do throws(CatalogueError) {
      let known = try view.catalogue.names(startingWith: prefix, through: view.place)
      let recent = view.recent.compactMap(\.article).filter {
        $0.description.utf8.starts(with: prefix.utf8)
      }
      return recent.isEmpty ? known : Set(known + recent).sorted()
    } catch {
      dismiss(view, error)
    }
    return try log.names(startingWith: prefix)
  }

  package func latestRevisions(
    startingWith prefix: String
  ) throws(ArchiveError) -> LatestRevisions {
    if let view = view(), let revisions = try latestRevisions(view, startingWith: prefix) {
      return LatestRevisions(revisions)
    }
    return try log.latestRevisions(startingWith: prefix)
  }

  /// - Returns: `nil` where the log has to answer: of the catalogue, of a commit or of what was amended not all can be read.
  private func latestRevisions(
    _ view: CatalogueView, startingWith prefix: String
  ) throws(ArchiveError) -> [Revision]? {
    let known: [CataloguedLatest]
    do throws(CatalogueError) {
      known = try view.catalogue.latest(startingWith: prefix, through: view.place)
    } catch {
      dismiss(view, error)
      return nil
    }
    var recent: [ArticleName: (revision: Revision, count: Int)] = [:]
    for revision in view.recent {
      guard let article = revision.article, article.description.utf8.starts(with: prefix.utf8)
      else { continue }
      recent[article, default: (revision, 0)].count += 1
    }
    var revisions: [Revision] = []
    for latest in known {
      let newer = recent.removeValue(forKey: latest.article)
      var standing = newer?.revision
      if standing == nil { standing = try revision(latest.id, of: latest.article, view) }
      guard var revision = standing else { return nil }
      revision.number = latest.number + (newer?.count ?? 0)
      revisions.append(revision)
    }
    for (_, newer) in recent {
      var revision = newer.revision
      revision.number = newer.count
      revisions.append(revision)
    }
    guard try amend(&revisions) else { return nil }
    return recent.isEmpty ? revisions : revisions.sorted(by: Self.comesFirst)
  }

  private static func comesFirst(_ a: Revision, _ b: Revision) -> Bool {
    guard let first = a.article, let second = b.article else { return false }
    return first < second
  }

  /// - Returns: `false` where what was amended cannot be read.
  private func amend(_ revisions: inout [Revision]) throws(ArchiveError) -> Bool {
    let amended = Set(
      try names(startingWith: ArticleName.amendedPrefix).compactMap(\.amended))
    guard !amended.isEmpty else { return true }
    do throws(ArchiveError) {
      for index in revisions.indices {
        guard let article = revisions[index].article, amended.contains(article),
          let amendments = try amendments(of: article)
        else { continue }
        revisions[index].amend(
          by: amendments.entries(of: revisions[index].id), localZone: localZone)
      }
    } catch .damaged {
      return false
    } catch {
      throw error
    }
    return true
  }

  package func visitHistory(
    of article: ArticleName, _ visit: (LogStep) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    guard let view = view() else { return try log.visitHistory(of: article, visit) }
    var last: ObjectID?
    for revision in view.recent where revision.article == article {
      guard try visit(.revision(revision)) else { return }
      last = revision.id.object
    }
    var number: Int?
    // The latest is asked for most.
    var limit = 1
    while true {
      guard let page = commits(of: article, view, before: number, limit: limit) else { break }
      for commit in page {
        guard let revision = try revision(commit.id, of: article, view) else {
          return try visitRest(of: article, after: last, visit)
        }
        guard try visit(.revision(revision)) else { return }
        last = commit.id
      }
      guard page.count == limit, let least = page.last?.number, least > 1 else { return }
      number = least
      limit = min(limit * 16, 4096)
    }
    try visitRest(of: article, after: last, visit)
  }

  private func commits(
    of article: ArticleName, _ view: CatalogueView, before number: Int?, limit: Int
  ) -> [(number: Int, id: ObjectID)]? {
    do throws(CatalogueError) {
      return try view.catalogue.commits(
        of: article, through: view.place, before: number, limit: limit)
    } catch {
      dismiss(view, error)
      return nil
    }
  }

  private func dismiss(_ view: CatalogueView, _ error: CatalogueError) {
    view.catalogue.abandon()
    notice(error)
  }

  /// What a commit records; `nil` where it is damaged, or another article's.
  private func revision(
    _ id: ObjectID, of article: ArticleName, _ view: CatalogueView
  ) throws(ArchiveError) -> Revision? {
    do throws(ArchiveError) {
      let revision = try read(id)
      if revision.article == article { return revision }
      dismiss(view, .damaged(reason: "it gives a commit to another article"))
      return nil
    } catch .damaged {
      return nil
    } catch {
      throw error
    }
  }

  /// Goes on with the log after what was visited already.
  private func visitRest(
    of article: ArticleName, after last: ObjectID?,
    _ visit: (LogStep) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    var isReached = last == nil
    var breaks: [LogStep] = []
    var goesOn = true
    try log.visitHistory(of: article) { step throws(ArchiveError) in
      if isReached {
        goesOn = try visit(step)
        return goesOn
      }
      switch step {
      case .damage: breaks.append(step)
      case .revision(let revision):
        isReached = revision.id.object == last
        // Among what lies before may be some of its own.
        if isReached { goesOn = try visitAll(breaks, visit) }
      }
      return goesOn
    }
    if !isReached { _ = try visitAll(breaks, visit) }
  }

  private func visitAll(
    _ steps: [LogStep], _ visit: (LogStep) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) -> Bool {
    for step in steps {
      guard try visit(step) else { return false }
    }
    return true
  }
}
