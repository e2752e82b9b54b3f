import Bytes
import Synchronization
import Testing
import TransparencyLog

/// Tiles by their paths, as a folder or a server has them.
final class TileStore: Sendable {
  struct Missing: Error, Equatable {
    let path: String
  }

  private let files = Mutex<[String: [UInt8]]>([:])

  var paths: Set<String> { Set(files.withLock { $0.keys }) }

  subscript(path: String) -> [UInt8]? {
    get { files.withLock { $0[path] } }
    set { files.withLock { $0[path] = newValue } }
  }

  func write(_ tile: Tile) { self[tile.coordinate.path] = tile.bytes }

  func remove(_ tile: TileCoordinate) { self[tile.path] = nil }

  /// A tile; of a partial one that is gone, the full one.
  func read(_ tile: TileCoordinate) throws(Missing) -> [UInt8] {
    guard let bytes = self[tile.path] ?? self[tile.full.path] else {
      throw Missing(path: tile.path)
    }
    return bytes
  }

  /// Adds leaves to a tree of `size` leaves that is here, and publishes it.
  @discardableResult
  func grow(from size: UInt64, by leaves: some Sequence<Digest>) throws -> TileWriter {
    var writer = try TileWriter(size: size) { (tile) throws(Missing) in try read(tile) }
    for leaf in leaves { writer.append(leaf) { write($0) } }
    writer.writePartialTiles { write($0) }
    return writer
  }

  func tree(size: UInt64) -> TiledTree<Missing> {
    TiledTree(size: size) { (tile) throws(Missing) in try self.read(tile) }
  }
}
