import Repository
import StorageConformance

@testable import Stet

/// Archives over a storage in memory, where others step in between two calls.
enum MemoryArchive {
  static let ann = Author(name: "Ann", mail: "ann@example.org")
  static let now = Timestamp(seconds: 1_322_155_620, zoneMinutes: 0)

  static func open(_ storage: MemoryStorage) -> Archive {
    Archive(Repository(storage)) { _ in 0 }
  }

  /// Records a revision each of two articles.
  static func record(_ content: String, in storage: MemoryStorage) throws {
    let drafts = try ["a", "b"].map {
      RevisionDraft(article: try ArticleName($0), content: Array("\(content) of \($0)".utf8))
    }
    _ = try open(storage).record(drafts, by: ann, now: now, patience: .zero)
  }
}
