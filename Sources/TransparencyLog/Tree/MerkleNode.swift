/// The place of a complete subtree: the `index`-th, from 0, of those with `1 << level` leaves.
package struct MerkleNode: Hashable, Sendable {
  package let level: Int
  package let index: UInt64

  init(level: Int, index: UInt64) {
    self.level = level
    self.index = index
  }

  /// The complete subtrees of which the leaves from `start` on are made in a tree of `size` leaves, the largest
  /// first.
  ///
  /// - Parameter start: A multiple of a power of two that is no less than `size - start`.
  static func peaks(from start: UInt64 = 0, to size: UInt64) -> [MerkleNode] {
    var nodes: [MerkleNode] = []
    var (next, rest) = (start, size - start)
    while rest > 0 {
      let level = UInt64.bitWidth - 1 - rest.leadingZeroBitCount
      nodes.append(MerkleNode(level: level, index: next >> UInt64(level)))
      next &+= 1 << UInt64(level)
      rest -= 1 << UInt64(level)
    }
    return nodes
  }
}
