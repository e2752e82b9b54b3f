import Bytes
import Repository
import Storage
import StorageConformance
import Testing

@testable import Stet

/// Commits over a storage in memory that refuses, or does what it is asked and loses the answer.
struct LostAcknowledgementTests {
  @discardableResult
  private func record(
    _ contents: [String], in storage: MemoryStorage
  ) throws -> [RecordOutcome] {
    let drafts = try contents.enumerated().map { number, content in
      RevisionDraft(article: try ArticleName("article \(number)"), content: Array(content.utf8))
    }
    return try MemoryArchive.open(storage).record(
      drafts, by: MemoryArchive.ann, now: MemoryArchive.now,
      patience: .zero)
  }

  private func storage() throws -> MemoryStorage {
    let storage = MemoryStorage()
    try record(["one"], in: storage)
    return storage
  }

  @Test func `an archive works over a storage that is no folder`() throws {
    let storage = try storage()
    try record(["two"], in: storage)
    try record((0..<60).map { "many \($0)" }, in: storage)
    #expect(try MemoryArchive.open(storage).content("article 0@2") == Array("two".utf8))
    #expect(try MemoryArchive.open(storage).content("article 59") == Array("many 59".utf8))
    #expect(try MemoryArchive.open(storage).verify(workers: 1).isClean)
    #expect(try !storage.packs().isEmpty)
    _ = try MemoryArchive.open(storage).maintain(
      isComplete: true, now: MemoryArchive.now, workers: 1)
    #expect(try storage.objects().ids.isEmpty)
    #expect(try MemoryArchive.open(storage).verify(workers: 1).isClean)
  }

  @Test(arguments: [["two"], (0..<60).map { "many \($0)" }])
  func `whatever call fails or loses its answer, what is said is true`(contents: [String]) throws {
    let before = try storage()
    let oldHead = try MemoryArchive.open(before).head()
    let whole = before.copy()
    try record(contents, in: whole)
    let newHead = try MemoryArchive.open(whole).head()
    #expect(whole.calls.count > 8)
    for number in whole.calls.indices {
      for fault in [MemoryStorage.Fault.failure(at: number), .lostAcknowledgement(at: number)] {
        let faulty = before.copy(fault: fault)
        let expected: RevisionID?
        do {
          try record(contents, in: faulty)
          expected = newHead
        } catch ArchiveError.recordedInDoubt(let id, _) {
          #expect(id == newHead, "\(fault)")
          expected = newHead
        } catch {
          expected = oldHead
        }
        let after = faulty.copy()
        #expect(try MemoryArchive.open(after).head() == expected, "\(fault)")
        #expect(try MemoryArchive.open(after).verify(workers: 1).isClean, "\(fault)")
        try record(contents, in: after)
        #expect(try MemoryArchive.open(after).head() == newHead, "\(fault)")
      }
    }
  }

  @Test(arguments: ["advanceHead", "metadata", "head"])
  func `what others remove before the head moves is stored anew`(moment: String) throws {
    let storage = MemoryStorage { storage, name in
      // Once, at the last such moment before the head moves, everything new is taken away.
      let isStored = storage.calls.contains { $0.name == "publishIndex" }
      let isDone = storage.calls.contains { $0.name == "advanceHead" }
      if name == moment, isStored, !isDone { storage.removePacks() }
    }
    do {
      try record(["one"], in: storage)
    } catch ArchiveError.conflict {
      // Others who take everything away each time win; then nothing is recorded.
      #expect(try storage.head().id == nil)
      return
    }
    #expect(try MemoryArchive.open(storage).content("article 0") == Array("one".utf8))
    #expect(try MemoryArchive.open(storage).verify(workers: 1).isClean)
  }

  @Test func `a head that another writer moved is built upon`() throws {
    let other = MemoryStorage()
    try record(["theirs"], in: other)
    let theirs = other.copy()
    let moved = try #require(try other.head().id)
    let packs = try theirs.packs()
    let storage = MemoryStorage { storage, name in
      guard name == "advanceHead", storage.calls.filter({ $0.name == name }).isEmpty else { return }
      for piece in packs.flatMap({ [Piece.pack($0), .index($0)] }) {
        guard let bytes = try? theirs.open(piece)?.all() else { continue }
        try? storage.publish([NewPiece(piece, bytes.copy)])
      }
      storage.setHead(moved)
    }
    try record(["ours"], in: storage)
    #expect(try MemoryArchive.open(storage).content("article 0@1") == Array("theirs".utf8))
    #expect(try MemoryArchive.open(storage).content("article 0@2") == Array("ours".utf8))
  }
}
