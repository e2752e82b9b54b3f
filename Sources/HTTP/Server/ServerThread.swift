internal import Glibc

/// A thread of its own. Dispatch has as many threads as there are cores, whatever they wait for: work that waits
/// would hold up what has to go on.
enum ServerThread {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body` on a thread that ends with it.
  ///
  /// - Returns: Whether the system gives one.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    // Signals are for the thread that waits for them, which is none of these.
    var (all, old) = (sigset_t(), sigset_t())
    unsafe _ = sigfillset(&all)
    unsafe _ = pthread_sigmask(SIG_BLOCK, &all, &old)
    defer { unsafe _ = pthread_sigmask(SIG_SETMASK, &old, nil) }
    let work = unsafe Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let result = unsafe pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard result == 0 else {
      unsafe work.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}
