internal import Glibc
internal import Stet
internal import Synchronization

/// Requests that wait for something to be recorded: a few, for a while, beside the places of slow answers.
final class EventWaiters: Sendable {
  /// Each holds a thread.
  static let mostCount = 4

  private struct State {
    var count = 0
    var isStopped = false
  }

  private let state = Mutex(State())

  /// Waits until a condition holds; at once where too many wait already.
  ///
  /// - Returns: Whether it holds.
  func wait(
    _ limit: Duration, until condition: () throws(ArchiveError) -> Bool
  ) throws(ArchiveError) -> Bool {
    guard enter() else { return false }
    defer { state.withLock { $0.count -= 1 } }
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end, !state.withLock({ $0.isStopped }) {
      if try condition() { return true }
      usleep(50_000)
    }
    return false
  }

  private func enter() -> Bool {
    state.withLock { state in
      guard state.count < EventWaiters.mostCount, !state.isStopped else { return false }
      state.count += 1
      return true
    }
  }

  /// Whoever waits is answered now, and nobody waits any more.
  func stop() { state.withLock { $0.isStopped = true } }
}
