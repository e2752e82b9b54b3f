internal import Synchronization

/// Counts the bytes that the deltas of one pack make, on all threads together.
final class ExpansionMeter: Sendable {
  private let limit: Int
  private let madeCount = Atomic(0)

  init(limit: Int) {
    self.limit = limit
  }

  /// Notes what a delta is about to make, before memory is taken for it.
  ///
  /// - Throws: `.expansionTooLarge`.
  func add(_ byteCount: Int, by entry: PackEntry) throws(PackError) {
    let (_, made) = madeCount.add(byteCount, ordering: .relaxed)
    guard made <= limit else { throw .expansionTooLarge(limit: limit, entry: entry.offset) }
  }
}
