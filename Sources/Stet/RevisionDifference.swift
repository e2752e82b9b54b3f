internal import Articles
public import Prose

/// How one revision differs from another, of the same article or of two.
public struct RevisionDifference: Sendable {
  public let old: Revision
  public let new: Revision
  /// The ids of the bytes compared; `nil` for a withdrawal, which has none and compares as nothing.
  public let oldContentID: ContentID?
  public let newContentID: ContentID?
  /// The SHA-256 of each text alone, as `sha256sum` prints it; `nil` until somebody asks for it.
  public internal(set) var oldSHA256: String?
  public internal(set) var newSHA256: String?
  /// When the article was withdrawn after each text, where that came next.
  public var oldWithdrawn: Timestamp?
  public var newWithdrawn: Timestamp?
  /// What changed: edits over what was compared, with classes and moves. Its `view` says what that was.
  public let difference: Difference
}

extension Archive {
  /// Compares two revisions.
  ///
  /// - Parameters:
  ///   - view: Whether their bytes are compared, or what a reader of a page sees.
  ///   - classified: Whether each change of bytes gets its class; a quarter of the work is saved without.
  /// - Throws: `.unknownRevision` where one records no article; `.erased`, `.damaged`.
  public func difference(
    from old: Revision, to new: Revision, view: Difference.View = .source, classified: Bool = true
  ) throws(ArchiveError) -> RevisionDifference {
    let oldID = try comparedContentID(of: old)
    let newID = try comparedContentID(of: new)
    let (oldText, newText) = (try comparedContent(oldID), try comparedContent(newID))
    let difference = Difference.between(
      old: oldText, old.form(of: oldText), new: newText, new.form(of: newText), view: view,
      classified: classified)
    return RevisionDifference(
      old: old, new: new, oldContentID: oldID, newContentID: newID, difference: difference)
  }

  /// Compares the revisions that two specifiers name, such as `bridge@1` and `bridge`.
  ///
  /// - Throws: As `revision(_:)` and `difference(from:to:)`.
  public func difference(
    _ old: String, _ new: String, view: Difference.View = .source, classified: Bool = true
  ) throws(ArchiveError) -> RevisionDifference {
    try difference(from: revision(old), to: revision(new), view: view, classified: classified)
  }

  /// Compares a revision with the text before it; `nil` for the first of its article, and where it
  /// records none.
  ///
  /// What was withdrawn and came back is compared with what it was, so that a silent edit shows; the first
  /// revision under a new name, with the last text under the old.
  public func difference(
    before revision: Revision, view: Difference.View = .source, classified: Bool = true
  ) throws(ArchiveError) -> RevisionDifference? {
    guard let article = revision.article else { return nil }
    let history = try recordedHistory(of: article).leading(to: revision, in: self)
    // What was renamed goes on with the story of what it was called before.
    let origin = try textBeforeRename(to: revision)
    let earlier = try origin == nil ? history.text(before: revision) : origin
    guard let text = earlier else { return nil }
    var difference = try difference(from: text, to: revision, view: view, classified: classified)
    if !revision.isWithdrawal {
      difference.oldWithdrawn = origin == nil ? history.withdrawal(after: text)?.observed : nil
      difference.newWithdrawn = history.withdrawal(after: revision)?.observed
    }
    return difference
  }

  /// Compares the last two texts of an article, whether or not it is withdrawn now; `nil` where there are
  /// not two.
  ///
  /// - Throws: `.unknownArticle`, `.damaged`.
  public func difference(
    ofLatestTexts article: ArticleName, view: Difference.View = .source, classified: Bool = true
  ) throws(ArchiveError) -> RevisionDifference? {
    let history = try readableHistory(of: article)
    guard let latest = history.revisions.first else { return nil }
    let text = latest.isWithdrawal ? try history.text(before: latest) : latest
    return try text.flatMap { text throws(ArchiveError) in
      try difference(before: text, view: view, classified: classified)
    }
  }

  /// The same difference with the SHA-256 of both texts.
  ///
  /// - Throws: `.damaged` where what was compared is not the bytes, and those cannot be read any more.
  public func hashed(
    _ difference: RevisionDifference
  ) throws(ArchiveError) -> RevisionDifference {
    var hashed = difference
    hashed.oldSHA256 = try sha256(difference.oldContentID)
    hashed.newSHA256 = try sha256(difference.newContentID)
    return hashed
  }

  private func sha256(_ id: ContentID?) throws(ArchiveError) -> String? {
    guard let id else { return nil }
    return TextIdentity(id, of: try content(id)).sha256
  }

  private func comparedContentID(of revision: Revision) throws(ArchiveError) -> ContentID? {
    revision.isWithdrawal ? nil : try contentID(of: revision)
  }

  private func comparedContent(_ id: ContentID?) throws(ArchiveError) -> [UInt8] {
    guard let id else { return [] }
    return try content(id)
  }
}

extension ArticleHistory {
  /// This, or where the head does not lead to a revision, a history of its own.
  func leading(
    to revision: Revision, in archive: Archive
  ) throws(ArchiveError) -> ArticleHistory {
    if revisions.contains(where: { $0.id == revision.id }) { return self }
    return try LogIndex(archive, head: revision.id.object).history(of: article)
  }
}

extension Revision {
  /// How its text is written, by what is known of it and by its first bytes.
  func form(of text: [UInt8]) -> TextForm {
    TextForm(of: text, mediaType: metadata.mediaType, name: article?.description)
  }
}
