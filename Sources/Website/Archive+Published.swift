package import Stet

extension Archive {
  /// The revision that a commit records, if it is one that strangers are shown: not what the archive says of itself.
  ///
  /// - Throws: As `revision(of:)`.
  package func published(_ id: RevisionID) throws(ArchiveError) -> Revision {
    let revision = try revision(of: id)
    guard revision.article?.isReserved == false else {
      throw .unknownRevision(id.abbreviated, known: "no article's revision has this id")
    }
    return revision
  }
}
