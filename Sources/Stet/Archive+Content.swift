internal import Articles
internal import Objects
internal import Repository

extension Archive {
  /// The exact bytes of a revision.
  ///
  /// - Throws: `.withdrawn` where it records that the article was taken down, `.erased`, `.damaged`.
  public func content(of revision: Revision) throws(ArchiveError) -> [UInt8] {
    try content(contentID(of: revision))
  }

  /// The bytes with this id.
  ///
  /// Only where they cannot be had is it asked whether they were erased.
  /// - Throws: `.erased`, `.damaged`.
  public func content(_ id: ContentID) throws(ArchiveError) -> [UInt8] {
    do {
      return try repository.blob(id.object)
    } catch {
      throw reason(error, lacking: id.object)
    }
  }

  /// The two names of a revision's bytes, which are read and hashed for it.
  ///
  /// - Throws: As `content(of:)`.
  public func textIdentity(of revision: Revision) throws(ArchiveError) -> TextIdentity {
    let id = try contentID(of: revision)
    return TextIdentity(id, of: try content(id))
  }

  /// The id of a revision's bytes.
  public func contentID(of revision: Revision) throws(ArchiveError) -> ContentID {
    guard let article = revision.article else {
      throw .unknownRevision(
        revision.id.abbreviated, known: "that commit records no article of Stet's")
    }
    if revision.isWithdrawal {
      let last = try recordedHistory(of: article).text(before: revision)
      throw .withdrawn(
        article.description, since: revision.observed, lastText: last?.specifier,
        renamedTo: revision.metadata.renamedTo)
    }
    guard let id = try blob(of: article, inTree: revision.root) else {
      throw .absent(article, from: revision)
    }
    return ContentID(id)
  }

  /// The blob of an article in the tree of some commit; `nil` where the tree has none.
  func blob(of article: ArticleName, inTree root: ObjectID) throws(ArchiveError) -> ObjectID? {
    try blob(at: ArticlePath(article).steps, inTree: root)
  }

  /// The blob at the end of a way through folders, each with what it may be called.
  func blob(
    at steps: [[[UInt8]]], inTree root: ObjectID
  ) throws(ArchiveError) -> ObjectID? {
    try translated { () throws(RepositoryError) in
      var id = root
      for (index, names) in steps.enumerated() {
        guard let entry = try repository.entry(names, of: id) else { return nil }
        let isLast = index == steps.count - 1
        guard isLast ? entry.mode.isRegularFile : entry.mode == .directory else { return nil }
        id = entry.id
      }
      return id
    }
  }
}

extension ArchiveError {
  /// A commit records an article that its tree has not.
  static func absent(_ article: ArticleName, from revision: Revision) -> ArchiveError {
    .damaged(Damage(.object(StoredObjectID(revision.id.object)), .log(.absent(article))))
  }
}
