import Bytes
import TransparencyLog

/// A tree as RFC 6962 defines it, by recursion over all of its leaves: what the quick ways are held to.
struct NaiveTree {
  var leaves: [Digest]

  /// A tree whose entries are numbers.
  init(size: Int) {
    leaves = (0..<size).map { MerkleHash.leaf(Array("entry \($0)".utf8)) }
  }

  init(_ leaves: [Digest]) {
    self.leaves = leaves
  }

  /// MTH.
  func root(_ range: Range<Int>) -> Digest {
    switch range.count {
    case 0: return SHA256.hash([])
    case 1: return leaves[range.lowerBound]
    default:
      let cut = range.lowerBound + largestPower(below: range.count)
      let (left, right) = (root(range.lowerBound..<cut), root(cut..<range.upperBound))
      return SHA256.hash([1] + left.bytes + right.bytes)
    }
  }

  func root(size: Int) -> Digest { root(0..<size) }

  /// PATH.
  func inclusion(of index: Int, in range: Range<Int>) -> [Digest] {
    if range.count == 1 { return [] }
    let cut = range.lowerBound + largestPower(below: range.count)
    let (left, right) = (range.lowerBound..<cut, cut..<range.upperBound)
    return index < cut
      ? inclusion(of: index, in: left) + [root(right)]
      : inclusion(of: index, in: right) + [root(left)]
  }

  /// PROOF.
  func consistency(from old: Int, to size: Int) -> [Digest] {
    old == 0 ? [] : subproof(old, 0..<size, isComplete: true)
  }

  private func subproof(_ old: Int, _ range: Range<Int>, isComplete: Bool) -> [Digest] {
    if old == range.upperBound { return isComplete ? [] : [root(range)] }
    let cut = range.lowerBound + largestPower(below: range.count)
    let (left, right) = (range.lowerBound..<cut, cut..<range.upperBound)
    return old <= cut
      ? subproof(old, left, isComplete: isComplete) + [root(right)]
      : subproof(old, right, isComplete: false) + [root(left)]
  }

  /// The hash of a complete subtree.
  func hash(of node: MerkleNode) -> Digest {
    let count = 1 << node.level
    let start = Int(node.index) * count
    return root(start..<start + count)
  }

  private func largestPower(below count: Int) -> Int {
    var power = 1
    while power * 2 < count { power *= 2 }
    return power
  }
}
