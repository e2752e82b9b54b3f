internal import Articles
public import Prose

/// How one revision differs from another, of the same article or of two.
public struct RevisionDifference: Sendable {
  public let old: Revision
  public let new: Revision
  /// The ids of the bytes compared; `nil` for a withdrawal, which has none and compares as nothing.
  public let oldContentID: ContentID?
  public let newContentID: ContentID?
  /// When the article was withdrawn after each text, where that came next.
  public var oldWithdrawn: Timestamp?
  public var newWithdrawn: Timestamp?
  /// What changed: edits over both texts, with classes and moves.
  public let difference: Difference
}

extension Archive {
  /// Compares two revisions.
  ///
  /// - Throws: `.unknownRevision` where one records no article; `.damaged`.
  public func difference(
    from old: Revision, to new: Revision
  ) throws(ArchiveError) -> RevisionDifference {
    let oldID = try comparedContentID(of: old)
    let newID = try comparedContentID(of: new)
    return RevisionDifference(
      old: old, new: new, oldContentID: oldID, newContentID: newID,
      difference: .between(old: try comparedContent(oldID), new: try comparedContent(newID)))
  }

  /// Compares the revisions that two specifiers name, such as `bridge@1` and `bridge`.
  ///
  /// - Throws: As `revision(_:)` and `difference(from:to:)`.
  public func difference(
    _ old: String, _ new: String
  ) throws(ArchiveError) -> RevisionDifference {
    try difference(from: revision(old), to: revision(new))
  }

  /// Compares a revision with the text before it; `nil` for the first of its article, and where it
  /// records none.
  ///
  /// What was withdrawn and came back is compared with what it was, so that a silent edit shows.
  public func difference(
    before revision: Revision
  ) throws(ArchiveError) -> RevisionDifference? {
    guard let article = revision.article else { return nil }
    let history = try recordedHistory(of: article)
    guard let text = try history.text(before: revision) else { return nil }
    var difference = try difference(from: text, to: revision)
    if !revision.isWithdrawal {
      difference.oldWithdrawn = history.withdrawal(after: text)?.observed
      difference.newWithdrawn = history.withdrawal(after: revision)?.observed
    }
    return difference
  }

  /// Compares the last two texts of an article, whether or not it is withdrawn now; `nil` where there are
  /// not two.
  ///
  /// - Throws: `.unknownArticle`, `.damaged`.
  public func difference(
    ofLatestTexts article: ArticleName
  ) throws(ArchiveError) -> RevisionDifference? {
    let history = try readableHistory(of: article)
    guard let latest = history.revisions.first else { return nil }
    let text = latest.isWithdrawal ? try history.text(before: latest) : latest
    return try text.flatMap { text throws(ArchiveError) in try difference(before: text) }
  }

  private func comparedContentID(of revision: Revision) throws(ArchiveError) -> ContentID? {
    revision.isWithdrawal ? nil : try contentID(of: revision)
  }

  private func comparedContent(_ id: ContentID?) throws(ArchiveError) -> [UInt8] {
    guard let id else { return [] }
    return try content(id)
  }
}
