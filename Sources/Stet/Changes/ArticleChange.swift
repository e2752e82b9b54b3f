public import Articles
public import Prose

/// What became of one article since some time, however many revisions that took.
public struct ArticleChange: Sendable {
  public enum Outcome: Sendable {
    /// Its text is another one.
    case changed(RevisionDifference)
    /// It was not there before.
    case new
    /// It was taken down, and is gone.
    case withdrawn
    /// Its text is what it was, byte for byte: recorded again, or changed and changed back.
    case asBefore
    /// What it says, or said before, cannot be read.
    case damaged(ArchiveError)
  }

  public let article: ArticleName
  /// The text that it is held against: the one that stood before, of a withdrawn article the last. `nil`
  /// where there was none.
  public let old: Revision?
  /// The newest revision.
  public let new: Revision
  /// How many revisions were recorded since then.
  public let revisionCount: Int
  /// Whether it was withdrawn, before or meanwhile, and has a text again.
  public let isBack: Bool
  /// The article whose story this one goes on with, where it was given its name since then.
  public let renamedFrom: ArticleName?
  public let outcome: Outcome

  /// How both texts differ; `nil` where they are not two, or the same.
  public var difference: Difference? {
    guard case .changed(let revisions) = outcome else { return nil }
    return revisions.difference
  }
}
