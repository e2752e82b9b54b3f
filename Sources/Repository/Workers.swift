internal import Dispatch
internal import Synchronization

/// Runs CPU work on several cores.
package enum Workers {
  /// Calls `work` once on each of `count` threads and returns when all are done.
  package static func run(_ count: Int, _ work: @Sendable (_ worker: Int) -> Void) {
    if count == 1 { return work(0) }
    DispatchQueue.concurrentPerform(iterations: count, execute: work)
  }

  /// Splits `0..<total` into chunks that the threads take as they get free, so that a slow chunk
  /// holds up no other.
  ///
  /// - Parameter work: Gets the worker's number and a way to take its next chunk.
  package static func share(
    _ total: Int, chunk: Int, among count: Int,
    _ work: @Sendable (_ worker: Int, _ next: () -> Range<Int>?) -> Void
  ) {
    let taken = Atomic(0)
    run(count) { worker in
      work(worker) {
        let start = taken.add(chunk, ordering: .relaxed).oldValue
        return start < total ? start..<min(start + chunk, total) : nil
      }
    }
  }
}
