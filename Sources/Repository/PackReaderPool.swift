internal import Packs
internal import Synchronization

/// Readers of one pack for any number of threads: none waits for another.
///
/// A reader that is free is taken; where there is none, a new one is made, which costs little until
/// it reads. Memory: 64 MB of recently used bases for the first reader, 8 MB for each further one,
/// and at most eight are kept; of all packs of a repository together no more than `OpenPacks` says.
final class PackReaderPool: Sendable {
  /// A reader that one thread has at a time; its lock is never waited for.
  private final class Slot: Sendable {
    let reader: Mutex<PackReader>

    init(
      _ pack: Pack, index: PackIndex, cacheByteCount: Int, within shared: SharedByteBudget?,
      readsAll: Bool
    ) {
      reader = Mutex(
        PackReader(
          pack, index: index, cacheByteCount: cacheByteCount, within: shared, readsAll: readsAll))
    }
  }

  private let pack: Pack
  private let index: PackIndex
  private let shared: SharedByteBudget?
  private let readsAll: Bool
  /// The one with the most in its cache is the last.
  private let free: Mutex<[Slot]>

  private static let firstCacheByteCount = 64 << 20
  private static let furtherCacheByteCount = 8 << 20
  private static let keptCount = 8

  /// - Parameter readsAll: As for `PackReader`.
  init(
    _ pack: Pack, index: PackIndex, within shared: SharedByteBudget? = nil, readsAll: Bool = false
  ) {
    self.pack = pack
    self.index = index
    self.shared = shared
    self.readsAll = readsAll
    free = Mutex([])
    forget()
  }

  private func newSlot(cacheByteCount: Int) -> Slot {
    Slot(
      pack, index: index, cacheByteCount: cacheByteCount, within: shared, readsAll: readsAll)
  }

  /// Lets go of recently used bases.
  func forget() {
    let first = newSlot(cacheByteCount: PackReaderPool.firstCacheByteCount)
    free.withLock { $0 = [first] }
  }

  /// Lends a reader that no other thread has meanwhile.
  func withReader<Result: Sendable>(_ body: (inout PackReader) -> Result) -> Result {
    let slot =
      free.withLock { $0.popLast() }
      ?? newSlot(cacheByteCount: PackReaderPool.furtherCacheByteCount)
    defer { giveBack(slot) }
    return slot.reader.withLock { body(&$0) }
  }

  private func giveBack(_ slot: Slot) {
    free.withLock { free in
      if free.count < PackReaderPool.keptCount { free.append(slot) }
    }
  }
}
