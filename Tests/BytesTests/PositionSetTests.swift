import Bytes
import TestSupport
import Testing

struct PositionSetTests {
  @Test(arguments: [0, 1, 63, 64, 65, 128, 200])
  func `a set of all has each position once and in order`(capacity: Int) {
    let all = PositionSet(all: capacity)
    #expect(Array(all) == Array(0..<capacity))
    #expect(all.count == capacity)
    #expect(all.isEmpty == (capacity == 0))
    #expect(PositionSet(capacity: capacity).isEmpty)
    #expect(all.subtracting(all) == PositionSet(capacity: capacity))
  }

  @Test(arguments: SeededGenerator.seeds(3))
  func `what is done to a set is what is done to a set of numbers`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (set, other) = (PositionSet(capacity: 300), PositionSet(capacity: 300))
    var (numbers, others): (Set<Int>, Set<Int>) = ([], [])
    for _ in 0..<2000 {
      let number = Int.random(in: 0..<300, using: &random)
      if Bool.random(using: &random) {
        let (isNew, isNewNumber) = (set.insert(number), numbers.insert(number).inserted)
        #expect(isNew == isNewNumber)
        other.insert(number / 2)
        others.insert(number / 2)
      } else {
        let (wasThere, wasNumber) = (set.remove(number), numbers.remove(number) != nil)
        #expect(wasThere == wasNumber)
      }
      #expect(set.contains(number) == numbers.contains(number))
    }
    #expect(Array(set) == numbers.sorted())
    #expect(set.count == numbers.count)
    #expect(Array(set.union(other)) == numbers.union(others).sorted())
    #expect(Array(set.intersection(other)) == numbers.intersection(others).sorted())
    #expect(Array(set.subtracting(other)) == numbers.subtracting(others).sorted())
  }
}
