import Testing

@testable import Prose

struct OccurrenceTableTests {
  @Test func `a key is unique when each side has it once`() {
    var table = OccurrenceTable(keyCount: 4)
    for (index, key) in [7, 8, 9, 9].enumerated() { table.insert(UInt64(key), at: index) }
    for (index, key) in [8, 9, 7, 7, 5].enumerated() { table.meet(UInt64(key), at: index) }
    #expect(table[8].isUnique && table[8].first == 1 && table[8].second == 0)
    #expect(!table[7].isUnique && !table[9].isUnique && !table[5].isUnique)
  }

  @Test func `keys made to collide cost no time and give no wrong answer`() {
    // The inverse of the multiplier: all of these fall into the first slot.
    let inverse: UInt64 = 0xF1DE_83E1_9937_733D
    let keys = (1...10_000).map { inverse &* (UInt64($0) << 50) }
    var table = OccurrenceTable(keyCount: keys.count)
    var balance = TokenBalance(keyCount: keys.count)
    for (index, key) in keys.enumerated() {
      table.insert(key, at: index)
      balance.add(key)
    }
    for (index, key) in keys.enumerated() { table.meet(key, at: index) }
    for (index, key) in keys.enumerated() where table[key].isUnique {
      #expect(table[key].first == Int32(index) && table[key].second == Int32(index))
    }
    #expect(table[keys[0]].isUnique && balance.take(keys[0]) && !balance.take(keys[0]))
    #expect(!table[keys[9_999]].isUnique)
  }
}
