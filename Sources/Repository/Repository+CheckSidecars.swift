internal import Bytes
internal import Packs
package import Storage

extension Repository {
  /// The files that other programs keep beside the pieces, and whose bytes are not those that they wrote.
  ///
  /// Each begins with the signature of its format and ends with a hash of all before, as git's formats do.
  /// An index of several packs is wrong, too, where one of them is gone. Stet reads none of them.
  package func damagedSidecars() throws(RepositoryError) -> [(piece: Piece, path: String)] {
    try translated { () throws(StorageError) in
      var damaged: [(piece: Piece, path: String)] = []
      // Those of the commit-graph are held against the commits.
      let own = try CommitGraphFiles(storage).listed()
        .map { storage.location(of: .commitGraphFile($0)) }
      for piece in try storage.sidecars() where !own.contains(storage.location(of: piece)) {
        // One that is gone meanwhile was another program's to remove.
        guard let bytes = try storage.open(piece)?.all() else { continue }
        if try !isWhole(piece, bytes) { damaged.append((piece, storage.location(of: piece))) }
      }
      return damaged
    }
  }

  private func isWhole(_ piece: Piece, _ bytes: SharedBytes) throws(StorageError) -> Bool {
    guard case .sidecar(let place) = piece, Repository.endsWithItsHash(bytes),
      bytes.span.matches(Repository.signature(ofSidecar: place))
    else { return false }
    guard place.hasSuffix("multi-pack-index") else { return true }
    guard let names = MultiPackIndex.packNames(in: bytes.span) else { return false }
    for name in names where try storage.metadata(of: .pack(PackName(name))) == nil { return false }
    return true
  }

  /// Source: gitformat-pack(5), gitformat-bitmap(5), gitformat-commit-graph(5).
  private static func signature(ofSidecar place: String) -> StaticString {
    switch place.split(separator: ".").last {
    case "rev": "RIDX"
    case "bitmap": "BITM"
    case "mtimes": "MTME"
    case "graph": "CGPH"
    default: "MIDX"
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
