package import Objects
internal import Storage

/// Something that may have objects that a repository has lost: a copy, a bundle, files.
///
/// What it gives has the id that was asked for: that is proved by its hash, so nobody has to be trusted.
package protocol ObjectSource {
  /// The object; `nil` where the source does not have it whole.
  ///
  /// - Throws: Only where the system refuses for reasons of its own.
  func wholeObject(_ id: ObjectID) throws(RepositoryError) -> StoredObject?
}

extension Repository: ObjectSource {
  package func wholeObject(_ id: ObjectID) throws(RepositoryError) -> StoredObject? {
    do throws(RepositoryError) {
      return try object(id)
    } catch {
      guard error.isDamage else { throw error }
      return nil
    }
  }
}
