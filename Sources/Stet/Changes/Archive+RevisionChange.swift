public import Articles
internal import Objects
public import Prose

/// What one revision did to its article's text.
public struct RevisionChange: Sendable {
  public let severity: ChangeSeverity
  /// Against the text before it; `nil` for the first one, and for a withdrawal.
  public let difference: Difference?

  init(_ difference: Difference) {
    self.difference = difference
    severity =
      difference.isEmpty ? .asBefore : ChangeSeverity(of: difference.verdict)
  }

  init(_ severity: ChangeSeverity) {
    self.severity = severity
    difference = nil
  }
}

extension Archive {
  /// What a revision changed; `nil` where it records no article, or one of the archive's own.
  ///
  /// Where the commit before it has the article, its history is not asked, so that a whole log can be told
  /// in one walk.
  ///
  /// - Parameter history: That of the article, where it is at hand.
  /// - Throws: `.damaged` where a text cannot be read.
  public func change(
    by revision: Revision, in history: ArticleHistory? = nil, view: Difference.View = .source
  ) throws(ArchiveError) -> RevisionChange? {
    guard let article = revision.article, !article.isReserved else { return nil }
    if revision.isWithdrawal { return RevisionChange(.withdrawn) }
    if history == nil, let difference = try differenceFromParent(revision, article, view) {
      return RevisionChange(difference)
    }
    let text: Revision?
    if let history {
      text = try history.text(before: revision)
    } else {
      text = try recordedHistory(of: article).text(before: revision)
    }
    guard let text else { return RevisionChange(.new) }
    return RevisionChange(try difference(from: text, to: revision, view: view).difference)
  }

  /// Against the text that the only parent has; `nil` where it has none.
  private func differenceFromParent(
    _ revision: Revision, _ article: ArticleName, _ view: Difference.View
  ) throws(ArchiveError) -> Difference? {
    guard revision.parents.count == 1, let parent = try? self.revision(revision.parents[0]),
      let id = try blob(of: article, inTree: parent.root)
    else { return nil }
    let (old, new) = (try content(ContentID(id)), try content(of: revision))
    switch view {
    case .source: return .between(old: old, new: new)
    case .visible:
      return .visible(old: old, revision.form(of: old), new: new, revision.form(of: new))
    }
  }
}
