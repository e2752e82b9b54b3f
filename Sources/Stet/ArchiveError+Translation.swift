internal import Articles
internal import Objects
internal import Repository
internal import Storage

extension ArchiveError {
  /// What an error of the object repository means for somebody who keeps articles.
  init(_ error: RepositoryError) {
    switch error {
    case .storage(let error):
      self = ArchiveError(error)
    case .cancelled:
      self = .cancelled
    case .contended:
      self = .conflict(reason: "another program keeps clearing objects away")
    case .missing(let id), .damaged(let id, _, _), .wrongKind(let id, _, _), .malformed(let id, _):
      self = .damaged(Damage(of: id, error))
    case .damagedPack(let path, let damage):
      self = .damaged(Damage(.pack(path: path), path: path, DamageCause(damage)))
    case .unconfirmed(let id, let error):
      self = .recordedInDoubt(RevisionID(id), cause: ArchiveError(error))
    }
  }

  init(_ error: StorageError) {
    switch error {
    case .notFound(let path): self = .system(doing: "open", path: path, reason: "no such file")
    case .alreadyExists(let path): self = .archiveExists(path: path)
    case .denied(let path): self = .denied(path: path)
    case .noSpace(let path): self = .noSpace(path: path)
    case .exhausted(let path, let reason):
      self = .system(doing: "open", path: path, reason: reason)
    case .locked(let path): self = .locked(path: path)
    case .cancelled: self = .cancelled
    case .failed(let doing, let path, let reason):
      self = .system(doing: doing, path: path, reason: reason)
    case .notARepository(let path, let reason):
      self = .noArchive(path: path, reason: reason)
    case .badReference(let path):
      self = .damaged(Damage(.reference(path), path: path, .reference(.notAReference)))
    case .referenceLocked(let path):
      self = .locked(path: path)
    case .moved(let name, _, _):
      self = .conflict(reason: "\(name) was moved by another program meanwhile")
    case .incomplete(let name):
      self = .conflict(
        reason: "another program keeps removing what \(name) is to lead to")
    }
  }
}

/// Runs calls of the object repository and gives their errors on as the archive's.
func translated<Result>(
  _ body: () throws(RepositoryError) -> Result
) throws(ArchiveError) -> Result {
  do {
    return try body()
  } catch {
    throw ArchiveError(error)
  }
}
