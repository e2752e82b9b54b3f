import TestSupport
import Testing

@testable import Stet

struct MarkedNumbersTests {
  @Test(arguments: SeededGenerator.seeds(8))
  func `marks have the number that they were given last, dense or far apart`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var numbers = MarkedNumbers()
    var expected: [Int: Int] = [:]
    for number in 0..<6000 {
      let mark =
        switch Int.random(in: 0..<4, using: &random) {
        case 0: Int.random(in: 0...20_000, using: &random)
        case 1: Int.random(in: 0...Int.max, using: &random)
        default: number
        }
      numbers.set(mark, to: number)
      expected[mark] = number
    }
    for (mark, number) in expected { #expect(numbers[mark] == number) }
    for mark in 0..<20_000 where expected[mark] == nil { #expect(numbers[mark] == nil) }
    #expect(numbers[-1] == nil && numbers[Int.max - 1] == expected[Int.max - 1])
  }
}
