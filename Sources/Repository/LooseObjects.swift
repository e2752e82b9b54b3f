internal import Bytes
internal import Objects
internal import Storage

/// Objects that have a piece of their own, zlib-compressed with their header.
///
/// Source: gitformat-loose(5).
struct LooseObjects: Sendable {
  let storage: any ArchiveStorage

  /// Reads an object and checks that its content has its name.
  ///
  /// - Returns: `nil` where there is no such piece.
  /// - Throws: `.damaged` with what is wrong and where.
  func object(_ id: ObjectID) throws(RepositoryError) -> StoredObject? {
    let piece = Piece.object(id)
    let bytes = try translated { () throws(StorageError) in try storage.open(piece)?.all() }
    guard let bytes else { return nil }
    do {
      return try LooseObject.decode(bytes.span, expecting: id)
    } catch {
      throw .damaged(id, path: storage.location(of: piece), error)
    }
  }

  func contains(_ id: ObjectID) throws(RepositoryError) -> Bool {
    try translated { () throws(StorageError) in try storage.metadata(of: .object(id)) != nil }
  }

  /// Every loose object's id, in order, and everything among them that is none.
  func all() throws(RepositoryError) -> (ids: [ObjectID], strangers: [String]) {
    try translated { () throws(StorageError) in try storage.objects() }
  }

  /// The ids that start with these hexadecimal digits, at least two.
  func ids(startingWith prefix: String) throws(RepositoryError) -> [ObjectID] {
    try translated { () throws(StorageError) in try storage.objects(startingWith: prefix) }
  }
}
