internal import Glibc

/// A value that one thread uses at a time, and whose changes others may wait for.
///
/// `Mutex` hands a lock on to who has waited longest, who has to be woken first. Where a dozen threads share two cores
/// and come by each 20 microseconds, all of them end up waiting in a row: 256 connections of a server then got 8,000
/// answers a second in place of 40,000. This one goes to who is running.
@safe package final class Locked<Value: ~Copyable & Sendable>: @unchecked Sendable {
  private var value: Value
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  /// Tells of every use: that costs nothing where nobody waits.
  private let change: UnsafeMutablePointer<pthread_cond_t>

  package init(_ value: consuming Value) {
    self.value = value
    // A lock must not move.
    unsafe mutex = .allocate(capacity: 1)
    unsafe change = .allocate(capacity: 1)
    unsafe _ = pthread_mutex_init(mutex, nil)
    unsafe _ = pthread_cond_init(change, nil)
  }

  deinit {
    unsafe _ = pthread_cond_destroy(change)
    unsafe _ = pthread_mutex_destroy(mutex)
    unsafe change.deallocate()
    unsafe mutex.deallocate()
  }

  /// Calls `body` with the value, which nobody else has meanwhile. It must not ask for the same lock.
  package func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withLock(when: { _ in true }, body)
  }

  /// Waits until `isReady` says so of the value, and calls `body` with it.
  package func withLock<Result, Failure: Error>(
    when isReady: (borrowing Value) -> Bool, _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe _ = pthread_mutex_lock(mutex)
    defer {
      unsafe _ = pthread_cond_broadcast(change)
      unsafe _ = pthread_mutex_unlock(mutex)
    }
    while !isReady(value) {
      unsafe _ = pthread_cond_wait(change, mutex)
    }
    return try body(&value)
  }
}
