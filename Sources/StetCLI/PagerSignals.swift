internal import Glibc
internal import Synchronization

/// Signals that would end the program while a pager has the terminal. If it went first, the shell
/// and the pager would both read the keyboard; so it closes the pipe, waits, and ends then, as git does.
enum PagerSignals {
  private static let process = Atomic<pid_t>(0)
  private static let descriptor = Atomic<Int32>(-1)

  /// A pager has begun.
  static func expect(_ process: pid_t, _ descriptor: Int32) {
    self.process.store(process, ordering: .relaxed)
    self.descriptor.store(descriptor, ordering: .relaxed)
    Interruption.leave()
    for number in [SIGINT, SIGHUP, SIGTERM, SIGQUIT] where !Interruption.isIgnored(number) {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = endAfterPager
      action.sa_flags = SA_RESTART
      unsafe _ = sigaction(number, &action, nil)
    }
    // Whoever quits a pager early is met where the writing fails.
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// There is none any more.
  static func end() { process.store(0, ordering: .relaxed) }

  /// Nothing here but what a signal handler may do.
  fileprivate static func wait() {
    let process = process.load(ordering: .relaxed)
    guard process > 0 else { return }
    close(descriptor.load(ordering: .relaxed))
    while waitpid(process, nil, 0) < 0 && errno == EINTR {}
  }
}

private func endAfterPager(_ number: Int32) {
  PagerSignals.wait()
  _ = signal(number, SIG_DFL)
  raise(number)
}
