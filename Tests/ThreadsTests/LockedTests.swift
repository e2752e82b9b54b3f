import Testing
import Threads

@Suite struct LockedTests {
  private struct Refused: Error {}

  @Test func `threads that add to one number lose nothing`() {
    let number = Locked(0)
    Workers.run(8) { _ in
      for _ in 0..<10_000 { number.withLock { $0 += 1 } }
    }
    #expect(number.withLock { $0 } == 80_000)
  }

  @Test func `a value is free again after an error`() {
    let number = Locked(1)
    #expect(throws: Refused.self) { try number.withLock { _ in throw Refused() } }
    #expect(number.withLock { $0 } == 1)
  }

  @Test func `who waits for a change goes on when another thread makes it`() throws {
    let turn = Locked(0)
    let order = Locked<[Int]>([])
    // Each waits for the one before, and those that start first wait longest.
    Workers.run(6) { worker in
      turn.withLock(when: { $0 == worker }) { _ in order.withLock { $0.append(worker) } }
      turn.withLock { $0 += 1 }
    }
    #expect(order.withLock { $0 } == [0, 1, 2, 3, 4, 5])
  }
}
