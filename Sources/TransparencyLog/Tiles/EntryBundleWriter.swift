/// Says which bundles of entries to write when a log grows, as `TileWriter` does of hashes.
package struct EntryBundleWriter: Sendable {
  /// How many entries there are.
  package private(set) var size: UInt64
  /// The last bundle, as far as it is not full.
  private var bundle: [UInt8]
  /// The size whose partial bundle is written.
  private var writtenSize: UInt64

  /// Begins a log.
  package init() {
    size = 0
    bundle = []
    writtenSize = 0
  }

  /// Goes on with a log of `size` entries, of which the last bundle is read back.
  ///
  /// - Parameter read: Gives the bytes of a partial bundle, or of the full one in its place.
  package init<Failure: Error>(
    size: UInt64, read: (TileCoordinate) throws(Failure) -> [UInt8]
  ) throws(TileError<Failure>) {
    self.init()
    self.size = size
    writtenSize = size
    guard let tile = TileCoordinate.partials(ofSize: size).first, tile.content == .entries else {
      return
    }
    let bytes: [UInt8]
    do {
      bytes = try read(tile)
    } catch {
      throw .unreadable(tile, error)
    }
    guard let entries = try? EntryBundle.decode(bytes), entries.count >= tile.width else {
      throw .malformedEntries(tile)
    }
    let byteCount = entries.prefix(tile.width).reduce(0) { $0 + 2 + $1.count }
    bundle = Array(bytes.prefix(byteCount))
  }

  /// Adds an entry.
  ///
  /// - Returns: The bundle that is full by it, to be written.
  /// - Throws: `.entryTooLong`; nothing is added then.
  package mutating func append(_ entry: [UInt8]) throws(EntryBundleError) -> Tile? {
    try EntryBundle.append(entry, to: &bundle)
    size += 1
    guard size.isMultiple(of: UInt64(TileCoordinate.fullWidth)) else { return nil }
    let full = Tile(
      TileCoordinate(
        known: .entries, index: size >> UInt64(TileCoordinate.levelBits) - 1,
        width: TileCoordinate.fullWidth),
      bytes: bundle)
    bundle = []
    return full
  }

  /// The partial bundle of the log as it is now, where it has one that was not given out before. It may grow after
  /// that.
  package mutating func partialBundle() -> Tile? {
    defer { writtenSize = size }
    guard size != writtenSize, let tile = TileCoordinate.partials(ofSize: size).first,
      tile.content == .entries
    else { return nil }
    return Tile(tile, bytes: bundle)
  }
}
