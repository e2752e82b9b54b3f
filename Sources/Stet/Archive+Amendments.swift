internal import Articles
internal import Objects
internal import Repository

/// A correction of what is known of a revision.
public struct AmendmentDraft: Sendable {
  /// What is known now: of `MetadataField.amendable`; the rest stays as it is.
  public var metadata = Metadata()
  /// What is not known any more.
  public var cleared: Set<MetadataField> = []
  /// Why; kept byte for byte.
  public var message: [UInt8]?
  /// Takes times that are yet to come.
  public var allowsFuture = false

  public init() {}

  /// - Throws: `.invalidMetadata` for a field that is both given and cleared, or is not for this.
  fileprivate func check() throws(ArchiveError) {
    for field in MetadataField.allCases {
      let isCleared = cleared.contains(field)
      guard metadata[field] != nil || isCleared else { continue }
      guard MetadataField.amendable.contains(field) else {
        throw .invalidMetadata(field: field.name, reason: "it is nothing that can be amended")
      }
      if metadata[field] != nil && isCleared {
        throw .invalidMetadata(field: field.name, reason: "it is given and cleared at once")
      }
    }
  }

  /// The fields that a revision does not say this of.
  fileprivate func changed(in revision: Revision) -> [MetadataField] {
    MetadataField.amendable.filter { field in
      let known = revision.metadata[field]
      if cleared.contains(field) { return known != nil }
      guard let value = metadata[field] else { return false }
      // Swift takes canonically equivalent strings for equal.
      return known.map { !$0.utf8.elementsEqual(value.utf8) } ?? true
    }
  }
}

extension Archive {
  /// Corrects what is known of a revision: what was recorded stays, and readers are told the newest.
  ///
  /// - Returns: The revision that says so; `.unchanged` where all of it is known like this already.
  /// - Throws: `.reservedArticle`, `.invalidMetadata`, `.futureTime`; `.unknownRevision` for a commit that
  ///   the head's history does not contain; `.damaged` where earlier amendments cannot be read; as `record`.
  public func amend(
    _ revision: Revision, _ draft: AmendmentDraft, by author: Author, now: Timestamp,
    patience: Duration = Archive.patience
  ) throws(ArchiveError) -> RecordOutcome {
    guard let article = revision.article else {
      throw .unknownRevision(
        revision.id.abbreviated, known: "that commit records no article of Stet's")
    }
    if article.isReserved { throw .reservedArticle(article) }
    try draft.check()
    let outcomes = try record(by: author, now: now, patience: patience) {
      writer throws(ArchiveError) in
      let history = try index(at: writer.head).history(of: article)
      if let fault = history.amendmentsFault { throw fault }
      guard let target = history.revisions.first(where: { $0.id == revision.id }) else {
        throw .unknownRevision(
          revision.id.abbreviated, known: "the head's history does not contain it")
      }
      let changed = draft.changed(in: target)
      guard !changed.isEmpty else { return [.unchanged(article)] }
      let known = try amendments(of: article, at: writer.head) ?? Amendments()
      let amendment = Amendment(
        article: article, target: target, draft: draft, changed: changed, author: author,
        recorded: writer.recorded)
      let record = amendment.draft(after: known)
      try record.check()
      try record.check(now: now)
      return [try writer.add(record)]
    }
    return outcomes.first ?? .unchanged(article)
  }

  /// What was amended of an article's revisions, as a head has it; `nil` where nothing was.
  ///
  /// - Throws: `.damaged` where it cannot be read, or says nothing.
  func amendments(
    of article: ArticleName, at head: ObjectID?
  ) throws(ArchiveError) -> Amendments? {
    // Nobody amends what the archive says of itself.
    guard !article.isReserved, let head else { return nil }
    return try amendments(of: article, inTree: revision(head).root)
  }

  func amendments(
    of article: ArticleName, inTree root: ObjectID
  ) throws(ArchiveError) -> Amendments? {
    guard let id = try blob(of: .amendments(of: article), inTree: root) else { return nil }
    let text = try translated { () throws(RepositoryError) in try repository.blob(id) }
    do throws(AmendmentsError) {
      return try Amendments(decoding: text)
    } catch {
      guard case .malformed(let line) = error else { return nil }
      throw .damaged(
        Damage(.object(StoredObjectID(id)), .log(.malformedAmendments(line: line))))
    }
  }
}

/// One amendment about to be recorded.
private struct Amendment {
  let article: ArticleName
  /// The revision that is amended, with what was amended before.
  let target: Revision
  let draft: AmendmentDraft
  let changed: [MetadataField]
  let author: Author
  let recorded: Timestamp

  /// What is recorded where these amendments are known already.
  func draft(after known: Amendments) -> RevisionDraft {
    var table = known
    // The name as the commit has it: git leaves signs out of names.
    let name = Signature(name: author.name, mail: author.mail, seconds: 0, zone: "+0000").name
    for field in changed {
      table.set(
        Amendments.Entry(
          revision: target.id, field: field, value: draft.metadata[field], recorded: recorded,
          author: String(decoding: name, as: UTF8.self)))
    }
    var metadata = Metadata()
    for field in changed {
      metadata.set(field, to: draft.metadata[field], localZone: { _ in 0 })
    }
    // A day is one wherever it is read, and a second has its zone.
    if changed.contains(.published) { metadata.published = draft.metadata.published }
    if changed.contains(.retrieved) { metadata.retrieved = draft.metadata.retrieved }
    metadata.amends = target.id.description
    metadata.clears = Amendments.list(changed.filter { draft.metadata[$0] == nil })
    var record = RevisionDraft(
      article: .amendments(of: article), content: table.encoded(), message: words,
      metadata: metadata)
    record.allowsFuture = draft.allowsFuture
    return record
  }

  /// The first line says what it does, so that any log of git's tells it.
  private var words: [UInt8] {
    let changes = changed.map { field in
      draft.metadata[field].map { "\(field.name) \($0)" } ?? "\(field.name) cleared"
    }
    let line = "amended \(target.specifier): \(changes.joined(separator: ", "))"
    return Array(line.utf8) + (draft.message.map { Array("\n\n".utf8) + $0 } ?? [])
  }
}
