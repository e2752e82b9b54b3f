internal import Articles
internal import Objects
internal import Repository
internal import Storage

/// What other writers ask who wait, recorded together with the own by who has the lock: one pack, one move of the head.
///
/// Each request is recorded whole or given back, and fails alone: as if each had been recorded by itself, in this order.
struct WaitingGroup {
  private struct Member {
    let waiting: WaitingRequest
    let request: DraftRequest
    var answer = DraftAnswer()
  }

  private let archive: Archive
  private let now: Timestamp
  private var members: [Member] = []
  private var isClosed = false
  /// Whether any of them is a revision now.
  private(set) var hasRecorded = false

  init(_ archive: Archive, now: Timestamp) {
    (self.archive, self.now) = (archive, now)
  }

  var isEmpty: Bool { members.isEmpty }

  /// Adds what is asked after what the writer has.
  ///
  /// - Parameter head: What the writer builds on.
  /// - Throws: Where an answer cannot be prepared: nobody could tell then whether it was recorded.
  mutating func join(
    _ writer: inout RevisionWriter, on head: ObjectID?
  ) throws(ArchiveError) {
    guard !isClosed else { return }
    take()
    var joined: [Member] = []
    for member in members {
      if let answer = add(member.request, to: &writer) {
        var member = member
        member.answer = answer
        member.answer.base = head
        joined.append(member)
      } else {
        try? archive.repository.giveBack(member.waiting)
      }
    }
    members = joined
    for member in members {
      try translated { () throws(RepositoryError) in
        try archive.repository.prepareAnswer(member.answer.encoded(), to: member.waiting)
      }
    }
  }

  private mutating func take() {
    // What cannot be taken has its turn later.
    guard let taken = try? archive.repository.takeRequests() else { return }
    for waiting in taken {
      let request = DraftRequest(decoding: waiting.bytes, localZone: archive.localZone)
      if let request, request.isTimely(for: now) {
        members.append(Member(waiting: waiting, request: request))
      } else {
        try? archive.repository.giveBack(waiting)
      }
    }
  }

  /// - Returns: `nil`, and nothing was added, where anything stands in the way.
  private func add(
    _ request: DraftRequest, to writer: inout RevisionWriter
  ) -> DraftAnswer? {
    let before = writer
    do throws(ArchiveError) {
      writer.write(for: request.author, now: request.now)
      var answer = DraftAnswer()
      for draft in request.drafts {
        try archive.check(draft, now: request.now)
        answer.commits.append(try writer.add(draft).commit)
      }
      return answer
    } catch {
      writer = before
      return nil
    }
  }

  // MARK: What became of it

  /// Tells all that it is done. Whom this does not reach finds out by what was prepared.
  mutating func answer() {
    hasRecorded = hasRecorded || members.contains { $0.answer.last != nil }
    for member in members { try? archive.repository.sendAnswer(to: member.waiting) }
    members = []
  }

  /// The same, where it may not outlast a loss of power.
  mutating func answer(inDoubt cause: ArchiveError) {
    for member in members {
      var answer = member.answer
      answer.doubt = cause
      try? archive.repository.prepareAnswer(answer.encoded(), to: member.waiting)
    }
    answer()
  }

  /// Leaves it to all to do it themselves, and takes nobody any more.
  mutating func close() {
    isClosed = true
    for member in members { try? archive.repository.giveBack(member.waiting) }
    members = []
  }
}

extension Archive {
  /// Publishes what a writer adds, with what a group asks for; alone where that is refused with the group.
  func publish(
    with group: inout WaitingGroup, by author: Author, now: Timestamp, patience: Duration,
    _ write: (inout RevisionWriter) throws(ArchiveError) -> [RecordOutcome]
  ) throws(ArchiveError) -> [RecordOutcome] {
    var outcomes: [RecordOutcome] = []
    var newHead: ObjectID?
    do throws(ArchiveError) {
      try publish(patience: patience) { head throws(ArchiveError) in
        var writer = try RevisionWriter(archive: self, head: head, author: author, now: now)
        outcomes = try write(&writer)
        try group.join(&writer, on: head)
        newHead = writer.head
        var prepared = try prepared(&writer, after: head)
        if !group.isEmpty { prepared?.patience = min(patience, WaitingGroup.patience) }
        return prepared
      } moved: {
        group.answer()
      }
      // Where nothing was to be recorded, the head has not moved.
      group.answer()
      return outcomes
    } catch {
      guard !group.isEmpty else { throw error }
      let head = try? repository.head()
      guard case .recordedInDoubt(_, let cause) = error.inDoubt(newHead, isHead: head?.id) else {
        group.close()
        if head == nil || error == .cancelled { throw error }
        return try publish(with: &group, by: author, now: now, patience: patience, write)
      }
      group.answer(inDoubt: cause)
      guard let last = outcomes.last(where: { $0.commit != nil })?.commit else { return outcomes }
      throw .recordedInDoubt(RevisionID(last), cause: cause)
    }
  }
}

extension WaitingGroup {
  /// How long others are kept waiting for git's lock on the branch: who asked may have less patience.
  fileprivate static let patience = Duration.seconds(1)
}

extension ArchiveError {
  /// The same, of a commit that is the head although an error says that it was refused.
  fileprivate func inDoubt(_ commit: ObjectID?, isHead head: ObjectID?) -> ArchiveError {
    if case .recordedInDoubt = self { return self }
    guard let commit, commit == head else { return self }
    return .recordedInDoubt(RevisionID(commit), cause: self)
  }
}

extension RecordOutcome {
  /// `nil` where nothing was recorded.
  var commit: ObjectID? {
    if case .recorded(let revision) = self { revision.id.object } else { nil }
  }
}
