/// Work that is done beside the caller's, in the order in which it comes.
///
/// A thread begins where there is work, and ends where there is no more: nothing has to be closed.
package final class WorkQueue: Sendable {
  private struct State {
    var runningCount = 0
    var waiting: [@Sendable () -> Void] = []
  }

  private let threadLimit: Int
  private let waitingLimit: Int
  private let state = Locked(State())

  /// - Parameters:
  ///   - threads: So much is done at the same time, at most.
  ///   - waiting: So much waits besides, at most; one at least.
  package init(threads: Int, waiting: Int = 1) {
    threadLimit = max(1, threads)
    waitingLimit = max(1, waiting)
  }

  /// Has `work` done, and waits until there is room for it. Where the system gives no thread, the caller does it.
  package func add(_ work: @escaping @Sendable () -> Void) {
    let (most, mostWaiting) = (threadLimit, waitingLimit)
    let begins = state.withLock(when: {
      $0.runningCount < most || $0.waiting.count < mostWaiting
    }) { state in
      guard state.runningCount < most else {
        state.waiting.append(work)
        return false
      }
      state.runningCount += 1
      return true
    }
    guard begins else { return }
    if !Thread.start({ self.run(work) }) { run(work) }
  }

  /// Returns when all is done that was added.
  package func wait() {
    state.withLock(when: { $0.runningCount == 0 }) { _ in }
  }

  private func run(_ first: @Sendable () -> Void) {
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
