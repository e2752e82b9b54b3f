import TestSupport
import Testing

@testable import Prose

struct EqualBytesTests {
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `texts agree as far as their bytes do, from either end`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let old = (0..<Int.random(in: 0...90, using: &generator)).map { _ in
      UInt8.random(in: 0...1, using: &generator)
    }
    var new = old
    for _ in 0..<Int.random(in: 0...2, using: &generator) where !new.isEmpty {
      new[Int.random(in: 0..<new.count, using: &generator)] ^= 1
    }
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    let suffix = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    let limit = old.count
    #expect(
      EqualBytes.prefixCount(old.span, from: 0, new.span, from: 0, limit: limit) == prefix,
      "seed \(seed)")
    #expect(
      EqualBytes.suffixCount(old.span, before: limit, new.span, before: limit, limit: limit)
        == suffix, "seed \(seed)")
  }

  @Test(arguments: 0...40)
  func `the hash of a range does not depend on what follows it`(count: Int) {
    let text = (0..<count).map { UInt8($0) }
    let longer = [9] + text + [1, 2, 3, 4, 5, 6, 7, 8]
    #expect(
      ByteHash.hash(text.span, 0..<count) == ByteHash.hash(longer.span, 1..<1 + count))
  }
}
