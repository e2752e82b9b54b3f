internal import ObjectDatabase
internal import Objects

extension Archive {
  /// Records revisions, all of them or none, in the order given.
  ///
  /// When this returns, they outlast a loss of power, and what was written has been read back.
  ///
  /// - Parameters:
  ///   - now: The time to record; where the head is later, the head's time counts.
  ///   - patience: How long to wait for other writers.
  /// - Throws: `.invalidMetadata`, `.locked`, `.conflict`, `.denied`, `.noSpace`, `.system`.
  public func record(
    _ drafts: [RevisionDraft], by author: Author, now: Timestamp,
    patience: Duration = Archive.patience
  ) throws(ArchiveError) -> [RecordOutcome] {
    for draft in drafts { try draft.check() }
    let lock = try translated { () throws(ObjectDatabaseError) in
      try database.writerLock(timeout: patience)
    }
    defer { lock.release() }
    // A push of git's may move the branch between our look and our write: then look again.
    for _ in 0..<3 {
      if let outcomes = try attempt(drafts, by: author, now: now, patience: patience) {
        return outcomes
      }
    }
    throw .conflict(reason: "another program keeps moving the branch")
  }

  /// Records on top of the head as it is now; `nil` where it moved meanwhile.
  private func attempt(
    _ drafts: [RevisionDraft], by author: Author, now: Timestamp, patience: Duration
  ) throws(ArchiveError) -> [RecordOutcome]? {
    let (branch, head) = try translated { () throws(ObjectDatabaseError) in
      try database.references.head()
    }
    var writer = try RevisionWriter(archive: self, head: head, author: author, now: now)
    var outcomes: [RecordOutcome] = []
    for draft in drafts { outcomes.append(try writer.add(draft)) }
    do {
      guard let newHead = writer.head, newHead != head else {
        // The latest bytes may be those of a writer that was killed: they must outlast as much.
        try database.settle(branch)
        return outcomes
      }
      try database.store(writer.takeObjects())
      try database.update(branch, from: head, to: newHead, timeout: patience)
    } catch .referenceMoved {
      return nil
    } catch {
      throw ArchiveError(error)
    }
    // What was recorded is recorded: housekeeping that fails, as where old damage is met or space
    // runs out, says nothing about it, and is tried again with the next commit.
    try? maintainIfDue(now: now)
    return outcomes
  }
}
