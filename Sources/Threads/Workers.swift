internal import Synchronization

/// Runs CPU work on several cores.
package enum Workers {
  /// Calls `work` once for each of `count` workers, on the caller's thread and on others, and returns when all
  /// are done. Where the system gives fewer threads, the caller's does more.
  package static func run(_ count: Int, _ work: @Sendable (_ worker: Int) -> Void) {
    withoutActuallyEscaping(work) { work in run(0..<count, work) }
  }

  private static func run(_ workers: Range<Int>, _ work: @escaping @Sendable (Int) -> Void) {
    guard let worker = workers.last else { return }
    guard workers.count > 1, let thread = Thread({ work(worker) }) else {
      run(workers.dropLast(), work)
      return work(worker)
    }
    run(workers.dropLast(), work)
    thread.join()
  }

  /// Splits `0..<total` into chunks that the threads take as they get free, so that a slow chunk
  /// holds up no other.
  ///
  /// - Parameter work: Gets the worker's number and a way to take its next chunk. It is called once at least, and
  ///   for no more workers than there are chunks.
  package static func share(
    _ total: Int, chunk: Int, among count: Int,
    _ work: @Sendable (_ worker: Int, _ next: () -> Range<Int>?) -> Void
  ) {
    let taken = Atomic(0)
    run(max(1, min(count, (total + chunk - 1) / chunk))) { worker in
      work(worker) {
        let start = taken.add(chunk, ordering: .relaxed).oldValue
        return start < total ? start..<min(start + chunk, total) : nil
      }
    }
  }
}
