internal import Glibc

/// A thread of its own. Dispatch, the system's library of threads, is not used: it ends the process where there is no
/// `/proc` to count its threads in, and has as many of them as there are cores, whatever they wait for.
package struct Thread: ~Copyable {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// What a main thread has by default: what goes on the caller's thread must go on any. Only what is used of it
  /// takes memory.
  package static let stackByteCount = 8 << 20

  private let id: pthread_t

  /// Runs `body` on a thread that ends with it; `nil` where the system gives none.
  package init?(
    stackByteCount: Int = Thread.stackByteCount, _ body: @escaping @Sendable () -> Void
  ) {
    var attributes = pthread_attr_t()
    guard unsafe pthread_attr_init(&attributes) == 0 else { return nil }
    defer { unsafe _ = pthread_attr_destroy(&attributes) }
    guard unsafe pthread_attr_setstacksize(&attributes, stackByteCount) == 0 else { return nil }
    // The thread begins with the signals of the one that starts it.
    var (blocked, old) = (Thread.signalsOfOthers, sigset_t())
    unsafe _ = pthread_sigmask(SIG_BLOCK, &blocked, &old)
    defer { unsafe _ = pthread_sigmask(SIG_SETMASK, &old, nil) }
    let work = unsafe Unmanaged.passRetained(Work(body))
    var id = pthread_t()
    let result = unsafe pthread_create(
      &id, &attributes,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard result == 0 else {
      unsafe work.release()
      return nil
    }
    self.id = id
  }

  deinit { pthread_detach(id) }

  /// Returns when the thread has ended.
  package consuming func join() {
    _ = pthread_join(id, nil)
    discard self
  }

  /// Runs `body` on a thread that nobody waits for.
  ///
  /// - Returns: Whether the system gives one.
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = Thread(body) else { return false }
    _ = consume thread
    return true
  }

  /// Signals are for the thread that waits for them, but for those that tell a thread what it did itself.
  private static var signalsOfOthers: sigset_t {
    var signals = sigset_t()
    unsafe _ = sigfillset(&signals)
    for own in [SIGILL, SIGTRAP, SIGFPE, SIGBUS, SIGSEGV, SIGSYS, SIGPIPE] {
      unsafe _ = sigdelset(&signals, own)
    }
    return signals
  }
}
