package import Bytes

/// The hashes of which a log's tree is made.
///
/// Source: RFC 6962, section 2.1; RFC 9162, section 2.1.1.
package enum MerkleHash {
  /// The root of the tree that has no leaf: the hash of nothing.
  package static let emptyTree = SHA256.hash([])

  /// The hash of an entry as a leaf.
  package static func leaf(_ entry: borrowing Span<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(0)
    hash.update(entry)
    return hash.finalize()
  }

  package static func leaf(_ entry: [UInt8]) -> Digest { leaf(entry.span) }

  /// The hash of a node with two subtrees below it. The first byte keeps it from being that of a leaf.
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    var hash = SHA256()
    hash.update(1)
    hash.update(left)
    hash.update(right)
    return hash.finalize()
  }

  /// The hash above complete subtrees of one size; their number is a power of two.
  static func root(ofComplete hashes: [Digest]) -> Digest {
    var row = hashes
    while row.count > 1 {
      for pair in 0..<row.count / 2 { row[pair] = node(row[2 * pair], row[2 * pair + 1]) }
      row.removeLast(row.count / 2)
    }
    return row.first ?? emptyTree
  }

  /// The hash above complete subtrees that grow smaller to the right.
  static func root(ofPeaks peaks: some BidirectionalCollection<Digest>) -> Digest {
    guard let smallest = peaks.last else { return emptyTree }
    return peaks.dropLast().reversed().reduce(smallest) { node($1, $0) }
  }
}
