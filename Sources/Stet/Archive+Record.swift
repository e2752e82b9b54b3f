internal import Articles
internal import Objects
internal import Repository
internal import Storage

extension Archive {
  /// Records revisions, all of them or none, in the order given.
  ///
  /// When this returns, they outlast a loss of power, and what was written has been read back.
  ///
  /// - Parameters:
  ///   - now: The time to record; where the head is later, the head's time counts.
  ///   - patience: How long to wait for other writers.
  /// - Throws: `.invalidName` for a new article whose name can pass for another, `.invalidMetadata`,
  ///   `.locked`, `.conflict`, `.denied`, `.noSpace`, `.system`.
  public func record(
    _ drafts: [RevisionDraft], by author: Author, now: Timestamp,
    patience: Duration = Archive.patience
  ) throws(ArchiveError) -> [RecordOutcome] {
    for draft in drafts {
      try draft.check()
      try checkNewName(draft.article)
    }
    let lock = try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: patience)
    }
    defer { lock.release() }
    var outcomes: [RecordOutcome] = []
    try publish(patience: patience) { head throws(ArchiveError) in
      var writer = try RevisionWriter(archive: self, head: head, author: author, now: now)
      outcomes = []
      for draft in drafts { outcomes.append(try writer.add(draft)) }
      guard let newHead = writer.head, newHead != head else { return nil }
      let objects = try translated { () throws(RepositoryError) in
        try repository.store(writer.takeObjects())
      }
      return PreparedHead(id: newHead, objects: objects)
    }
    // What was recorded is recorded: housekeeping that fails, as where space runs out, says nothing
    // about it, and is tried again with the next commit.
    let isChanged = outcomes.contains { if case .recorded = $0 { true } else { false } }
    if isChanged { maintainIfDue(now: now) }
    return outcomes
  }

  /// Refuses a name that can pass for another, unless the archive has an article of that name.
  private func checkNewName(_ name: ArticleName) throws(ArchiveError) {
    guard let reason = name.deception, try !index().contains(name) else { return }
    throw .invalidName(name.description, reason: reason)
  }
}
