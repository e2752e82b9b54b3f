internal import Articles
internal import Objects
internal import Repository
internal import Synchronization

extension Archive {
  /// The texts that were erased by law, as the head lists them; none in most archives.
  ///
  /// What is erased is gone from the archive as it was before, too.
  /// - Throws: `.damaged` where the list cannot be read.
  public func erasedTexts() throws(ArchiveError) -> ErasedTexts {
    try erasedTexts(at: ownHead())
  }

  /// How the bytes of a revision were erased; `nil` where they were not, or it has none.
  ///
  /// Where nothing was erased, this reads nothing of the revision's.
  /// - Parameter texts: As `erasedTexts()` gave them.
  /// - Throws: `.damaged` where the way to the bytes cannot be read.
  public func erasedText(
    of revision: Revision, among texts: ErasedTexts
  ) throws(ArchiveError) -> ErasedText? {
    guard !texts.isEmpty, let article = revision.article, !revision.isWithdrawal,
      let id = try blob(of: article, inTree: revision.root)
    else { return nil }
    return texts[ContentID(id)]
  }

  /// The list as a commit has it.
  func erasedTexts(at commit: ObjectID?) throws(ArchiveError) -> ErasedTexts {
    guard let commit else { return ErasedTexts() }
    return try knownErasures.texts(at: commit) { () throws(ArchiveError) in
      try readErasedTexts(at: commit)
    }
  }

  /// The same for who is to record: a list that says nothing is for `verify` to tell, and keeps nobody from it.
  func readableErasedTexts(at commit: ObjectID?) throws(ArchiveError) -> ErasedTexts {
    do throws(ArchiveError) {
      return try erasedTexts(at: commit)
    } catch {
      guard case .damaged = error else { throw error }
      return ErasedTexts()
    }
  }

  private func readErasedTexts(at commit: ObjectID) throws(ArchiveError) -> ErasedTexts {
    guard let id = try blob(of: .erased, inTree: revision(commit).root) else {
      return ErasedTexts()
    }
    let bytes = try translated { () throws(RepositoryError) in try repository.blob(id) }
    do throws(ErasedTextsError) {
      return try ErasedTexts(decoding: bytes)
    } catch {
      throw .damaged(Damage(.object(StoredObjectID(commit)), .log(LogFault(error))))
    }
  }

  /// Why bytes cannot be had: where they were erased, that is no damage.
  func reason(_ error: RepositoryError, lacking id: ObjectID) -> ArchiveError {
    if error.isDamage, let erased = try? erasedTexts()[ContentID(id)] { return .erased(erased) }
    return ArchiveError(error)
  }
}

extension LogFault {
  init(_ error: ErasedTextsError) {
    switch error {
    case .malformed(let line): self = .malformedErasure(line: line)
    }
  }
}

/// The list that was read last: one command asks for the same one several times.
final class KnownErasures: Sendable {
  private let entry = Mutex<(commit: ObjectID, texts: ErasedTexts)?>(nil)

  func texts(
    at commit: ObjectID, else read: () throws(ArchiveError) -> ErasedTexts
  ) throws(ArchiveError) -> ErasedTexts {
    if let known = entry.withLock({ $0 }), known.commit == commit { return known.texts }
    let texts = try read()
    entry.withLock { $0 = (commit, texts) }
    return texts
  }
}
