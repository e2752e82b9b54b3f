import Bytes
import Objects
import Testing

struct SortedIDsTests {
  private func ids(_ range: Range<Int>) -> [ObjectID] {
    range.map { ObjectID(of: .blob, content: Array("\($0)".utf8).span) }
  }

  @Test(arguments: [1, 2, 15, 16, 17, 255, 256, 1000, 5000])
  func `ids of one list are found at their places`(count: Int) {
    let known = ids(0..<count).sorted()
    let sorted = SortedIDs([SortedIDs.List(known)])
    #expect(Array(sorted) == known)
    #expect(known.indices.allSatisfy { sorted.position(of: known[$0]) == $0 })
    #expect(ids(count..<count + 1000).allSatisfy { sorted.position(of: $0) == nil })
  }

  @Test func `ids of several lists are in order, each once, whatever order the lists have`() {
    let lists = [ids(0..<500), ids(300..<800).sorted(), [], ids(799..<900).sorted()]
    let known = ids(0..<900).sorted()
    let sorted = SortedIDs(lists.map { SortedIDs.List($0) })
    #expect(Array(sorted) == known)
    for list in lists {
      let positions = list.enumerated().map { sorted.position(of: $1, at: $0) }
      #expect(positions == list.map { known.firstIndex(of: $0) })
    }
  }

  @Test(arguments: [0, 7, 4091, 4092])
  func `what is not in the largest list stands between its ids, be it little or much`(count: Int) {
    let largest = ids(0..<5000).sorted()
    // Some are in the largest, too; of 4,092 the others have 4,097 in all.
    let others = [
      ids(4990..<5000).sorted(), ids(5000..<5000 + max(0, count - 10)), ids(4995..<5000), [],
    ]
    let known = ids(0..<5000 + max(0, count - 10)).sorted()
    let lists = [largest] + others
    let sorted = SortedIDs(lists.map { SortedIDs.List($0) })
    #expect(sorted.count == known.count && Array(sorted) == known)
    #expect(known.indices.allSatisfy { sorted.position(of: known[$0]) == $0 })
    #expect(ids(20_000..<21_000).allSatisfy { sorted.position(of: $0) == nil })
    for list in lists {
      let positions = list.enumerated().map { sorted.position(of: $1, at: $0) }
      #expect(positions == list.map { sorted.position(of: $0) })
    }
  }

  @Test func `no list has no ids`() {
    #expect(Array(SortedIDs([])) == [] && SortedIDs([]).position(of: ids(0..<1)[0]) == nil)
  }
}
