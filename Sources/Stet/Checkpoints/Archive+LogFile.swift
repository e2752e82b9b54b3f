internal import Repository
internal import Storage
internal import TransparencyLog

extension Archive {
  /// What strangers find below the log's address: the latest checkpoint, and the tiles that its proofs are made of;
  /// `nil` where nothing is to be found.
  ///
  /// Nothing is a path into a folder: a tile's name is read, and written again.
  ///
  /// Source: C2SP tlog-tiles, "APIs".
  public func logFile(at path: String) throws(ArchiveError) -> CloneFile? {
    let tile = TileCoordinate(path: path)
    guard let place = tile?.path ?? (path == "checkpoint" ? path : nil) else { return nil }
    let source = try translated { () throws(RepositoryError) in try repository.open(.log(place)) }
    return source.map { CloneFile($0, isImmutable: tile != nil) }
  }
}
