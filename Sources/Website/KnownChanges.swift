internal import Pages
internal import Prose
internal import Rendering
internal import Stet
internal import Synchronization

/// What revisions did to their articles' texts, once somebody has compared them: that never changes.
final class KnownChanges: Sendable {
  /// What is kept of one comparison: not its texts.
  struct Change: Sendable {
    var severity: ChangeSeverity?
    var summary: String
    var classes: Set<ChangeClass>
    var byteCount: Int?
  }

  /// Some hundred bytes each.
  private static let largestCount = 50_000
  private let known = Mutex<[RevisionID: Change]>([:])

  /// What a revision did, compared now unless it is known.
  func change(by revision: Revision, in history: ArticleHistory, of archive: Archive) -> Change {
    if let change = known.withLock({ $0[revision.id] }) { return change }
    let (change, isCertain) = compared(revision, in: history, of: archive)
    // What cannot be read may be healed, and erased.
    guard isCertain else { return change }
    known.withLock { known in
      if known.count >= KnownChanges.largestCount { known.removeAll() }
      known[revision.id] = change
    }
    return change
  }

  private func compared(
    _ revision: Revision, in history: ArticleHistory, of archive: Archive
  ) -> (Change, isCertain: Bool) {
    do throws(ArchiveError) {
      guard let change = try archive.change(by: revision, in: history, view: .visible) else {
        return (Change(summary: "", classes: []), false)
      }
      let byteCount =
        revision.isWithdrawal ? nil : try archive.content(of: revision).count
      let classes = change.difference?.verdict.classes ?? []
      let summary = words(of: change, revision, in: history)
      return (
        Change(severity: change.severity, summary: summary, classes: classes, byteCount: byteCount),
        true
      )
    } catch {
      return (Change(summary: error.sentence, classes: []), false)
    }
  }

  private func words(
    of change: RevisionChange, _ revision: Revision, in history: ArticleHistory
  ) -> String {
    if let difference = change.difference {
      return difference.isEmpty ? "the same text" : difference.summary
    }
    if revision.isWithdrawal { return "the article was taken down" }
    return "the first text"
  }
}

extension KnownChanges {
  /// The same as a line of a list.
  func line(for revision: Revision, in history: ArticleHistory, of archive: Archive) -> ChangeLine {
    let change = change(by: revision, in: history, of: archive)
    let old = revision.isWithdrawal ? nil : (try? history.text(before: revision)) ?? nil
    return ChangeLine(
      revision, severity: change.severity, summary: change.summary, old: old,
      byteCount: change.byteCount)
  }
}
