/// Work that is done beside the caller's, one thing after the other in the order in which they come.
///
/// A thread begins where there is work, and ends where there is no more: nothing has to be closed. So it is for work that
/// takes longer than that.
package final class WorkQueue: Sendable {
  private struct State {
    var isRunning = false
    var waiting: (@Sendable () -> Void)?
  }

  private let state = Locked(State())

  package init() {}

  /// Has `work` done after what was added before; waits while some of that has not begun.
  ///
  /// Where the system gives no thread, the caller does it.
  package func add(_ work: @escaping @Sendable () -> Void) {
    let begins = state.withLock(when: { $0.waiting == nil }) { state in
      guard state.isRunning else {
        state.isRunning = true
        return true
      }
      state.waiting = work
      return false
    }
    guard begins else { return }
    if !Thread.start({ self.run(work) }) { run(work) }
  }

  /// Returns when all is done that was added.
  package func wait() {
    state.withLock(when: { !$0.isRunning }) { _ in }
  }

  private func run(_ first: @Sendable () -> Void) {
    first()
    while let next = next() { next() }
  }

  private func next() -> (@Sendable () -> Void)? {
    state.withLock { state in
      let next = state.waiting
      state.waiting = nil
      state.isRunning = next != nil
      return next
    }
  }
}
