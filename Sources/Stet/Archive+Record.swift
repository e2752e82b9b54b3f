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
  ///   - heads: Where it is not empty, the head has to be one of these when they are recorded.
  /// - Throws: `.invalidName` or `.similarName` for a new article whose name can pass for another,
  ///   `.invalidMetadata`, `.recordsErased`, `.headMoved`,
  ///   `.locked`, `.conflict`, `.denied`, `.noSpace`, `.system`.
  public func record(
    _ drafts: [RevisionDraft], by author: Author, now: Timestamp,
    patience: Duration = Archive.patience, onto heads: Set<RevisionID> = []
  ) throws(ArchiveError) -> [RecordOutcome] {
    // Nobody else knows on which head it may be.
    let request = heads.isEmpty ? DraftRequest(drafts, by: author, now: now) : nil
    return try record(
      drafts, by: author, now: now, patience: patience, onto: heads, asking: request
    ) { _ in nil }
  }

  /// - Parameters:
  ///   - request: The same for another writer to record; `nil` where none can.
  ///   - conclusion: A revision of the archive's own, made of what became of the others.
  func record(
    _ drafts: [RevisionDraft], by author: Author, now: Timestamp, patience: Duration,
    onto heads: Set<RevisionID> = [], asking request: DraftRequest? = nil,
    conclusion: ([RecordOutcome]) -> RevisionDraft?
  ) throws(ArchiveError) -> [RecordOutcome] {
    for draft in drafts { try check(draft, now: now) }
    return try record(by: author, now: now, patience: patience, asking: request) {
      writer throws(ArchiveError) in
      try check(writer.head.map { RevisionID($0) }, isOneOf: heads)
      var outcomes: [RecordOutcome] = []
      for draft in drafts { outcomes.append(try writer.add(draft)) }
      if let last = conclusion(outcomes) { outcomes.append(try writer.add(last)) }
      return outcomes
    }
  }

  /// - Throws: `.headMoved`.
  private func check(
    _ head: RevisionID?, isOneOf heads: Set<RevisionID>
  ) throws(ArchiveError) {
    guard !heads.isEmpty else { return }
    guard let head, heads.contains(head) else { throw .headMoved(to: head) }
  }

  /// The one way in which revisions are recorded, beside imports; with them goes what others ask who wait.
  ///
  /// - Parameters:
  ///   - request: What another writer may record instead, while this one waits.
  ///   - write: Adds revisions on top of the writer's head; done once more where a push moved that.
  func record(
    by author: Author, now: Timestamp, patience: Duration, asking request: DraftRequest? = nil,
    _ write: (inout RevisionWriter) throws(ArchiveError) -> [RecordOutcome]
  ) throws(ArchiveError) -> [RecordOutcome] {
    let lock: any StorageLock
    switch try turn(patience: patience, asking: request) {
    case .lock(let own): lock = own
    case .done(let outcomes): return outcomes
    }
    defer { lock.release() }
    var group = WaitingGroup(self, now: now)
    let outcomes = try publish(with: &group, by: author, now: now, patience: patience, write)
    // What was recorded is recorded: housekeeping that fails, as where space runs out, says nothing
    // about it, and is tried again with the next commit.
    let isChanged = outcomes.contains { $0.commit != nil } || group.hasRecorded
    if isChanged { maintainIfDue(now: now) }
    return outcomes
  }

  /// Refuses what `record` would refuse because of what it is, before anything is recorded.
  ///
  /// - Throws: As `record`, `.locked` and what the system says aside.
  public func check(_ draft: RevisionDraft, now: Timestamp) throws(ArchiveError) {
    try draft.check()
    try draft.check(now: now)
    let name = draft.article
    if name.isReserved {
      throw .invalidName(
        name.description, reason: "names that begin with stet: are for the archive's own articles")
    }
    try checkNotErased(draft)
    for field in [MetadataField.amends, .clears] where draft.metadata[field] != nil {
      throw .invalidMetadata(field: field.name, reason: "only an amendment has it")
    }
    let twins = draft.allowsSimilarName ? [] : name.twins
    // A name that the archive has is read and recorded as it is.
    guard name.deception != nil || !twins.isEmpty, try !contains(name) else { return }
    if let reason = name.deception { throw .invalidName(name.description, reason: reason) }
    for twin in twins where try contains(twin) {
      throw .similarName(name, existing: twin)
    }
  }

  private func checkNotErased(_ draft: RevisionDraft) throws(ArchiveError) {
    guard let content = draft.content else { return }
    let texts = try readableErasedTexts(at: ownHead())
    guard !texts.isEmpty else { return }
    let id = ContentID(ObjectID(of: .blob, content: content.span))
    if let text = texts[id] { throw .recordsErased(draft.article, text) }
  }
}
