import Testing

@testable import Prose

struct KeyTableTests {
  private struct Sum: KeyNote {
    var value = 0

    static var none: Sum { Sum() }
    var isNone: Bool { value == 0 }
  }

  @Test func `an empty table knows nothing`() {
    #expect(KeyTable<Sum>(keyCount: 0)[0].isNone)
  }

  @Test func `what is known of a key is changed, and a key that was never added is let go`() {
    var table = KeyTable<Sum>(keyCount: 2)
    table.add(0) { $0.value += 1 }
    table.add(0) { $0.value += 10 }
    table.change(0) { $0.value += 100 }
    table.change(7) { $0.value += 100 }
    #expect(table[0].value == 111 && table[7].isNone)
  }

  @Test func `as many keys as it was made for fit in, and are told apart`() {
    var table = KeyTable<Sum>(keyCount: 1_000)
    for key in 1...1_000 { table.add(UInt64(key)) { $0.value = key } }
    #expect((1...1_000).allSatisfy { table[UInt64($0)].value == $0 })
    #expect((1_001...2_000).allSatisfy { table[UInt64($0)].isNone })
  }
}
