import Bytes
import HTTP
import Testing

@testable import StetServer

struct IdempotencyKeysTests {
  private let keys = IdempotencyKeys()
  private let one = SHA256.hash([1])

  private func isNew(_ finding: IdempotencyKeys.Finding) -> Bool {
    if case .new = finding { true } else { false }
  }

  @Test func `a request that is not answered yet keeps others out, until it fails`() {
    #expect(isNew(keys.begin("k", one, now: 0)))
    guard case .running = keys.begin("k", one, now: 1) else {
      Issue.record("it runs")
      return
    }
    guard case .reused = keys.begin("k", SHA256.hash([2]), now: 1) else {
      Issue.record("it is another")
      return
    }
    keys.forget("k")
    #expect(isNew(keys.begin("k", one, now: 2)))
  }

  @Test func `so many are kept and no more, the newest of them`() {
    for number in 0..<15_000 {
      _ = keys.begin("k\(number)", one, now: number)
      keys.finish("k\(number)", with: HTTPResponse(status: 201))
    }
    guard case .answered(let response) = keys.begin("k14999", one, now: 15_000) else {
      Issue.record("the newest is kept")
      return
    }
    #expect(response.status == 201)
    #expect(isNew(keys.begin("k0", one, now: 15_000)))
  }
}
