internal import Synchronization

/// How many bytes several readers may keep between them.
package final class SharedByteBudget: Sendable {
  private let limit: Int
  private let taken = Atomic(0)

  package init(byteCount: Int) {
    limit = byteCount
  }

  /// Takes so many bytes, if they are there.
  func take(_ count: Int) -> Bool {
    if taken.add(count, ordering: .relaxed).newValue <= limit { return true }
    giveBack(count)
    return false
  }

  func giveBack(_ count: Int) { taken.subtract(count, ordering: .relaxed) }
}
