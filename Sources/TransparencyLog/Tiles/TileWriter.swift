package import Bytes

/// Says which tiles to write when a tree grows.
///
/// A full tile is given out as soon as it is, a partial one where a tree ends. Tiles that the tree had before are not
/// given out again. After an error of a closure the tree is as it was before; tiles may be given out again then.
///
/// Source: C2SP tlog-tiles, "Merkle Tree".
package struct TileWriter: Sendable {
  /// How many leaves there are.
  package private(set) var size: UInt64
  /// The hashes of the last tile of each level, as far as it is not full.
  private var rows: [[Digest]]
  /// The size whose partial tiles are written.
  private var writtenSize: UInt64

  /// Begins a tree.
  package init() {
    size = 0
    rows = []
    writtenSize = 0
  }

  /// Goes on with a tree of `size` leaves, of which the last tile of each level is read back.
  ///
  /// - Parameter read: Gives the bytes of a partial tile, or of the full one in its place.
  package init<Failure: Error>(
    size: UInt64, read: (TileCoordinate) throws(Failure) -> [UInt8]
  ) throws(TileError<Failure>) {
    self.size = size
    writtenSize = size
    rows = []
    for tile in TileCoordinate.partials(ofSize: size) {
      guard case .hashes(let level) = tile.content else { continue }
      // A level whose last tile is full has an empty row.
      while rows.count < level { rows.append([]) }
      rows.append(try Tile.hashes(of: tile, read: read))
    }
  }

  /// Adds a leaf by its hash.
  ///
  /// - Parameter write: Takes each tile that is full by it: that of the leaves, then those above.
  package mutating func append<Failure: Error>(
    _ leaf: Digest, write: (Tile) throws(Failure) -> Void
  ) throws(Failure) {
    var hash = leaf
    var fullCount = 0
    while fullCount < rows.count, rows[fullCount].count == TileCoordinate.fullWidth - 1 {
      let hashes = rows[fullCount] + [hash]
      let index = (size + 1) >> UInt64(TileCoordinate.levelBits * (fullCount + 1)) - 1
      try write(Tile(level: fullCount, index: index, hashes: hashes))
      hash = MerkleHash.root(ofComplete: hashes)
      fullCount += 1
    }
    for level in 0..<fullCount { rows[level].removeAll(keepingCapacity: true) }
    if fullCount == rows.count { rows.append([]) }
    rows[fullCount].append(hash)
    size += 1
  }

  /// Gives out the partial tiles of the tree as it is now, for a checkpoint of its size. It may grow after that.
  package mutating func writePartialTiles<Failure: Error>(
    write: (Tile) throws(Failure) -> Void
  ) throws(Failure) {
    for tile in TileCoordinate.partials(ofSize: size) {
      guard case .hashes(let level) = tile.content else { continue }
      // A row of the same length in the same place is the same row.
      let bits = UInt64(TileCoordinate.levelBits * level)
      if size >> bits == writtenSize >> bits { continue }
      try write(Tile(level: level, index: tile.index, hashes: rows[level]))
    }
    writtenSize = size
  }

  /// The hash of the tree as it is now.
  package var root: Digest {
    var peaks: [Digest] = []
    for row in rows.reversed() {
      var rest = row[...]
      for node in MerkleNode.peaks(to: UInt64(row.count)) {
        peaks.append(MerkleHash.root(ofComplete: Array(rest.prefix(1 << node.level))))
        rest = rest.dropFirst(1 << node.level)
      }
    }
    return MerkleHash.root(ofPeaks: peaks)
  }
}
