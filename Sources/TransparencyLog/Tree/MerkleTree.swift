package import Bytes

/// A tree to which leaves are added: it keeps one hash for each bit of its size, and no leaf.
///
/// Source: RFC 9162, section 2.1.2.
package struct MerkleTree: Equatable, Sendable {
  /// No tree has more leaves: the largest that numbers with a sign in other programs can tell.
  package static var sizeLimit: UInt64 { 1 << 63 - 1 }

  /// How many leaves there are.
  package private(set) var size: UInt64 = 0
  /// The roots of the complete subtrees, the largest first.
  package private(set) var peaks: [Digest] = []

  /// A tree without leaves.
  package init() {}

  /// A tree of which only this is known.
  ///
  /// - Returns: `nil` where a tree of that size has another number of peaks.
  package init?(size: UInt64, peaks: [Digest]) {
    guard size <= MerkleTree.sizeLimit, size.nonzeroBitCount == peaks.count else { return nil }
    self.size = size
    self.peaks = peaks
  }

  /// Adds a leaf by its hash.
  ///
  /// - Complexity: O(1) on average, and O(log n).
  package mutating func append(_ leaf: Digest) {
    var hash = leaf
    for _ in 0..<(~size).trailingZeroBitCount {
      guard let left = peaks.popLast() else { break }
      hash = MerkleHash.node(left, hash)
    }
    peaks.append(hash)
    size += 1
  }

  /// The hash of all.
  ///
  /// - Complexity: O(log n).
  package var root: Digest { MerkleHash.root(ofPeaks: peaks) }
}
