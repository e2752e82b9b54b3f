public import Articles
internal import Objects
internal import Repository

extension Archive {
  /// The articles, each with one revision, in the order of names.
  ///
  /// The archive's own articles (`stet:…`) are left out unless a pattern begins so. No text is read.
  ///
  /// - Parameters:
  ///   - patterns: Names count that one of them fits; all where there is none.
  ///   - moment: By which the revision of each is chosen, by the rule of `revision(of:asOf:)`; `nil` for the newest. Articles that
  ///     had none yet are left out, and one that was renamed has one name: by the time of observation the one that it
  ///     had then, by that of publication the one that it has now.
  ///   - name: Only those that come after it in that order are told; all are counted.
  ///   - limit: The most articles whose texts are looked up.
  /// - Throws: `.damaged` where the head cannot be read.
  /// - Complexity: O(articles) for the newest where there is a catalogue, else one walk through the log.
  public func list(
    matching patterns: [Glob] = [], asOf moment: Moment? = nil, after name: ArticleName? = nil,
    limit: Int = .max
  ) throws(ArchiveError) -> ArticleList {
    if let moment, moment.kind == .recorded {
      return try asOf(moment.time).list(matching: patterns, after: name, limit: limit)
    }
    let standing = try standingRevisions(matching: patterns, asOf: moment)
    var list = ArticleList()
    (list.breaks, list.count) = (standing.breaks, standing.revisions.count)
    let wanted = standing.revisions.drop { revision in
      guard let name, let article = revision.article else { return false }
      return article <= name
    }
    let revisions = Array(wanted.prefix(limit))
    let erased = try erasedTexts()
    // What is newest stands in the head's tree, where a folder is read once for all that are in it.
    var texts = try moment == nil ? headTexts() : nil
    var found = [ListedArticle.Text](repeating: .withdrawn, count: revisions.count)
    for index in inTreeOrder(revisions) {
      found[index] = text(of: revisions[index], &texts, erased)
    }
    list.articles = zip(revisions, found).compactMap { revision, text in
      revision.article.map { ListedArticle(article: $0, revision: revision, text: text) }
    }
    return list
  }

  private func standingRevisions(
    matching patterns: [Glob], asOf moment: Moment?
  ) throws(ArchiveError) -> LatestRevisions {
    let prefix = patterns.count == 1 ? patterns[0].literalPrefix : ""
    let reserved = ArticleName.reservedPrefix.utf8
    let showsReserved = patterns.contains { $0.literalPrefix.utf8.starts(with: reserved) }
    let isWanted: (ArticleName) -> Bool = { name in
      (showsReserved || !name.isReserved)
        && (patterns.isEmpty || patterns.contains { $0.matches(name.description) })
    }
    let all = try standingRevisions(startingWith: prefix, asOf: moment)
    return LatestRevisions(
      all.revisions.filter { $0.article.map(isWanted) ?? false }, breaks: all.breaks)
  }

  private func standingRevisions(
    startingWith prefix: String, asOf moment: Moment?
  ) throws(ArchiveError) -> LatestRevisions {
    guard let moment else { return try index().latestRevisions(startingWith: prefix) }
    // Which name counts is known from both sides of a rename.
    let known = try index().standingRevisions(startingWith: "", asOf: moment)
    return LatestRevisions(
      try withOneNameEach(known.revisions, asOf: moment), breaks: known.breaks)
  }

  /// Without those under another name of an article that is there under one.
  private func withOneNameEach(
    _ revisions: [Revision], asOf moment: Moment
  ) throws(ArchiveError) -> [Revision] {
    let texts = Set(revisions.lazy.filter { !$0.isWithdrawal }.compactMap(\.article))
    if moment.kind == .observed {
      // The first revision of a new name has the old one's times, at which that was not given up yet.
      return revisions.filter { revision in revision.origin.map { !texts.contains($0) } ?? true }
    }
    let departures = try index().latestRevisions(startingWith: "").revisions.filter { revision in
      revision.metadata.renamedTo.flatMap { ArticleName(ifAllowed: $0) }.map(texts.contains)
        ?? false
    }
    let givenUp = Set(departures.compactMap(\.article))
    return revisions.filter { revision in
      revision.article.map { !givenUp.contains($0) } ?? true
    }
  }

  private func headTexts() throws(ArchiveError) -> TreeTexts? {
    guard let head = try headCommit() else { return nil }
    return try TreeTexts(self, root: tree(revision(head).root))
  }

  private func inTreeOrder(_ revisions: [Revision]) -> [Int] {
    let folders = revisions.map { $0.article.map { ArticlePath($0).folder } ?? "" }
    return revisions.indices.sorted { folders[$0] < folders[$1] }
  }

  private func text(
    of revision: Revision, _ texts: inout TreeTexts?, _ erased: ErasedTexts
  ) -> ListedArticle.Text {
    guard !revision.isWithdrawal, let article = revision.article else { return .withdrawn }
    do throws(ArchiveError) {
      let id =
        if texts != nil {
          try texts?.blob(of: article)
        } else {
          try blob(of: article, inTree: revision.root)
        }
      guard let id else { return .damaged(.absent(article, from: revision)) }
      if let text = erased[ContentID(id)] { return .erased(text) }
      let header = try translated { () throws(RepositoryError) in try repository.header(of: id) }
      return .present(ContentID(id), byteCount: header.byteCount)
    } catch {
      return .damaged(error)
    }
  }
}

/// Finds the blobs of many articles in one tree. Those whose folders are neighbours are found quickest in that order.
struct TreeTexts {
  private let archive: Archive
  private let root: Tree
  /// The folders on the way to the last one.
  private var way: [(name: String, tree: Tree)] = []

  init(_ archive: Archive, root: Tree) {
    (self.archive, self.root) = (archive, root)
  }

  /// - Returns: `nil` where the tree has none.
  mutating func blob(of article: ArticleName) throws(ArchiveError) -> ObjectID? {
    let path = ArticlePath(article)
    let sharedCount = zip(way, path.folders).prefix { $0.name == $1 }.count
    way.removeLast(way.count - sharedCount)
    for name in path.folders.dropFirst(sharedCount) {
      let parent = way.last?.tree ?? root
      guard let entry = parent[Array(name.utf8)], entry.mode == .directory else { return nil }
      way.append((name, try archive.tree(entry.id)))
    }
    guard let entry = path.entry(in: way.last?.tree ?? root), entry.mode.isRegularFile else {
      return nil
    }
    return entry.id
  }
}
