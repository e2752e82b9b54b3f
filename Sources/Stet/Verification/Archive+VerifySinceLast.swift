public import Articles
internal import Objects
internal import Repository
internal import Storage

extension Archive {
  /// Checks what came since the last success, and a share of what was there before, so that in `shareCount`
  /// runs everything is read again.
  ///
  /// What a commit says is judged when it is new: its id, and those of all before it, are proved by every
  /// later one. What was there before can only rot, and for that each object's hash is enough. Where anything is
  /// wrong, and the first time, everything is verified, so that a finding is the same as `verify`'s.
  ///
  /// The archive remembers what was seen in `stet/last-verification`; without that, everything is read.
  /// - Parameters:
  ///   - shareCount: 1 and more.
  ///   - now: When this run begins.
  /// - Throws: As `verify`; `.denied` where the archive cannot be written to.
  public func verifySinceLast(
    shareCount: Int, now: Timestamp, workers: Int, containing heads: [RevisionID] = [],
    patience: Duration = Archive.patience,
    progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> Verification {
    precondition(shareCount > 0, "a share is one of one or more")
    let run = Run(
      references: ReferenceSnapshot(repository),
      // Before any object is read: what comes later is new to the next run.
      packs: try translated { () throws(RepositoryError) in try repository.packNames() },
      held: Set(try notedHeads().map(\.id.object) + heads.map(\.object)), shareCount: shareCount,
      began: now)
    let last = try translated { () throws(RepositoryError) in
      try repository.recall(.lastVerification)
    }.flatMap(LastVerification.init)
    let partial = try last.map { last throws(ArchiveError) in
      try verify(run, since: last, workers, progress)
    }
    if let result = partial.flatMap(\.self) {
      try remember(run, result, patience)
      return result
    }
    let result = try verify(
      workers: workers,
      containing: heads + (last.map { [RevisionID($0.head)] } ?? []),
      comparing: IndexShare(0, of: run.shareCount), progress: progress)
    if result.isClean { try remember(run, result, patience) }
    return result
  }

  /// When the last verification began that found nothing wrong and was remembered, and the head that it saw: everything
  /// before that was whole. `nil` where there is none.
  public func lastVerification() throws(ArchiveError) -> (began: Timestamp, head: RevisionID)? {
    let kept = try translated { () throws(RepositoryError) in
      try repository.recall(.lastVerification)
    }
    return kept.flatMap(LastVerification.init).map { ($0.began, RevisionID($0.head)) }
  }

  /// What one run began with.
  private struct Run {
    let references: ReferenceSnapshot
    let packs: Set<PackName>
    /// Commits that the history must hold.
    let held: Set<ObjectID>
    let shareCount: Int
    let began: Timestamp
  }

  /// Verifies what is new; `nil` where that cannot be told from the old, or anything is wrong.
  private func verify(
    _ run: Run, since last: LastVerification, _ workers: Int,
    _ progress: @escaping @Sendable (Int, Int) -> Bool
  ) throws(ArchiveError) -> Verification? {
    var trail = NewTrail(archive: self)
    guard let head = try? run.references.head.get().id,
      let needed = trail.objects(from: head, to: last.head),
      run.held.isSubset(of: last.held.union(trail.commits).union([last.head]))
    else { return nil }
    let share = (last.share + 1) % run.shareCount
    let selection = SurveySelection(
      knownPacks: last.packs, since: last.began.seconds, share: share, of: run.shareCount,
      always: needed)
    var result = try verify(
      run.references, PartialVerification(selection: selection, judged: trail.commits),
      workers: workers, containing: [], comparing: IndexShare(share, of: run.shareCount),
      progress: progress)
    result.scope = .sinceLast(last.began, share: share, of: run.shareCount)
    return result.isClean ? result : nil
  }

  private func remember(
    _ run: Run, _ result: Verification, _ patience: Duration
  ) throws(ArchiveError) {
    guard let head = try? run.references.head.get().id else { return }
    var share = 0
    if case .sinceLast(_, let done, _) = result.scope { share = done }
    let last = LastVerification(
      head: head, began: run.began, share: share, of: run.shareCount, packs: run.packs,
      held: run.held)
    try translated { () throws(RepositoryError) in
      let lock = try repository.writerLock(timeout: patience)
      defer { lock.release() }
      try repository.remember(last.encoded, as: .lastVerification)
    }
  }
}

/// The commits since a verified one, and the trees by which they are judged.
private struct NewTrail {
  let archive: Archive
  private(set) var commits: Set<ObjectID> = []
  private var needed: Set<ObjectID> = []

  init(archive: Archive) {
    self.archive = archive
  }

  /// What to read to judge all commits from a head down to one that was verified; `nil` where the line does not
  /// lead there, or cannot be read.
  mutating func objects(from head: ObjectID, to verified: ObjectID) -> Set<ObjectID>? {
    needed = [verified]
    var next = head
    while next != verified {
      guard let revision = try? archive.revision(next), commits.insert(next).inserted,
        revision.parents.count == 1
      else { return nil }
      let parent = revision.parents[0]
      guard let before = try? archive.revision(parent) else { return nil }
      needed.insert(next)
      if let article = revision.article {
        for root in [revision.root, before.root] { addTrees(of: article, below: root) }
      }
      next = parent
    }
    return needed
  }

  /// The trees on the way to an article; what cannot be read is found out by who reads it next.
  private mutating func addTrees(of article: ArticleName, below root: ObjectID) {
    var id = root
    needed.insert(id)
    for folder in ArticlePath(article).folders {
      guard let tree = try? archive.tree(id), let entry = tree[folder], entry.mode == .directory
      else {
        return
      }
      id = entry.id
      needed.insert(id)
    }
  }
}
