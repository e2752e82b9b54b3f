internal import Articles
internal import Objects
internal import Repository

extension Archive {
  /// For each revision of a history whose exact bytes stood before, the first that had them: a page
  /// that flips between two states says nothing new.
  ///
  /// Reads trees, no article's bytes. Revisions whose trees cannot be read are passed over: what
  /// they say is not known, and nobody asked for it.
  /// - Complexity: Five trees a revision.
  public func recurrences(in history: ArticleHistory) -> [RevisionID: Revision] {
    var found: [RevisionID: Revision] = [:]
    guard history.followsRenames else {
      find(among: history.revisions, of: history.article, &found)
      return found
    }
    for article in Set(history.revisions.compactMap(\.article)) {
      let revisions = history.revisions.filter { $0.article == article }
      find(among: revisions, of: article, &found)
    }
    return found
  }

  private func find(
    among revisions: [Revision], of article: ArticleName, _ found: inout [RevisionID: Revision]
  ) {
    let steps = ArticlePath(article).steps
    var first: [ObjectID: Int] = Dictionary(minimumCapacity: revisions.count)
    for index in revisions.indices.reversed() {
      guard let blob = readableBlob(of: revisions[index], at: steps) else { continue }
      if let earlier = first[blob] {
        found[revisions[index].id] = revisions[earlier]
      } else {
        first[blob] = index
      }
    }
  }

  /// The id of a revision's bytes at the end of a way through folders; `nil` where it has none, or they
  /// cannot be found.
  func readableBlob(of revision: Revision, at steps: [[[UInt8]]]) -> ObjectID? {
    if revision.isWithdrawal { return nil }
    return (try? blob(at: steps, inTree: revision.root)) ?? nil
  }

  /// The same for all revisions of an article; empty for a name that was never recorded.
  ///
  /// - Throws: `.damaged` where the head cannot be read.
  public func recurrences(
    of article: ArticleName
  ) throws(ArchiveError) -> [RevisionID: Revision] {
    recurrences(in: try recordedHistory(of: article))
  }
}

extension Archive {
  /// The same for the articles of some revisions, all in one.
  ///
  /// - Throws: `.damaged` where the head cannot be read.
  public func recurrences(
    of revisions: Revision...
  ) throws(ArchiveError) -> [RevisionID: Revision] {
    var found: [RevisionID: Revision] = [:]
    for article in Set(revisions.compactMap(\.article)) {
      found.merge(try recurrences(of: article)) { first, _ in first }
    }
    return found
  }
}
