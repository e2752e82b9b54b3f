package import Articles
package import Objects

/// A revision whose words are to be found.
package struct IndexedRevision: Sendable {
  package enum Content: Sendable {
    /// Taken down, erased, or no text.
    case nothing
    /// To be kept under a number below `keptCount`, in the place of what was kept under it.
    case text([UInt8], number: Int)
    /// One of its article's that is kept: some articles go back and forth between two texts.
    case kept(Int)

    /// How many texts of an article are kept until the next article comes.
    package static let keptCount = 8
  }

  package var article: ArticleName
  package var commit: ObjectID
  /// Whose articles have their navigation and notices in common with it; `nil` where nobody knows.
  package var site: String?
  /// When the article was seen to say this.
  package var observed: Timestamp
  package var content: Content

  package init(
    article: ArticleName, commit: ObjectID, site: String?, observed: Timestamp, content: Content
  ) {
    self.article = article
    self.commit = commit
    self.site = site
    self.observed = observed
    self.content = content
  }
}

/// Gives one revision after the other, `nil` at the end: those of an article the oldest first. It is quickest with all
/// of an article one after the other.
///
/// - Throws: `.source`.
package typealias PassageSource = @Sendable () throws(CatalogueError) -> IndexedRevision?
