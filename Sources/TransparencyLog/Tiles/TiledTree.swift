package import Bytes

/// A tree whose hashes are in tiles, and the proofs that it gives.
///
/// Nothing is checked against a root: a proof that comes from a damaged tile proves nothing, and whoever checks it
/// finds so.
package struct TiledTree<Failure: Error> {
  package let size: UInt64
  private let read: (TileCoordinate) throws(Failure) -> [UInt8]
  /// Tiles that were read, and in rows what follows from them: neighbours need the same ones. The first row is the
  /// tile; each has the nodes above two of the one before.
  private var tiles: [TileCoordinate: [[Digest]]] = [:]

  /// How many tiles are kept, at 16 KiB each. A proof needs at most two of each level.
  private static var keptTileCount: Int { 64 }

  /// - Parameter read: Gives the bytes of a tile, or for a partial one those of the full tile in its place.
  package init(size: UInt64, read: @escaping (TileCoordinate) throws(Failure) -> [UInt8]) {
    self.size = size
    self.read = read
  }

  package mutating func root() throws(TileError<Failure>) -> Digest {
    try MerkleProof.root(size: size) { (node) throws(TileError<Failure>) in try hash(of: node) }
  }

  /// The proof that the leaf at `index` is in the tree.
  ///
  /// - Returns: `nil` where there is no such leaf.
  package mutating func inclusionProof(
    of index: UInt64
  ) throws(TileError<Failure>) -> [Digest]? {
    try MerkleProof.inclusion(of: index, size: size) { (node) throws(TileError<Failure>) in
      try hash(of: node)
    }
  }

  /// The proof that the tree has grown from the one with its first `old` leaves.
  ///
  /// - Returns: `nil` where it has not so many.
  package mutating func consistencyProof(
    from old: UInt64
  ) throws(TileError<Failure>) -> [Digest]? {
    try MerkleProof.consistency(from: old, to: size) { (node) throws(TileError<Failure>) in
      try hash(of: node)
    }
  }

  /// The hash of the leaf at `index`.
  ///
  /// - Returns: `nil` where there is no such leaf.
  package mutating func leaf(at index: UInt64) throws(TileError<Failure>) -> Digest? {
    guard index < size else { return nil }
    return try hash(of: MerkleNode(level: 0, index: index))
  }

  /// The hash of a complete subtree.
  private mutating func hash(of node: MerkleNode) throws(TileError<Failure>) -> Digest {
    let (tile, height, place) = TileCoordinate.containing(node, size: size)
    if let rows = tiles[tile] { return rows[height][place] }
    var rows = [try Tile.hashes(of: tile, read: read)]
    for _ in 0..<TileCoordinate.levelBits {
      let below = rows[rows.count - 1]
      rows.append(
        (0..<below.count / 2).map { MerkleHash.node(below[2 * $0], below[2 * $0 + 1]) })
    }
    if tiles.count >= TiledTree.keptTileCount { tiles.removeAll() }
    tiles[tile] = rows
    return rows[height][place]
  }
}
