import Foundation
import HTTP
import Testing

@Suite struct LockedTests {
  private struct Refused: Error {}

  @Test func `threads that add to one number lose nothing`() {
    let number = Locked(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<10_000 { number.withLock { $0 += 1 } }
    }
    #expect(number.withLock { $0 } == 80_000)
  }

  @Test func `a value is free again after an error`() {
    let number = Locked(1)
    #expect(throws: Refused.self) { try number.withLock { _ in throw Refused() } }
    #expect(number.withLock { $0 } == 1)
  }
}
