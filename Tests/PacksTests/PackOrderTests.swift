import Testing

@testable import Packs

struct PackOrderTests {
  private func order(_ offsets: [Int], end: Int) -> (order: PackOrder, shared: [UInt32]) {
    var shared: [UInt32] = []
    let order = PackOrder(count: offsets.count, end: end) { visit in
      for (position, offset) in offsets.enumerated() { visit((offset, UInt32(position))) }
    } shared: {
      shared.append($0.position)
    }
    return (order, shared)
  }

  @Test(arguments: [1 << 20, 1 << 34])
  func `entries are in order and found by their offsets, beyond 4 GB too`(end: Int) {
    let step = end / 1000
    let offsets = (0..<1000).map { 12 + $0 * 7919 % 1000 * step }
    let (order, shared) = order(offsets, end: end + 12)
    let sorted = offsets.sorted()
    #expect(shared == [])
    #expect((0..<order.count).map { order.offset(of: $0) } == sorted)
    #expect((0..<order.count).allSatisfy { offsets[order.position(of: $0)] == sorted[$0] })
    for (node, offset) in sorted.enumerated() {
      #expect(order.node(at: offset) == node && order.node(at: offset + 1) == nil)
      #expect(order.node(at: offset, before: 1000) == node)
      #expect(node == 999 || order.node(at: offset, before: node + 1) == node)
    }
  }

  @Test func `few entries in a pack of many gigabytes are in order`() {
    let (order, _) = order([20 << 30, 12, 9 << 30], end: 21 << 30)
    #expect((0..<3).map { order.offset(of: $0) } == [12, 9 << 30, 20 << 30])
    #expect((0..<3).map { order.position(of: $0) } == [1, 2, 0])
  }

  @Test func `of entries at one offset the first is kept`() {
    let (order, shared) = order([50, 12, 50, 50], end: 100)
    #expect(order.count == 2 && order.position(of: 1) == 0 && shared == [2, 3])
  }
}
