public import Articles
internal import Bytes
internal import Objects
internal import Repository
internal import Storage
internal import TransparencyLog

/// What came of making a checkpoint.
public enum CheckpointOutcome: Equatable, Sendable {
  case made(RecordedCheckpoint)
  /// Nothing was recorded since the last one, but what belongs to that.
  case unchanged(RecordedCheckpoint)

  public var checkpoint: RecordedCheckpoint {
    switch self {
    case .made(let checkpoint), .unchanged(let checkpoint): checkpoint
    }
  }
}

extension Archive {
  /// Makes a checkpoint of the log: signs the hash over the ids of all commits, and records that as a revision of
  /// `stet:checkpoint`. From now on `verify` sees to it that the history goes on from there.
  ///
  /// What was signed is never contradicted: where the history is no longer the one of an earlier checkpoint, nothing is
  /// signed.
  /// - Throws: `.notSigned`, `.notCovered` where nothing is recorded yet; as `record`.
  /// - Complexity: One object read for each commit since the last checkpoint.
  public func makeCheckpoint(
    by author: Author, now: Timestamp, patience: Duration = Archive.patience
  ) throws(ArchiveError) -> CheckpointOutcome {
    let keys = try signingKeys()
    guard let origin = keys.origin else { throw .notSigned(.noKey) }
    let lock = try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: patience)
    }
    defer { lock.release() }
    let keptCopy = try keptCheckpoint()
    var outcome: CheckpointOutcome?
    var newest: ObjectID?
    try publish(patience: patience) { head throws(ArchiveError) in
      guard let head else { throw .notCovered("HEAD", reason: "nothing is recorded yet") }
      let last = try latestCheckpoint(at: head)
      if let last, try isCovered(head, by: last) {
        outcome = .unchanged(last)
        return nil
      }
      let (log, newestCommit) = try keptLog(to: head, after: last)
      let signed = try sign(log, origin, keys)
      (outcome, newest) = (.made(signed), newestCommit)
      var writer = try RevisionWriter(archive: self, head: head, author: author, now: now)
      // Where a program was killed between making a key and recording it.
      _ = try writer.add(RevisionDraft(keys))
      _ = try writer.add(RevisionDraft(signed))
      return try prepared(&writer, after: head)
    }
    guard let outcome else { throw .notSigned(.noKey) }
    // Also where a program was killed between recording one and keeping the copy.
    if newest != nil {
      try keep(outcome.checkpoint, head: newest, now: now)
    } else if keptCopy != outcome.checkpoint {
      try keepCopy(of: outcome.checkpoint, head: nil, now: now)
    }
    return outcome
  }

  /// Whether the archive signs, and its last checkpoint is a day old.
  public func isCheckpointDue(now: Timestamp) throws(ArchiveError) -> Bool {
    guard try !signingKeys().keys.isEmpty, try headCommit() != nil else { return false }
    guard try isPresent(.checkpoint), let latest = try index().latest(of: .checkpoint) else {
      return true
    }
    return latest.recorded.seconds + 86_400 <= now.seconds
  }

  /// Records a checkpoint anew, with more signatures than it had; of the same text.
  func record(
    _ checkpoint: RecordedCheckpoint, by author: Author, now: Timestamp, patience: Duration
  ) throws(ArchiveError) {
    _ = try record(by: author, now: now, patience: patience) { writer throws(ArchiveError) in
      [try writer.add(RevisionDraft(checkpoint))]
    }
    let lock = try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: patience)
    }
    defer { lock.release() }
    try keep(checkpoint, head: nil, now: now)
  }

  /// Whether nothing was recorded after a checkpoint but what belongs to it.
  private func isCovered(
    _ head: ObjectID, by last: RecordedCheckpoint
  ) throws(ArchiveError) -> Bool {
    var covered = try newestCommit(of: last)
    if covered == nil {
      try rebuildLog(at: last)
      covered = try newestCommit(of: last)
    }
    var next: ObjectID? = head
    while let id = next, id != covered {
      let revision = try revision(id)
      guard let article = revision.article, article == .checkpoint || article == .timestamps else {
        return false
      }
      next = revision.parents.first
    }
    return next != nil
  }

  /// The last commit that a checkpoint is of; `nil` where the tiles do not tell.
  private func newestCommit(
    of checkpoint: RecordedCheckpoint
  ) throws(ArchiveError) -> ObjectID? {
    let size = checkpoint.checkpoint.size
    guard size > 0 else { return nil }
    return try KeptLog(repository, at: checkpoint.checkpoint)?.commit(at: size - 1)
  }

  /// The log up to a head, its tiles written.
  ///
  /// - Throws: `.notSigned(.rewritten)` where the head does not go on from what was signed or noted.
  func keptLog(
    to head: ObjectID, after last: RecordedCheckpoint?
  ) throws(ArchiveError) -> (KeptLog, newest: ObjectID) {
    var log = try last.flatMap { last throws(ArchiveError) in
      try KeptLog(repository, at: last.checkpoint)
    }
    var commits: [ObjectID]?
    if let kept = log, kept.size > 0 {
      let covered = try kept.commit(at: kept.size - 1)
      commits = try covered.flatMap { covered throws(ArchiveError) in
        try line(to: head, after: covered)
      }
    }
    // Where the tiles are lost, or lead elsewhere, all commits are asked.
    if commits == nil { (log, commits) = (nil, try line(to: head)) }
    let before = log ?? KeptLog(repository, size: 0)
    guard let commits, let grown = try before.appended(commits) else {
      throw .notSigned(.rewritten(size: last?.size ?? 0, noted: nil))
    }
    try check(grown, holds: last)
    return (grown, head)
  }

  /// Refuses a log that is not the one of which something was said before.
  private func check(
    _ log: KeptLog, holds last: RecordedCheckpoint?
  ) throws(ArchiveError) {
    if let last {
      guard last.checkpoint.size <= log.size,
        try log.root(at: last.checkpoint.size) == last.checkpoint.root
      else { throw .notSigned(.rewritten(size: last.size, noted: nil)) }
    }
    for noted in try notedCheckpoints() {
      guard noted.size <= log.size, try log.root(at: noted.size) == noted.root else {
        throw .notSigned(.rewritten(size: Int(clamping: noted.size), noted: noted.noted))
      }
    }
  }

  private func sign(
    _ log: KeptLog, _ origin: String, _ keys: SigningKeys
  ) throws(ArchiveError) -> RecordedCheckpoint {
    do {
      guard let root = try log.root() else { throw ArchiveError.notSigned(.noKey) }
      let checkpoint = try Checkpoint(origin: origin, size: log.size, root: root)
      return RecordedCheckpoint(
        try SignedNote(text: checkpoint.encoded(), by: keys.keys), checkpoint)
    } catch let error as ArchiveError {
      throw error
    } catch {
      throw .notSigned(.badOrigin(origin, reason: "it cannot be signed"))
    }
  }

  /// Keeps a copy of what was recorded, and notes it; the caller holds the writer's lock.
  ///
  /// - Throws: `.recordedInDoubt`: it is recorded, and who makes the next checkpoint does the rest.
  private func keep(
    _ checkpoint: RecordedCheckpoint, head: ObjectID?, now: Timestamp
  ) throws(ArchiveError) {
    do throws(ArchiveError) {
      try keepCopy(of: checkpoint, head: head, now: now)
    } catch {
      guard let recorded = try self.head() else { throw error }
      throw .recordedInDoubt(recorded, cause: error)
    }
  }

  private func keepCopy(
    of checkpoint: RecordedCheckpoint, head: ObjectID?, now: Timestamp
  ) throws(ArchiveError) {
    let before = try keptCheckpoint()
    try translated { () throws(RepositoryError) in
      try repository.publishLog([("checkpoint", checkpoint.note)])
      var lines = NotedLines(try repository.recall(.notedHeads) ?? [])
      lines.note(
        NotedCheckpoint(checkpoint, noted: now), head: head.map { RevisionID($0) })
      try repository.remember(lines.encoded, as: .notedHeads)
    }
    if let before {
      try KeptLog(repository, size: checkpoint.checkpoint.size)
        .retireTiles(ofSize: before.checkpoint.size)
    }
  }

  /// Makes the tiles of the latest checkpoint from the commits, whatever is there.
  func rebuildLog() throws(ArchiveError) {
    var kept = try keptCheckpoint()
    if kept == nil { kept = try latestCheckpoint() }
    if let kept { try rebuildLog(at: kept) }
  }

  func rebuildLog(at checkpoint: RecordedCheckpoint) throws(ArchiveError) {
    guard let head = try ownHead(), let line = try line(to: head) else { return }
    _ = try KeptLog(repository, size: 0).appended(Array(line.prefix(checkpoint.size)))
  }

  /// The copy of the latest checkpoint that stands beside the tiles; `nil` where there is none, or it is none.
  func keptCheckpoint() throws(ArchiveError) -> RecordedCheckpoint? {
    let source = try translated { () throws(RepositoryError) in
      try repository.open(.log("checkpoint"))
    }
    guard let source, source.byteCount <= 1 << 20 else { return nil }
    do {
      return RecordedCheckpoint(try source.all().copy)
    } catch {
      throw ArchiveError(error)
    }
  }

  func notedCheckpoints() throws(ArchiveError) -> [NotedCheckpoint] {
    try translated { () throws(RepositoryError) in
      NotedLines(try repository.recall(.notedHeads) ?? []).checkpoints
    }
  }
}

extension RevisionDraft {
  init(_ checkpoint: RecordedCheckpoint) {
    self.init(
      article: .checkpoint, content: checkpoint.note,
      message: Array("checkpoint of \(checkpoint.size) commits of \(checkpoint.origin)".utf8))
    metadata.mediaType = "text/plain; charset=utf-8"
  }
}
