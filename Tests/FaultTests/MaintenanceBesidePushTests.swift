import Objects
import Repository
import Storage
import StorageConformance
import Testing

@testable import Stet

/// Maintenance while somebody pushes and packs: nothing that gets a name meanwhile may be gone.
struct MaintenanceBesidePushTests {
  /// What a push has brought: all of it is there, and nothing leads to it yet.
  private static func arrival() throws -> (arrived: MemoryStorage, named: MemoryStorage) {
    let arrived = MemoryStorage()
    try MemoryArchive.record("one", in: arrived)
    _ = try MemoryArchive.open(arrived).maintain(
      isComplete: true, now: MemoryArchive.now, workers: 1)
    let packed = Set(try arrived.packs())
    try MemoryArchive.record("two", in: arrived)
    let head = try arrived.head().id
    try MemoryArchive.record("three", in: arrived)
    try MemoryArchive.unpack(arrived, but: packed)
    let named = arrived.copy()
    arrived.setHead(head)
    return (arrived, named)
  }

  /// Maintains as often as there are calls to step in before, and each time somebody does it there.
  private func check(
    _ isComplete: Bool,
    _ step:
      @escaping @Sendable (
        _ storage: MemoryStorage, _ named: MemoryStorage, _ oldHead: ObjectID?
      ) -> Void
  ) throws {
    let (arrived, named) = try Self.arrival()
    func maintain(_ storage: MemoryStorage) throws {
      // The storage's files are of 1970: with any less, all that nothing leads to would be old.
      let summary = try MemoryArchive.open(storage).maintain(
        isComplete: isComplete, grace: .max - 1, now: MemoryArchive.now, workers: 1)
      #expect(summary.prunedCount == 0)
    }
    let oldHead = try arrived.head().id
    let whole = arrived.copy()
    try maintain(whole)
    #expect(whole.calls.count > 10)
    for number in whole.calls.indices {
      let storage = arrived.copy { storage, _ in
        if storage.calls.count == number { step(storage, named, oldHead) }
      }
      try maintain(storage)
      let head = try named.head().id
      if try storage.head().id != head { storage.setHead(head) }
      let findings = try MemoryArchive.open(storage).verify(workers: 1).findings
      #expect(findings == [], "before call \(number)")
    }
  }

  @Test(arguments: [false, true])
  func `what a push gives a name to at any moment stays`(isComplete: Bool) throws {
    try check(isComplete) { storage, named, _ in storage.setHead(try? named.head().id) }
  }

  @Test(arguments: [false, true])
  func `what git packs and gives a name to at any moment stays`(isComplete: Bool) throws {
    try check(isComplete) { storage, named, _ in
      let packed = named.copy()
      _ = try? MemoryArchive.open(packed).maintain(
        isComplete: true, now: MemoryArchive.now, workers: 1)
      storage.become(packed)
    }
  }

  @Test(arguments: [false, true])
  func `what others put into a pack at any moment is not called removed`(isComplete: Bool) throws {
    try check(isComplete) { storage, named, oldHead in
      let packed = named.copy()
      _ = try? MemoryArchive.open(packed).maintain(
        isComplete: true, now: MemoryArchive.now, workers: 1)
      packed.setHead(oldHead)
      storage.become(packed)
    }
  }

  /// An object that nothing leads to, and that is gone whenever somebody opens it.
  @Test func `who clears away all the while is told of, and is no damage`() throws {
    let (arrived, _) = try Self.arrival()
    let lacking = arrived.copy()
    let unreached = try #require(arrived.objects().ids.first)
    try lacking.retire([.object(unreached)])
    let storage = arrived.copy { storage, name in
      storage.become(name == "objects" ? arrived : lacking)
    }
    #expect(throws: ArchiveError.conflict(reason: "another program keeps clearing objects away")) {
      try MemoryArchive.open(storage).maintain(
        isComplete: false, grace: .max - 1, now: MemoryArchive.now, workers: 1)
    }
    // Once that is over, maintenance does its work.
    let later = arrived.copy { storage, name in
      guard storage.calls.count(where: { $0.name == "objects" }) < 4 else { return }
      storage.become(name == "objects" ? arrived : lacking)
    }
    _ = try MemoryArchive.open(later).maintain(
      isComplete: false, grace: .max - 1, now: MemoryArchive.now, workers: 1)
  }

  @Test func `what is older than the grace goes, and nothing else`() throws {
    let (arrived, named) = try Self.arrival()
    let summary = try MemoryArchive.open(arrived).maintain(
      isComplete: true, grace: 3600, now: MemoryArchive.now, workers: 1)
    #expect(summary.prunedCount > 0)
    #expect(try MemoryArchive.open(arrived).verify(workers: 1).isClean)
    arrived.setHead(try named.head().id)
    #expect(try !MemoryArchive.open(arrived).verify(workers: 1).isClean)
  }
}
