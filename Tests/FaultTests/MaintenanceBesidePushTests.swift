import Objects
import Repository
import Storage
import StorageConformance
import Testing

@testable import Stet

/// Maintenance while somebody pushes and packs: nothing that gets a name meanwhile may be gone.
struct MaintenanceBesidePushTests {
  private static let ann = Author(name: "Ann", mail: "ann@example.org")
  private static let now = Timestamp(seconds: 1_322_155_620, zoneMinutes: 0)

  private static func archive(_ storage: MemoryStorage) -> Archive {
    Archive(Repository(storage)) { _ in 0 }
  }

  private static func record(_ content: String, in storage: MemoryStorage) throws {
    let drafts = try ["a", "b"].map {
      RevisionDraft(article: try ArticleName($0), content: Array("\(content) of \($0)".utf8))
    }
    _ = try archive(storage).record(drafts, by: ann, now: now, patience: .zero)
  }

  /// What a push has brought: all of it is there, and nothing leads to it yet.
  private static func arrival() throws -> (arrived: MemoryStorage, named: MemoryStorage) {
    let arrived = MemoryStorage()
    try record("one", in: arrived)
    _ = try archive(arrived).maintain(isComplete: true, now: now, workers: 1)
    try record("two", in: arrived)
    let head = try arrived.head().id
    try record("three", in: arrived)
    let named = arrived.copy()
    arrived.setHead(head)
    return (arrived, named)
  }

  /// Maintains as often as there are calls to step in before, and each time somebody does it there.
  private func check(
    _ isComplete: Bool,
    _ step: @escaping @Sendable (_ storage: MemoryStorage, _ named: MemoryStorage) -> Void
  ) throws {
    let (arrived, named) = try Self.arrival()
    func maintain(_ storage: MemoryStorage) throws {
      // The storage's files are of 1970: with any less, all that nothing leads to would be old.
      _ = try Self.archive(storage).maintain(
        isComplete: isComplete, grace: .max - 1, now: Self.now, workers: 1)
    }
    let whole = arrived.copy()
    try maintain(whole)
    #expect(whole.calls.count > 10)
    for number in whole.calls.indices {
      let storage = arrived.copy { storage, _ in
        if storage.calls.count == number { step(storage, named) }
      }
      try maintain(storage)
      let head = try named.head().id
      if try storage.head().id != head { storage.setHead(head) }
      let findings = try Self.archive(storage).verify(workers: 1).findings
      #expect(findings == [], "before call \(number)")
    }
  }

  @Test(arguments: [false, true])
  func `what a push gives a name to at any moment stays`(isComplete: Bool) throws {
    try check(isComplete) { storage, named in storage.setHead(try? named.head().id) }
  }

  @Test(arguments: [false, true])
  func `what git packs and gives a name to at any moment stays`(isComplete: Bool) throws {
    try check(isComplete) { storage, named in
      let packed = named.copy()
      _ = try? Self.archive(packed).maintain(isComplete: true, now: Self.now, workers: 1)
      storage.become(packed)
    }
  }

  @Test func `what is older than the grace goes, and nothing else`() throws {
    let (arrived, named) = try Self.arrival()
    let summary = try Self.archive(arrived).maintain(
      isComplete: true, grace: 3600, now: Self.now, workers: 1)
    #expect(summary.prunedCount > 0)
    #expect(try Self.archive(arrived).verify(workers: 1).isClean)
    arrived.setHead(try named.head().id)
    #expect(try !Self.archive(arrived).verify(workers: 1).isClean)
  }
}
