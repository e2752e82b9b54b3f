import Glibc
import Testing
import Threads

@Suite struct WorkQueueTests {
  @Test func `work is done in the order in which it comes`() {
    let queue = WorkQueue()
    let done = Locked<[Int]>([])
    for number in 0..<500 { queue.add { done.withLock { $0.append(number) } } }
    queue.wait()
    #expect(done.withLock { $0 } == Array(0..<500))
  }

  @Test func `all that many threads add is done once, one after the other`() {
    let queue = WorkQueue()
    let done = Locked([Int](repeating: 0, count: 2000))
    let running = Locked((now: 0, most: 0))
    Workers.run(4) { worker in
      for number in 0..<500 {
        queue.add {
          running.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
          }
          done.withLock { $0[worker * 500 + number] += 1 }
          running.withLock { $0.now -= 1 }
        }
      }
    }
    queue.wait()
    #expect(done.withLock { $0.allSatisfy { $0 == 1 } })
    #expect(running.withLock { $0.now == 0 && $0.most == 1 })
  }

  @Test func `work is done beside the caller, who waits where there is no room`() {
    let queue = WorkQueue()
    let isOpen = Locked(false)
    let begun = Locked(0)
    for _ in 0..<2 {
      queue.add {
        isOpen.withLock(when: { $0 }) { _ in }
        begun.withLock { $0 += 1 }
      }
    }
    // One is at work and one waits: the third has no room before the first is done.
    #expect(begun.withLock { $0 } == 0)
    #expect(Threads.Thread.start { isOpen.withLock { $0 = true } })
    queue.add {}
    #expect(begun.withLock { $0 } >= 1)
    queue.wait()
    #expect(begun.withLock { $0 } == 2)
  }

  @Test func `nothing is waited for where nothing was added`() {
    WorkQueue().wait()
  }

  @Test func `a queue may be let go of while it works`() {
    let isDone = Locked(false)
    WorkQueue().add { isDone.withLock { $0 = true } }
    #expect(isDone.withLock(when: { $0 }) { $0 })
  }

  @Test func `where the system gives no thread, the caller does the work in order`() async {
    await #expect(processExitsWith: .success) {
      guard giveUpThreads() else { exit(2) }
      let queue = WorkQueue()
      let done = Locked<[Int]>([])
      for number in 0..<50 { queue.add { done.withLock { $0.append(number) } } }
      queue.wait()
      guard done.withLock({ $0 == Array(0..<50) }) else { exit(3) }
    }
  }
}
