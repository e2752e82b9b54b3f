package import Objects
package import Packs
package import Storage

/// Why the object repository cannot answer.
package enum RepositoryError: Error, Equatable, Sendable {
  case storage(StorageError)
  /// The caller's progress sink answered that it has had enough.
  case cancelled
  /// There is no object with this id.
  case missing(ObjectID)
  /// The object's file does not hold it.
  case damaged(ObjectID, path: String, StorageDamage)
  /// A pack or its index cannot be opened at all.
  case damagedPack(path: String, PackDamage)
  /// The object is of another kind than its place says.
  case wrongKind(ObjectID, expected: ObjectKind, actual: ObjectKind)
  /// The object's content breaks the rules of its kind.
  case malformed(ObjectID, ObjectDecodingError)
  /// Others keep clearing away what was listed a moment before.
  case contended

  /// The head was moved to this commit, but the storage reported a failure as well: whether that
  /// outlasts a loss of power is not known.
  case unconfirmed(ObjectID, StorageError)
}

/// What is wrong with a pack, or with its index.
package enum PackDamage: Error, Equatable, Sendable {
  case pack(PackError)
  case index(PackIndexError)
}

/// Runs calls of the storage and gives their errors on as the repository's.
func translated<Result>(
  _ body: () throws(StorageError) -> Result
) throws(RepositoryError) -> Result {
  do {
    return try body()
  } catch {
    throw .storage(error)
  }
}
