package import Objects
package import Packs

/// Why the object repository cannot answer.
package enum RepositoryError: Error, Equatable, Sendable {
  case fileSystem(FileSystemError)
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

  /// The folder is not a repository that Stet reads: what is wrong.
  case notARepository(path: String, reason: String)
  /// A reference's file does not hold a reference.
  case badReference(path: String)
  /// The branch is not where the writer thought: it was moved meanwhile.
  case referenceMoved(ReferenceName, expected: ObjectID?, actual: ObjectID?)
  /// Another program holds git's lock on the reference.
  case referenceLocked(path: String)
}

/// What is wrong with a pack, or with its index.
package enum PackDamage: Error, Equatable, Sendable {
  case pack(PackError)
  case index(PackIndexError)
}
