internal import Bytes

/// A tile and what is in it, to be written where its path says.
package struct Tile: Equatable, Sendable {
  package let coordinate: TileCoordinate
  package let bytes: [UInt8]

  init(_ coordinate: TileCoordinate, bytes: [UInt8]) {
    self.coordinate = coordinate
    self.bytes = bytes
  }

  init(level: Int, index: UInt64, hashes: [Digest]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hashes.count * Digest.byteCount)
    for hash in hashes { hash.append(to: &bytes) }
    self.init(
      TileCoordinate(known: .hashes(level: level), index: index, width: hashes.count),
      bytes: bytes)
  }

  /// The hashes of a tile. What is beyond its width, where a full tile was read in its place, is left out.
  static func hashes<Failure: Error>(
    of tile: TileCoordinate, read: (TileCoordinate) throws(Failure) -> [UInt8]
  ) throws(TileError<Failure>) -> [Digest] {
    let bytes: [UInt8]
    do {
      bytes = try read(tile)
    } catch {
      throw .unreadable(tile, error)
    }
    guard bytes.count >= tile.width * Digest.byteCount,
      bytes.count <= TileCoordinate.fullWidth * Digest.byteCount,
      bytes.count.isMultiple(of: Digest.byteCount)
    else { throw .wrongByteCount(tile, byteCount: bytes.count) }
    let span = bytes.span
    var hashes: [Digest] = []
    hashes.reserveCapacity(tile.width)
    for place in 0..<tile.width {
      hashes.append(Digest(reading: span, at: place * Digest.byteCount))
    }
    return hashes
  }
}

/// Why a tile that was written before does not help.
package enum TileError<Failure: Error>: Error {
  case unreadable(TileCoordinate, Failure)
  /// It has not the bytes of as many hashes as it is wide, nor those of a wider one.
  case wrongByteCount(TileCoordinate, byteCount: Int)
  /// Its bytes are no entries, or not as many as it is wide.
  case malformedEntries(TileCoordinate)
}

extension TileError: Equatable where Failure: Equatable {}
