internal import Articles
internal import Objects
internal import Synchronization

/// The history that was asked for last: one command asks for the same one several times.
final class RecentHistory: Sendable {
  private struct Entry: Sendable {
    let head: ObjectID?
    let history: ArticleHistory
  }

  private let entry = Mutex<Entry?>(nil)

  func history(
    of article: ArticleName, at head: ObjectID?,
    else read: () throws(ArchiveError) -> ArticleHistory
  ) throws(ArchiveError) -> ArticleHistory {
    let known = entry.withLock { $0 }
    if let known, known.head == head, known.history.article == article { return known.history }
    let history = try read()
    entry.withLock { $0 = Entry(head: head, history: history) }
    return history
  }
}
