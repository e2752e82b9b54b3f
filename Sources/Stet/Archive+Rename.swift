internal import Articles
internal import Objects
internal import Repository

/// The two sides of a rename.
public struct Renaming: Sendable {
  /// The first revision under the new name, with the bytes of the last one under the old.
  public let revision: Revision
  /// What says of the old name that its story goes on elsewhere.
  public let withdrawal: Revision
}

extension Archive {
  /// Gives an article another name: a revision under the new one, then a withdrawal of the old, in one
  /// publication.
  ///
  /// - Throws: `.reservedArticle`; `.articleExists` where the new name is a living article's;
  ///   `.unknownArticle` or `.withdrawn` where the old one is none; as `record`.
  public func rename(
    _ old: ArticleName, to new: ArticleName, message: [UInt8]? = nil,
    allowsSimilarName: Bool = false, by author: Author, now: Timestamp,
    patience: Duration = Archive.patience
  ) throws(ArchiveError) -> Renaming {
    if old.isReserved { throw .reservedArticle(old) }
    var draft = RevisionDraft(article: new, content: [], message: message)
    draft.allowsSimilarName = allowsSimilarName
    try check(draft, now: now)
    let outcomes = try record(by: author, now: now, patience: patience) {
      writer throws(ArchiveError) in
      let last = try livingText(of: old, at: writer.head)
      guard try isFree(new, at: writer.head) else { throw .articleExists(new) }
      var arrival = draft
      arrival.metadata = last.metadata
      // These are the other revision's own.
      arrival.metadata.importedFrom = nil
      arrival.metadata.renamedTo = nil
      arrival.metadata.renamedFrom = old.description
      var departure = RevisionDraft(article: old, content: nil, message: message)
      departure.metadata.renamedTo = new.description
      try arrival.check()
      try departure.check()
      guard
        let revision = try writer.record(arrival, blob: contentID(of: last).object).revision
      else { throw .articleExists(new) }
      return [.recorded(revision), try writer.add(departure)]
    }
    guard outcomes.count == 2, case .recorded(let revision) = outcomes[0],
      case .recorded(let withdrawal) = outcomes[1]
    else { throw .articleExists(new) }
    return Renaming(revision: revision, withdrawal: withdrawal)
  }

  /// The latest revision of an article that a head has.
  private func livingText(
    of article: ArticleName, at head: ObjectID?
  ) throws(ArchiveError) -> Revision {
    let history = try index(at: head).history(of: article)
    if let fault = history.amendmentsFault { throw fault }
    if let first = history.breaks.first, history.revisions.isEmpty { throw first.cause }
    guard let last = history.revisions.first else { throw try unknown(article.description) }
    // A withdrawal has no bytes, and says since when.
    if last.isWithdrawal { _ = try contentID(of: last) }
    return last
  }

  private func isFree(_ name: ArticleName, at head: ObjectID?) throws(ArchiveError) -> Bool {
    guard let head else { return true }
    return try blob(of: name, inTree: revision(head).root) == nil
  }
}

// MARK: - The story across names

extension Archive {
  /// The revisions of an article, and before each rename those of what it was called then, as they stand
  /// in the log, each under its own name and number.
  ///
  /// Withdrawals that say of an earlier name only that it was given up are left out.
  /// - Throws: As `readableHistory(of:)`.
  public func followedHistory(of article: ArticleName) throws(ArchiveError) -> ArticleHistory {
    let own = try readableHistory(of: article)
    guard own.revisions.contains(where: { $0.origin != nil }) else { return own }
    let index = LogIndex(self, head: try headCommit())
    var history = ArticleHistory(article: article, followsRenames: true)
    var names: Set<ArticleName> = [article]
    var start = index.head?.object
    while let commit = start {
      start = nil
      // Each walk begins at an older commit than the one before, so that they end.
      try LogIndex(self, head: commit).visitHistory(of: names) { step throws(ArchiveError) in
        history.append(step)
        guard case .revision(let revision) = step, let origin = revision.origin,
          names.count < Archive.followedNameLimit, names.insert(origin).inserted
        else { return true }
        start = revision.parents.first
        return false
      }
    }
    history.number()
    index.amend(&history, of: names.sorted())
    return history.without { revision in
      revision.isWithdrawal && revision.article != article
        && revision.metadata.renamedTo.flatMap { ArticleName(ifAllowed: $0) }
          .map { names.contains($0) } ?? false
    }
  }

  /// Nobody renames an article so often; a forged history may, and each name makes the walk slower.
  private static let followedNameLimit = 100

  /// The last text of what a revision's article was called before, where it is the first under its name;
  /// `nil` for every other, and where there was none.
  ///
  /// - Throws: `.damaged` where one that cannot be read may lie between.
  func textBeforeRename(to revision: Revision) throws(ArchiveError) -> Revision? {
    guard let origin = revision.origin, let parent = revision.parents.first else { return nil }
    var found: Revision?
    try LogIndex(self, head: parent).visitHistory(of: origin) { step throws(ArchiveError) in
      switch step {
      case .damage(let place): throw place.cause
      case .revision(let revision):
        if !revision.isWithdrawal { found = revision }
        return found == nil
      }
    }
    guard let found else { return nil }
    // With its number, and what was amended.
    return try recordedHistory(of: origin).revisions.first { $0.id == found.id } ?? found
  }
}

extension Revision {
  /// The other article whose story it goes on with.
  var origin: ArticleName? {
    guard let name = metadata.renamedFrom.flatMap({ ArticleName(ifAllowed: $0) }), name != article
    else { return nil }
    return name
  }
}

extension ArticleHistory {
  /// The name that an article was given instead, where a revision's story left this one and something came
  /// to it again.
  func departure(after revision: Revision) -> ArticleName? {
    guard let index = revisions.firstIndex(where: { $0.id == revision.id }),
      let end = revisions[...index].last(where: { $0.isWithdrawal }), end.id != revisions[0].id
    else { return nil }
    return end.metadata.renamedTo.flatMap { ArticleName(ifAllowed: $0) }
  }
}
