internal import Articles
internal import Bytes
internal import Objects
internal import Repository
internal import Storage
internal import TransparencyLog

extension Archive {
  /// That the tiles do not say what the commits say.
  var damagedLog: Damage {
    let path = self.path + "/stet/log"
    return Damage(.file(path: path), path: path, .logTiles)
  }
}

/// The archive's log in tiles: the ids of its commits, the oldest first, and the tree of hashes over them.
///
/// Made from the commits when a checkpoint is, and made again where it is lost or damaged.
/// Source: C2SP tlog-tiles. An entry is the 32 bytes of a commit's id.
struct KeptLog {
  let repository: Repository
  let size: UInt64

  /// The log as it was at a checkpoint; `nil` where the tiles do not have that root.
  init?(_ repository: Repository, at checkpoint: Checkpoint) throws(ArchiveError) {
    self.init(repository, size: checkpoint.size)
    guard try root() == checkpoint.root else { return nil }
  }

  init(_ repository: Repository, size: UInt64) {
    (self.repository, self.size) = (repository, size)
  }

  /// - Throws: What the system refuses. Tiles that are missing or damaged have no root.
  func root() throws(ArchiveError) -> Digest? {
    var tree = self.tree
    return try usable { () throws(TileError<ArchiveError>) in try tree.root() }
  }

  /// The hash of the tree over the first leaves, which are at most all.
  func root(at size: UInt64) throws(ArchiveError) -> Digest? {
    var tree = TiledTree(size: size, read: read)
    return try usable { () throws(TileError<ArchiveError>) in try tree.root() }
  }

  /// The commit in a place, if the tree has it there.
  func commit(at index: UInt64) throws(ArchiveError) -> ObjectID? {
    guard index < size, let tile = TileCoordinate(.entries, index: index >> 8, width: width(index))
    else { return nil }
    let place = Int(index & 255)
    let bytes = try bytes(of: tile)
    guard let entries = try? EntryBundle.decode(bytes), place < entries.count,
      entries[place].count == Digest.byteCount
    else { return nil }
    var tree = self.tree
    let leaf = try usable { () throws(TileError<ArchiveError>) in try tree.leaf(at: index) }
    guard leaf == MerkleHash.leaf(entries[place]) else { return nil }
    let entry = entries[place]
    return ObjectID(Digest(reading: entry.span, at: 0))
  }

  /// The place of a commit, which is looked for in the tiles that have a range of places; `nil` where it is not there.
  func index(of commit: ObjectID, in range: Range<UInt64>) throws(ArchiveError) -> UInt64? {
    let wanted = commit.digest.bytes
    let first = range.lowerBound & ~UInt64(TileCoordinate.fullWidth - 1)
    for start in stride(from: first, to: range.upperBound, by: TileCoordinate.fullWidth) {
      guard let tile = TileCoordinate(.entries, index: start >> 8, width: width(start)) else {
        return nil
      }
      let entries = (try? EntryBundle.decode(try bytes(of: tile))) ?? []
      guard let place = entries.firstIndex(of: wanted) else { continue }
      let index = start + UInt64(place)
      return try self.commit(at: index) == commit ? index : nil
    }
    return nil
  }

  func inclusionProof(of index: UInt64) throws(ArchiveError) -> [Digest]? {
    var tree = self.tree
    return try usable { () throws(TileError<ArchiveError>) in
      try tree.inclusionProof(of: index)
    }.flatMap(\.self)
  }

  func consistencyProof(from old: UInt64) throws(ArchiveError) -> [Digest]? {
    var tree = self.tree
    return try usable { () throws(TileError<ArchiveError>) in
      try tree.consistencyProof(from: old)
    }.flatMap(\.self)
  }

