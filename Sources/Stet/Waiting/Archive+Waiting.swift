internal import Articles
internal import Objects
internal import Repository
internal import Storage

/// Commits that wait for each other: who has the writer's lock records what the others ask for, too.
extension Archive {
  /// How a writer's wait for others ends.
  enum Turn {
    /// It has the writer's lock.
    case lock(any StorageLock)
    /// Another writer has recorded what it asked for.
    case done([RecordOutcome])
  }

  /// Waits for the writer's lock, or for another writer to record what is asked.
  ///
  /// - Parameter request: `nil` for what nobody else can record.
  /// - Throws: `.locked` when the time is over, `.cancelled`: nothing was recorded. `.recordedInDoubt`.
  func turn(patience: Duration, asking request: DraftRequest?) throws(ArchiveError) -> Turn {
    guard let request else { return .lock(try writerLock(patience)) }
    let turn = try translated { () throws(RepositoryError) in
      try repository.writerTurn(timeout: patience) { request.encoded() }
    }
    switch turn {
    case .lock(let lock, nil): return .lock(lock)
    case .lock(let lock, let left?):
      do throws(ArchiveError) {
        guard let outcomes = try outcomes(of: request, planned: left) else { return .lock(lock) }
        lock.release()
        return .done(outcomes)
      } catch {
        lock.release()
        throw error
      }
    case .answer(let bytes):
      if let outcomes = try outcomes(of: request, answered: bytes) { return .done(outcomes) }
      // It is not so, or no longer.
      return .lock(try writerLock(patience))
    case .refused(let error, let left):
      if let left, let id = try recorded(in: DraftAnswer(decoding: left)) {
        throw .recordedInDoubt(RevisionID(id), cause: ArchiveError(error))
      }
      throw ArchiveError(error)
    }
  }

  func writerLock(_ patience: Duration) throws(ArchiveError) -> any StorageLock {
    try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: patience)
    }
  }

  // MARK: What another writer did

  /// - Returns: `nil` where what is answered is not so.
  private func outcomes(
    of request: DraftRequest, answered bytes: [UInt8]
  ) throws(ArchiveError) -> [RecordOutcome]? {
    guard let answer = DraftAnswer(decoding: bytes),
      answer.commits.count == request.drafts.count
    else { return nil }
    guard answer.last != nil else { return request.drafts.map { .unchanged($0.article) } }
    return try outcomes(of: request, answer)
  }

  /// - Returns: `nil` where what was to be answered was not done.
  private func outcomes(
    of request: DraftRequest, planned bytes: [UInt8]
  ) throws(ArchiveError) -> [RecordOutcome]? {
    guard let answer = DraftAnswer(decoding: bytes),
      answer.commits.count == request.drafts.count
    else { return nil }
    return try outcomes(of: request, answer)
  }

  /// Reads what was recorded back from the archive: nobody's word is taken for it.
  private func outcomes(
    of request: DraftRequest, _ answer: DraftAnswer
  ) throws(ArchiveError) -> [RecordOutcome]? {
    guard let last = try recorded(in: answer) else { return nil }
    let outcomes: [RecordOutcome]?
    do throws(ArchiveError) {
      outcomes = try readOutcomes(of: request, answer)
    } catch {
      throw .recordedInDoubt(RevisionID(last), cause: error)
    }
    guard let outcomes else { return nil }
    if let doubt = answer.doubt { throw .recordedInDoubt(RevisionID(last), cause: doubt) }
    tellObservers(of: outcomes)
    return outcomes
  }

  private func readOutcomes(
    of request: DraftRequest, _ answer: DraftAnswer
  ) throws(ArchiveError) -> [RecordOutcome]? {
    var outcomes: [RecordOutcome] = []
    for (draft, commit) in zip(request.drafts, answer.commits) {
      guard let commit else {
        outcomes.append(.unchanged(draft.article))
        continue
      }
      let revision = try revision(commit)
      guard try isRecord(revision, of: draft) else { return nil }
      outcomes.append(.recorded(revision))
    }
    return outcomes
  }

  private func isRecord(
    _ revision: Revision, of draft: RevisionDraft
  ) throws(ArchiveError) -> Bool {
    guard revision.article == draft.article, revision.isWithdrawal == (draft.content == nil)
    else { return false }
    guard let content = draft.content else { return true }
    let blob = try blob(of: draft.article, inTree: revision.root)
    return blob == ObjectID(of: .blob, content: content.span)
  }

  private func tellObservers(of outcomes: [RecordOutcome]) {
    let revisions = outcomes.compactMap { outcome -> Revision? in
      if case .recorded(let revision) = outcome { revision } else { nil }
    }
    guard let first = revisions.first, let last = revisions.last else { return }
    for observer in observers {
      observer.headMoved(from: first.parents.first.map { RevisionID($0) }, to: last.id)
    }
  }

  /// The last commit that an answer names; `nil` where the head does not lead to it.
  ///
  /// - Throws: `.recordedInDoubt` where nobody can tell.
  private func recorded(in answer: DraftAnswer?) throws(ArchiveError) -> ObjectID? {
    guard let answer, let last = answer.last else { return nil }
    do throws(ArchiveError) {
      return try isRecorded(last, since: answer.base) ? last : nil
    } catch {
      throw .recordedInDoubt(RevisionID(last), cause: error)
    }
  }

  /// Whether the head leads to a commit that was recorded after another one.
  private func isRecorded(_ commit: ObjectID, since base: ObjectID?) throws(ArchiveError) -> Bool {
    guard let head = try ownHead() else { return false }
    var next = [head]
    var known: Set<ObjectID> = []
    while let id = next.popLast() {
      if id == commit { return true }
      guard id != base, known.insert(id).inserted else { continue }
      next += try translated { () throws(RepositoryError) in try repository.commit(id).parents }
    }
    return false
  }
}
