import Testing

@testable import Prose

struct TokenBalanceTests {
  @Test func `a key is taken as often as it was added, and no more`() {
    var balance = TokenBalance(keyCount: 3)
    for key: UInt64 in [0, 5, 5] { balance.add(key) }
    #expect(balance.take(5) && balance.take(0) && balance.take(5))
    #expect(!balance.take(5) && !balance.take(0) && !balance.take(9))
  }

  @Test func `a key that was taken can be added again`() {
    var balance = TokenBalance(keyCount: 1)
    balance.add(5)
    #expect(balance.take(5) && !balance.take(5))
    balance.add(5)
    #expect(balance.take(5) && !balance.take(5))
  }
}
