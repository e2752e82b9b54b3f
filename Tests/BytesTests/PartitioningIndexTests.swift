import Bytes
import Testing

struct PartitioningIndexTests {
  @Test func `every place where two parts can meet is found in ranges of every small size`() {
    for start in [-7, 0, 5] {
      for count in 0...20 {
        let range = start..<start + count
        for border in start...start + count {
          #expect(range.partitioningIndex { $0 >= border } == border)
        }
      }
    }
  }

  @Test func `the largest positions do not overflow`() {
    let range = Int.max - 9..<Int.max
    #expect(range.partitioningIndex { $0 >= Int.max - 3 } == Int.max - 3)
    #expect(range.partitioningIndex { _ in false } == Int.max)
  }

  @Test func `a range is halved, so that a thousand positions take ten questions`() {
    var questions = 0
    _ = (0..<1_000).partitioningIndex {
      questions += 1
      return $0 >= 617
    }
    #expect(questions <= 10)
  }
}
