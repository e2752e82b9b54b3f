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
