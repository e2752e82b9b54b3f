import Bytes
import Testing

struct SegmentedArrayTests {
  @Test(arguments: [0, 1, 16_383, 16_384, 16_385, 100_000])
  func `it has what was appended, in that order`(count: Int) {
    var array = SegmentedArray<Int>()
    for number in 0..<count { array.append(number * 3) }
    #expect(array.count == count && array.isEmpty == (count == 0))
    #expect(array.last == (count == 0 ? nil : (count - 1) * 3))
    #expect(Array(array) == (0..<count).map { $0 * 3 })
  }

  @Test func `what is replaced in a copy stays in the other`() {
    var one = SegmentedArray<Int>()
    for number in 0..<20_000 { one.append(number) }
    var other = one
    other[17_000] = -1
    #expect(one[17_000] == 17_000 && other[17_000] == -1)
  }
}
