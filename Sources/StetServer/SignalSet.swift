internal import Glibc

/// Signals that are waited for, and end nothing by themselves.
struct SignalSet {
  private var set = sigset_t()

  init(_ signals: [Int32]) {
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal) }
  }

  /// Keeps them back from this thread and from all that it starts.
  func block() {
    var set = set
    unsafe _ = pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits for one of them.
  func wait() {
    var set = set
    var signal: Int32 = 0
    while unsafe sigwait(&set, &signal) == EINTR {}
  }
}
