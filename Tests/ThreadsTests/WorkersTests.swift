import Glibc
import Synchronization
import Testing
import Threads

@Suite struct WorkersTests {
  @Test(arguments: [0, 1, 2, 3, 16])
  func `each worker works once`(count: Int) {
    let workers = Locked<[Int]>([])
    Workers.run(count) { worker in workers.withLock { $0.append(worker) } }
    #expect(workers.withLock { $0.sorted() } == Array(0..<count))
  }

  @Test func `workers are at work at the same time, one of them the caller`() {
    let present = Locked<Set<pthread_t>>([])
    Workers.run(4) { _ in
      present.withLock { _ = $0.insert(pthread_self()) }
      // None goes on before all are there.
      present.withLock(when: { $0.count == 4 }) { _ in }
    }
    #expect(present.withLock { $0.contains(pthread_self()) })
  }

  @Test(arguments: [0, 1, 63, 64, 65, 1000])
  func `each of what is shared is taken once`(total: Int) {
    let times = Locked([Int](repeating: 0, count: total))
    let workerCount = Locked(0)
    Workers.share(total, chunk: 64, among: 5) { _, next in
      workerCount.withLock { $0 += 1 }
      while let chunk = next() {
        times.withLock { times in for place in chunk { times[place] += 1 } }
      }
    }
    #expect(times.withLock { $0.allSatisfy { $0 == 1 } })
    #expect(workerCount.withLock { $0 } == max(1, min(5, (total + 63) / 64)))
  }

  @Test func `where the system gives no thread, the caller does all`() async {
    await #expect(processExitsWith: .success) {
      guard giveUpThreads() else { exit(2) }
      let times = Locked([Int](repeating: 0, count: 1000))
      let workers = Locked<Set<Int>>([])
      Workers.share(1000, chunk: 1, among: 8) { worker, next in
        workers.withLock { _ = $0.insert(worker) }
        while let chunk = next() {
          times.withLock { times in for place in chunk { times[place] += 1 } }
        }
      }
      guard times.withLock({ $0.allSatisfy { $0 == 1 } }), workers.withLock({ $0.count == 8 })
      else { exit(3) }
    }
  }
}
