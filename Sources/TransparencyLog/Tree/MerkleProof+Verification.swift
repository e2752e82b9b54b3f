package import Bytes

/// What a proof proves. All of it may be hostile: no number and no length of a proof makes these trap.
extension MerkleProof {
  /// Whether `proof` leads from the leaf at `index` to the root of the tree with `size` leaves.
  package static func isInclusion(
    _ proof: [Digest], of leaf: Digest, at index: UInt64, size: UInt64, root: Digest
  ) -> Bool {
    guard index < size, proof.count <= hashLimit else { return false }
    var (node, last) = (index, size - 1)
    var hash = leaf
    for neighbour in proof {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        hash = MerkleHash.node(neighbour, hash)
        climb(&node, &last)
      } else {
        hash = MerkleHash.node(hash, neighbour)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether `proof` leads from a root of `old` leaves to a root of `size` leaves, of which they are the first.
  ///
  /// Every tree has grown from the one without leaves, whose root is known.
  package static func isConsistency(
    _ proof: [Digest], from old: UInt64, root oldRoot: Digest, to size: UInt64, root: Digest
  ) -> Bool {
    guard old <= size, proof.count <= hashLimit else { return false }
    if old == size { return proof.isEmpty && oldRoot == root && isPossible(root, size: size) }
    if old == 0 { return proof.isEmpty && isPossible(oldRoot, size: 0) }
    var rest = proof[...]
    var start = oldRoot
    if old.nonzeroBitCount > 1 {
      guard let first = rest.popFirst() else { return false }
      start = first
    }
    guard !rest.isEmpty else { return false }
    var (oldHash, hash) = (start, start)
    let level = UInt64(old.trailingZeroBitCount)
    var (node, last) = ((old - 1) >> level, (size - 1) >> level)
    for neighbour in rest {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        oldHash = MerkleHash.node(neighbour, oldHash)
        hash = MerkleHash.node(neighbour, hash)
        climb(&node, &last)
      } else {
        hash = MerkleHash.node(hash, neighbour)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && oldHash == oldRoot && hash == root
  }

  /// Steps over the levels at which the last node has no neighbour.
  private static func climb(_ node: inout UInt64, _ last: inout UInt64) {
    guard node & 1 == 0 else { return }
    let levels = UInt64(node.trailingZeroBitCount)
    node >>= levels
    last >>= levels
  }

  /// The tree without leaves has one root.
  private static func isPossible(_ root: Digest, size: UInt64) -> Bool {
    size > 0 || root == MerkleHash.emptyTree
  }
}
