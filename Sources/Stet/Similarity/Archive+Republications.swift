internal import Articles
internal import Catalogue
internal import Objects
internal import Passages
internal import Prose

extension Archive {
  /// The articles that have a revision's text or a part of it, or are a part of it, those with the largest share first.
  ///
  /// Other revisions of the same article are none. What most articles of a site have in common is nobody's text.
  ///
  /// - Parameters:
  ///   - showsPassages: Whether to say which passages they have in common.
  ///   - progress: As in `found(by:progress:)`.
  /// - Throws: As `content(of:)` for the revision; `.cancelled`. Other texts that cannot be read are not found.
  public func republications(
    of revision: Revision, showsPassages: Bool = false,
    progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> [Republication] {
    try republications(
      of: searchableText(of: revision), from: revision.article, showsPassages: showsPassages,
      progress: progress)
  }

  /// The same of a text that need not be in the archive.
  ///
  /// - Parameter name: The name of its file, whose ending says what form it has.
  public func republications(
    of text: [UInt8], name: String?, showsPassages: Bool = false,
    progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> [Republication] {
    try republications(
      of: TextForm(of: text, name: name).visible(text), from: nil, showsPassages: showsPassages,
      progress: progress)
  }

  /// The republication of which a text that is to be recorded is one: the first that `republications(of:)` would find;
  /// `nil` where it would find none, and where the article's latest revision has the same bytes.
  ///
  /// - Throws: As `republications(of:)`.
  public func republication(
    of draft: RevisionDraft,
    progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> Republication? {
    guard let content = draft.content else { return nil }
    if let latest = try index().latest(of: draft.article), !latest.isWithdrawal,
      try contentID(of: latest).object == ObjectID(of: .blob, content: content.span)
    {
      return nil
    }
    let form = TextForm(
      of: content, mediaType: draft.metadata.mediaType, name: draft.article.description)
    return try republications(
      of: form.visible(content), from: draft.article, showsPassages: false, progress: progress
    ).first
  }

  /// What `republications(of:)` finds, as far as the index of words says it without being made or brought up to the
  /// head: nothing, where it cannot.
  public func knownRepublications(of revision: Revision) -> [Republication] {
    guard let passages, let head = try? headCommit(),
      let text = try? searchableText(of: revision)
    else { return [] }
    return passages.askKnown(at: head, of: self) { database throws(CatalogueError) in
      var search = RepublicationSearch(self, database, showsPassages: false)
      return try search.republications(of: ReadText(text), from: revision.article)
    } ?? []
  }

  private func republications(
    of text: [UInt8], from article: ArticleName?, showsPassages: Bool,
    progress: @escaping @Sendable (Int, Int) -> Bool
  ) throws(ArchiveError) -> [Republication] {
    guard let head = try headCommit() else { return [] }
    return try askPassages(at: head, goesOn: progress) { database throws(CatalogueError) in
      var search = RepublicationSearch(self, database, showsPassages: showsPassages)
      return try search.republications(of: ReadText(text), from: article)
    }
  }
}
