package import Objects
package import Storage

extension Repository {
  /// The references as far as they can be read.
  package func readableReferences() throws(RepositoryError) -> ReadableReferences {
    try translated { () throws(StorageError) in try storage.readableReferences() }
  }

  /// Makes references readable; returns where the files are that were in the way.
  package func mendReferences() throws(RepositoryError) -> [String] {
    try translated { () throws(StorageError) in try storage.mendReferences() }
  }

  /// Leads a reference that is not the head's elsewhere, durably, or makes it; the caller holds the
  /// writer's lock.
  ///
  /// - Throws: `.storage(.moved)` where it does not lead where it is expected to.
  package func moveReference(
    _ name: ReferenceName, from expected: ObjectID?, to id: ObjectID, timeout: Duration
  ) throws(RepositoryError) {
    try translated { () throws(StorageError) in
      try storage.moveReference(name, from: expected, to: id, timeout: timeout)
    }
  }

  /// Moves files away from among the objects that are none.
  package func setAsideStrangers() throws(RepositoryError) -> [String] {
    let strangers = try loose.all().strangers
    return try translated { () throws(StorageError) in
      try storage.setAside([], files: strangers)
    }
  }

  /// Moves away what other programs keep beside the pieces and is damaged.
  package func setAsideDamagedSidecars() throws(RepositoryError) -> [String] {
    let pieces = try damagedSidecars().map(\.piece)
    return try translated { () throws(StorageError) in try storage.setAside(pieces, files: []) }
  }

  package func removeCommitGraph() throws(RepositoryError) {
    try translated { () throws(StorageError) in try CommitGraphFiles(storage).remove() }
  }
}
