internal import Bytes
package import Storage

extension Repository {
  /// The files that other programs keep beside the pieces, and whose bytes are not those that they wrote.
  ///
  /// Each ends with a hash of all before, as git's formats do. Stet reads none of them.
  package func damagedSidecars() throws(RepositoryError) -> [(piece: Piece, path: String)] {
    try translated { () throws(StorageError) in
      var damaged: [(piece: Piece, path: String)] = []
      for piece in try storage.sidecars() {
        // One that is gone meanwhile was another program's to remove.
        guard let bytes = try storage.open(piece)?.all() else { continue }
        if !Repository.endsWithItsHash(bytes) {
          damaged.append((piece, storage.location(of: piece)))
        }
      }
      return damaged
    }
  }

  private static func endsWithItsHash(_ bytes: SharedBytes) -> Bool {
    let end = bytes.count - Digest.byteCount
    guard end >= 0 else { return false }
    return SHA256.hash(bytes.span.extracting(0..<end)) == Digest(reading: bytes.span, at: end)
  }

  /// What git arranged so that objects may be elsewhere or absent.
  package func arrangements() throws(RepositoryError) -> [Arrangement] {
    try translated { () throws(StorageError) in try storage.arrangements() }
  }

  /// Where the packs are that have no index.
  package func packsWithoutIndex() throws(RepositoryError) -> [(name: PackName, path: String)] {
    try translated { () throws(StorageError) in
      try storage.packsWithoutIndex().map { ($0, storage.location(of: .pack($0))) }
    }
  }
}