  /// Whether all tiles say that the log begins with these commits.
  func holds(_ commits: some Sequence<ObjectID>) throws(ArchiveError) -> Bool {
    var tiles = TileWriter()
    var entries = EntryBundleWriter()
    var isSame = true
    var fault: ArchiveError?
    let compare = { (tile: Tile) in
      guard isSame, fault == nil else { return }
      do throws(ArchiveError) {
        isSame = try bytes(of: tile.coordinate).starts(with: tile.bytes)
      } catch {
        fault = error
      }
    }
    for commit in commits where tiles.size < size && isSame && fault == nil {
      if let bundle = try? entries.append(commit.digest.bytes) { compare(bundle) }
      tiles.append(MerkleHash.leaf(commit.digest.bytes), write: compare)
    }
    if let bundle = entries.partialBundle() { compare(bundle) }
    tiles.writePartialTiles(write: compare)
    if let fault { throw fault }
    return isSame && tiles.size == size
  }

  // MARK: Growing

  /// The log with more commits, whose tiles are written, durably.
  ///
  /// - Returns: `nil` where the tiles so far are of no use.
  func appended(_ commits: [ObjectID]) throws(ArchiveError) -> KeptLog? {
    let writers = try usable { () throws(TileError<ArchiveError>) in
      try (TileWriter(size: size, read: read), EntryBundleWriter(size: size, read: read))
    }
    guard var (tiles, entries) = writers else { return nil }
    var files: [(place: String, bytes: [UInt8])] = []
    let keep = { (tile: Tile) in files.append((tile.coordinate.path, tile.bytes)) }
    for commit in commits {
      let entry = commit.digest.bytes
      // An id is shorter than any limit.
      if let bundle = try? entries.append(entry) { keep(bundle) }
      tiles.append(MerkleHash.leaf(entry), write: keep)
    }
    if let bundle = entries.partialBundle() { keep(bundle) }
    tiles.writePartialTiles(write: keep)
    try translated { () throws(RepositoryError) in try repository.publishLog(files) }
    return KeptLog(repository, size: tiles.size)
  }

  /// Removes the partial tiles of a smaller log that this one has in full.
  func retireTiles(ofSize old: UInt64) throws(ArchiveError) {
    let places = TileCoordinate.partials(ofSize: old, fullAtSize: size).map(\.path)
    try translated { () throws(RepositoryError) in try repository.retireLog(places) }
  }

  // MARK: Tiles

  private var tree: TiledTree<ArchiveError> { TiledTree(size: size, read: read) }

  private var read: (TileCoordinate) throws(ArchiveError) -> [UInt8] {
    { tile throws(ArchiveError) in try bytes(of: tile) }
  }

  /// How wide the bundle of an entry is.
  private func width(_ index: UInt64) -> Int {
    Int(min(size - (index & ~255), UInt64(TileCoordinate.fullWidth)))
  }

  /// A tile, or the one in its place that is as wide as the log has it; no bytes where there is none.
  ///
  /// Never one of another width: it may be left of a history that was rewritten.
  private func bytes(of tile: TileCoordinate) throws(ArchiveError) -> [UInt8] {
    let wide = TileCoordinate.partials(ofSize: size).first { other in
      other.content == tile.content && other.index == tile.index
    }
    // Where the log has grown since, a partial tile may be gone, and the full one be there.
    let candidates = [wide, tile.full].compactMap(\.self)
    for candidate in candidates {
      let source = try translated { () throws(RepositoryError) in
        try repository.open(.log(candidate.path))
      }
      guard let source, source.byteCount <= KeptLog.largestTile else { continue }
      do {
        return try source.all().copy
      } catch {
        throw ArchiveError(error)
      }
    }
    return []
  }

  /// 256 entries of two bytes and an id.
  private static let largestTile = 256 * (2 + Digest.byteCount)

  /// What comes of tiles; `nil` where they are not what they should be.
  private func usable<Value>(
    _ work: () throws(TileError<ArchiveError>) -> Value
  ) throws(ArchiveError) -> Value? {
    do throws(TileError<ArchiveError>) {
      return try work()
    } catch {
      if case .unreadable(_, let cause) = error { throw cause }
      return nil
    }
  }
}
