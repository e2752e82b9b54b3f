internal import Synchronization

/// How many others wrote at once with this process lately, so that who has the lock can tell whether some are about to
/// ask: where it went on alone, they would wait for all of its work, and it then for theirs.
///
/// Known to this process alone: one that records once and ends waits for nobody.
final class WaitingCrowd: Sendable {
  private struct State: Sendable {
    /// How many asked when this process last had the lock.
    var count = 0
    var lastMet: ContinuousClock.Instant?
    /// How long it took then until they had their answers.
    var duration = Duration.zero
  }

  private let state = Mutex(State())

  /// A crowd that was not met for so long is gone.
  private static let memory = Duration.seconds(1)
  /// So much of what the work takes is well spent on waiting for who can share it, up to a limit.
  private static let share = 4
  private static let longestWait = Duration.milliseconds(4)

  /// How many are likely to ask, and how long to wait for them.
  func expected(at now: ContinuousClock.Instant) -> (count: Int, wait: Duration) {
    let state = state.withLock { $0 }
    guard let last = state.lastMet, now - last < WaitingCrowd.memory else { return (0, .zero) }
    return (state.count, min(state.duration / WaitingCrowd.share, WaitingCrowd.longestWait))
  }

  /// So many asked this process.
  func wasAsked(by count: Int, at now: ContinuousClock.Instant) {
    state.withLock { state in
      // One that nobody asked once may have been too early.
      state.count = max(count, state.count / 2)
      if count > 0 { state.lastMet = now }
    }
  }

  /// Another process did what this one asked.
  func wasAnswered(after duration: Duration, at now: ContinuousClock.Instant) {
    state.withLock { state in
      state.count = max(1, state.count)
      state.lastMet = now
      state.duration = duration
    }
  }

  /// This process answered.
  func hasAnswered(at now: ContinuousClock.Instant) {
    state.withLock { state in
      if let last = state.lastMet { state.duration = now - last }
    }
  }
}
