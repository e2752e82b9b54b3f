package import Articles
internal import Objects
internal import Repository
package import SSHSignatures

extension Archive {
  /// What is to be said of a revision's signature; `nil` where it has none, and that costs nothing.
  ///
  /// Else the commit is read once more: nobody keeps signatures in memory.
  ///
  /// - Parameter signers: Whose signatures one believes.
  /// - Throws: `.damaged` where the commit cannot be read.
  package func signature(
    of revision: Revision, by signers: AllowedSigners = AllowedSigners()
  ) throws(ArchiveError) -> RevisionSignature? {
    guard revision.isSigned else { return nil }
    let content = try translated { () throws(RepositoryError) in
      try repository.content(of: revision.id.object, .commit)
    }
    return SignedCommit(content.span).map {
      RevisionSignature(of: $0, recorded: revision.recorded, by: signers)
    }
  }
}
