internal import Articles

extension Archive {
  /// Records a text as the next revision of an article.
  ///
  /// - Parameter name: The article's: 1 to 1,024 bytes of UTF-8 without control characters.
  /// - Throws: `.invalidName`; as `record(_:by:now:patience:)`.
  @discardableResult
  public func record(
    _ text: String, as name: String, by author: Author, now: Timestamp = .now
  ) throws(ArchiveError) -> RecordOutcome {
    let article = try ArticleName(name)
    let outcomes = try record(
      [RevisionDraft(article: article, content: Array(text.utf8))], by: author, now: now)
    return outcomes.first ?? .unchanged(article)
  }

  /// The revisions of the article with this name, the newest first, numbered from the oldest.
  ///
  /// - Throws: `.invalidName`; as `history(of:)` with an `ArticleName`.
  public func history(of name: String) throws(ArchiveError) -> [Revision] {
    try history(of: ArticleName(name))
  }
}
