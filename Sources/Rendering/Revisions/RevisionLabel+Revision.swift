public import Articles

extension RevisionLabel {
  /// All that a renderer can say of a revision.
  ///
  /// - Parameters:
  ///   - contentID: The id of its exact bytes; `nil` for a withdrawal, which has none.
  ///   - earlier: The first revision of the article that had the same bytes.
  public init(_ revision: Revision, contentID: ContentID? = nil, sameAs earlier: Revision? = nil) {
    self.init(
      name: revision.article?.description ?? revision.id.description,
      specifier: revision.specifier, commitID: revision.id.description,
      blobID: contentID?.description, title: revision.metadata.title,
      published: revision.metadata.published?.description,
      retrieved: revision.metadata.retrieved?.description,
      recorded: revision.recorded.description, sameAs: earlier?.specifier)
    if revision.authored.seconds != revision.recorded.seconds {
      authored = revision.authored.description
    }
    source = revision.metadata.source
    renamedFrom = revision.metadata.renamedFrom
    isWithdrawn = revision.isWithdrawal
    amended = Set(revision.amendments.map(\.field))
  }
}
