public import Articles

/// One article of an archive, by one of its revisions: the newest, or the one that stood at some moment.
public struct ListedArticle: Sendable {
  public let article: ArticleName
  /// With its number, which is how many revisions there are up to it; without, where the log cannot be read before it.
  public let revision: Revision
  /// What became of its text.
  public let text: Text

  public enum Text: Equatable, Sendable {
    case present(ContentID, byteCount: Int)
    /// The article was taken down, or has another name.
    case withdrawn
    case erased(ErasedText)
    /// It cannot be read.
    case damaged(ArchiveError)
  }

  public var byteCount: Int? {
    if case .present(_, let count) = text { count } else { nil }
  }
}

/// Articles in the order of their names, and where the log that tells of them cannot be read.
public struct ArticleList: Sendable {
  public internal(set) var articles: [ListedArticle] = []
  /// Commits that may have been revisions of any article.
  public internal(set) var breaks: [LogBreak] = []
  /// How many articles there are, also those beyond a limit.
  public internal(set) var count = 0
}
