package import Bytes

/// Proofs that a leaf is in a tree, and that a tree has grown from another.
///
/// Source: RFC 6962, sections 2.1.1 and 2.1.2; RFC 9162, sections 2.1.3 and 2.1.4.
package enum MerkleProof {
  /// The most hashes of any proof about a tree whose size has 64 bits: one a level, and where it starts.
  package static var hashLimit: Int { 65 }

  /// The root of the tree with `size` leaves.
  ///
  /// - Parameter hash: Gives the hash of a complete subtree.
  /// - Complexity: O(log n) hashes.
  package static func root<Failure: Error>(
    size: UInt64, hash: (MerkleNode) throws(Failure) -> Digest
  ) throws(Failure) -> Digest {
    try root(from: 0, to: size, hash: hash)
  }

  /// The hashes that lead from a leaf to the root, the leaf's own neighbour first.
  ///
  /// - Returns: `nil` where the tree has no such leaf.
  /// - Complexity: O(log n) hashes.
  package static func inclusion<Failure: Error>(
    of index: UInt64, size: UInt64, hash: (MerkleNode) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest]? {
    guard index < size else { return nil }
    return try path(from: MerkleNode(level: 0, index: index), size: size, hash: hash)
  }

  /// The hashes that lead from the root of the tree with the first `old` leaves to the root of all.
  ///
  /// From no leaf, and from all, none is needed.
  /// - Returns: `nil` where the tree has not so many leaves.
  /// - Complexity: O(log n) hashes.
  package static func consistency<Failure: Error>(
    from old: UInt64, to size: UInt64, hash: (MerkleNode) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest]? {
    guard old <= size else { return nil }
    if old == 0 || old == size { return [] }
    // The last complete subtree of the old tree is in both: the path of both roots starts there.
    let level = old.trailingZeroBitCount
    let start = MerkleNode(level: level, index: (old - 1) >> UInt64(level))
    let path = try path(from: start, size: size, hash: hash)
    // Where it is all of the old tree, who checks knows it already.
    if old.nonzeroBitCount == 1 { return path }
    return [try hash(start)] + path
  }

  /// The hashes beside the way from a complete subtree up to the root.
  private static func path<Failure: Error>(
    from node: MerkleNode, size: UInt64, hash: (MerkleNode) throws(Failure) -> Digest
  ) throws(Failure) -> [Digest] {
    let last = (size - 1) >> UInt64(node.level)
    // Up to here the way is apart from that of the last leaf, then the same.
    let apart = UInt64.bitWidth - (node.index ^ last).leadingZeroBitCount
    var hashes: [Digest] = []
    for step in 0..<max(0, apart - 1) {
      let level = node.level + step
      hashes.append(
        try hash(MerkleNode(level: level, index: node.index >> UInt64(step) ^ 1)))
    }
    if apart > 0 {
      // The neighbour has the last leaf in it, and need not be complete.
      let neighbour = node.index >> UInt64(apart - 1) ^ 1
      let start = neighbour << UInt64(node.level + apart - 1)
      hashes.append(try root(from: start, to: size, hash: hash))
    }
    for step in apart..<max(apart, UInt64.bitWidth - node.level) {
      let index = node.index >> UInt64(step)
      if index == 0 { break }
      if index & 1 == 1 {
        hashes.append(try hash(MerkleNode(level: node.level + step, index: index ^ 1)))
      }
    }
    return hashes
  }

  private static func root<Failure: Error>(
    from start: UInt64, to size: UInt64, hash: (MerkleNode) throws(Failure) -> Digest
  ) throws(Failure) -> Digest {
    var peaks: [Digest] = []
    for node in MerkleNode.peaks(from: start, to: size) { peaks.append(try hash(node)) }
    return MerkleHash.root(ofPeaks: peaks)
  }
}
