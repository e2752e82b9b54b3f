import Glibc
import Testing
import Threads

@Suite struct ThreadTests {
  private struct NoThread: Error {}

  /// What `body` makes on a thread of its own.
  private func made<Value: Sendable>(_ body: @escaping @Sendable () -> Value) throws -> Value {
    let result = Locked<Value?>(nil)
    guard let thread = Threads.Thread({ result.withLock { $0 = body() } }) else {
      throw NoThread()
    }
    thread.join()
    return try #require(result.withLock { $0 })
  }

  @Test func `whoever joins a thread sees what it did`() throws {
    let other = try made { pthread_self() }
    #expect(other != pthread_self())
  }

  @Test func `a thread goes on that nobody waits for`() {
    let isDone = Locked(false)
    #expect(Threads.Thread.start { isDone.withLock { $0 = true } })
    #expect(isDone.withLock(when: { $0 }) { $0 })
  }

  @Test func `a thread that the system cannot give is none, and its work is let go of`() {
    final class Witness: Sendable {}
    weak var left: Witness?
    do {
      let witness = Witness()
      left = witness
      if let thread = Threads.Thread(stackByteCount: 1 << 60, { _ = witness }) {
        thread.join()
        Issue.record("a thread with such a stack")
      }
    }
    #expect(left == nil)
  }

  @Test func `a thread has megabytes of stack, as a main thread has`() throws {
    #expect(try made { ThreadTests.depth(of: 2500) } == 2500)
  }

  /// Takes a KiB of the stack for each step.
  @inline(never) private static func depth(of steps: Int) -> Int {
    guard steps > 0 else { return 0 }
    return unsafe withUnsafeTemporaryAllocation(byteCount: 1000, alignment: 8) { room in
      unsafe room[steps % 1000] = 1
      return unsafe depth(of: steps - 1) + Int(room[steps % 1000])
    }
  }

  @Test func `a thread takes no signal that is for others, and those of its own`() throws {
    var signals = try made {
      var signals = sigset_t()
      unsafe _ = pthread_sigmask(SIG_BLOCK, nil, &signals)
      return signals
    }
    for other in [SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGWINCH] {
      #expect(unsafe sigismember(&signals, other) == 1)
    }
    for own in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGSYS, SIGPIPE] {
      #expect(unsafe sigismember(&signals, own) == 0)
    }
  }
}

/// Has the system give this process no thread any more.
func giveUpThreads() -> Bool {
  // Nothing keeps root from more.
  if getuid() == 0 { guard setgid(65_534) == 0, setuid(65_534) == 0 else { return false } }
  var none = rlimit(rlim_cur: 0, rlim_max: 0)
  guard unsafe setrlimit(Int32(__RLIMIT_NPROC.rawValue), &none) == 0 else { return false }
  return !Threads.Thread.start {}
}
