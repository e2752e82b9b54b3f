import Bytes
import Testing

struct SegmentedListsTests {
  @Test func `each list is as it was appended, empty and long ones too`() {
    let lists = (0..<300).map { number in
      (0..<(number % 7 == 0 ? 0 : number * number % 400)).map { $0 + number }
    }
    var kept = SegmentedLists<Int>()
    #expect(kept.count == 0)
    for list in lists { kept.append(list) }
    #expect(kept.count == lists.count)
    for (number, list) in lists.enumerated() { #expect(kept[number] == list) }
  }
}
