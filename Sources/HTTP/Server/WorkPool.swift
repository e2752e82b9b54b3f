internal import Synchronization
internal import Threads

/// Runs what takes long: so much at the same time, so much waiting, and no more.
final class WorkPool: Sendable {
  private struct State {
    var runningCount = 0
    var waiting: [@Sendable () -> Void] = []
    /// How many have a place and have not begun to wait.
    var placeCount = 0
  }

  private let width: Int
  private let queueLimit: Int
  private let state = Mutex(State())

  init(width: Int, queue queueLimit: Int) {
    self.width = max(1, width)
    self.queueLimit = max(0, queueLimit)
  }

  /// Keeps a place, if there is one, for one call of `run`.
  func takePlace() -> Bool {
    state.withLock { state in
      let taken = state.runningCount + state.waiting.count + state.placeCount
      guard taken < width + queueLimit else { return false }
      state.placeCount += 1
      return true
    }
  }

  /// Runs `work` as soon as its turn comes, in the place that was kept for it.
  func run(_ work: @escaping @Sendable () -> Void) {
    let begins = state.withLock { state in
      state.placeCount -= 1
      guard state.runningCount < width else {
        state.waiting.append(work)
        return false
      }
      state.runningCount += 1
      return true
    }
    guard begins else { return }
    // Where the system gives no thread, whoever brought the work does it.
    if !Thread.start({ self.work(work) }) { self.work(work) }
  }

  private func work(_ first: @Sendable () -> Void) {
    first()
    while let next = next() { next() }
  }

  private func next() -> (@Sendable () -> Void)? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.runningCount -= 1
        return nil
      }
      return state.waiting.removeFirst()
    }
  }
}
