internal import Articles
internal import Objects
internal import Repository
internal import Storage
internal import Synchronization

/// The steps of a repair, each on what the one before left.
struct RepairWork {
  private let archive: Archive
  private let sources: [RepairSource]
  private let workers: Int
  private let patience: Duration
  private let progress: @Sendable (Int, Int) -> Bool

  private var repository: Repository { archive.repository }

  init(
    _ archive: Archive, _ sources: [RepairSource], workers: Int, patience: Duration,
    progress: @escaping @Sendable (Int, Int) -> Bool
  ) {
    self.archive = archive
    self.sources = sources
    self.workers = workers
    self.patience = patience
    self.progress = progress
  }

  private func survey() throws(ArchiveError) -> ObjectSurvey {
    try translated { () throws(RepositoryError) in
      try repository.survey(workers: workers, progress: progress)
    }
  }

  // MARK: Packs

  /// Gives whole packs the index that they lack, and takes what is whole out of damaged ones.
  func mendPacks(_ repair: inout Repair) throws(ArchiveError) {
    let survey = try survey()
    let mended = try translated { () throws(RepositoryError) in
      let packed = survey.damages.filter { if case .packed = $0.problem { true } else { false } }
      let damaged = try repository.packNames(
        at: survey.packTroubles.map(\.path) + packed.compactMap(\.path))
      let unindexed = try repository.packsWithoutIndex().map(\.name)
      return try repository.mend(damaged.union(unindexed), workers: workers)
    }
    repair.reindexedPacks = mended.reindexed.map(\.description)
    repair.salvagedCount = mended.salvagedCount
    repair.setAside += mended.setAside
    repair.setAside += try translated { () throws(RepositoryError) in
      try repository.setAsideEmptyIndexes()
    }
  }

  // MARK: References

  /// - Returns: The references that lead nowhere, but for the head's.
  func mendReferences(_ repair: inout Repair) throws(ArchiveError) -> LostReferences {
    let readable = try translated { () throws(RepositoryError) in
      try repository.readableReferences()
    }
    repair.setAside += try translated { () throws(RepositoryError) in
      try repository.mendReferences()
    }
    let erased = (try? archive.erasedTexts()) ?? ErasedTexts()
    return try LostReferences(readable, sources) { id throws(ArchiveError) in
      if erased[ContentID(id)] != nil { return true }
      if try isWhole(id) { return true }
      return try isInSource(id)
    }
  }

  /// Leads the branch to the newest commit there is, where it leads nowhere.
  func leadBranch(_ repair: inout Repair) throws(ArchiveError) {
    let head = try translated { () throws(RepositoryError) in try repository.head() }
    let new: ObjectID?
    if let id = head.id, try hasCommit(id) {
      new = try newestNoted(after: id)
    } else {
      new = try newestCommit()
    }
    guard let new else { return }
    try translated { () throws(RepositoryError) in
      try repository.advanceHead(
        from: head, to: new, needing: PendingObjects(), timeout: patience)
    }
    repair.movedReference = Repair.MovedReference(
      name: head.branch.description, old: head.id.map { RevisionID($0) }, new: RevisionID(new),
      wasSetBack: try head.id.map { id throws(ArchiveError) in try hasCommit(id) } ?? false)
  }

  /// The last noted commit that comes after the head: the branch was set back.
  private func newestNoted(after head: ObjectID) throws(ArchiveError) -> ObjectID? {
    var new = head
    for noted in try archive.notedHeads() where try hasCommit(noted.id.object) {
      if try follows(noted.id.object, new) { new = noted.id.object }
    }
    return new == head ? nil : new
  }

  /// Whether one commit comes after another.
  private func follows(_ id: ObjectID, _ earlier: ObjectID) throws(ArchiveError) -> Bool {
    guard id != earlier else { return false }
    return try leads(from: id, repository) { $0 == earlier }
  }

  private func hasCommit(_ id: ObjectID) throws(ArchiveError) -> Bool {
    try translated { () throws(RepositoryError) in
      try repository.wholeObject(id)?.kind == .commit
    }
  }

  /// The commit that no other follows and that no other reference leads to, else one that some does; of
  /// several, the one recorded last.
  ///
  /// What no reference led to before may be among them: a revision that was never acknowledged, but
  /// that somebody recorded all the same.
  private func newestCommit() throws(ArchiveError) -> ObjectID? {
    let lines = try lines()
    let references = try references()
    let shown = Set(references.filter { $0.key.isReplacement }.values)
    return lines.newest(besides: Set(references.values))
      ?? lines.newest(besides: shown) ?? lines.newest(besides: [])
  }

  private func lines() throws(ArchiveError) -> CommitLines {
    let found = Mutex<[ObjectID: Commit]>([:])
    _ = try translated { () throws(RepositoryError) in
      try repository.survey(workers: workers, progress: progress) { met in
        found.withLock { $0[met.id] = met.commit }
      }
    }
    return CommitLines(found.withLock { $0 })
  }

  private func references() throws(ArchiveError) -> [ReferenceName: ObjectID] {
    try translated { () throws(RepositoryError) in try repository.references() }
  }

  /// Leads the other references to where the sources say, or, where nobody knows and one alone is lost, to
  /// the one line of commits that nothing leads to.
  func restoreReferences(_ repair: inout Repair, _ lost: LostReferences) throws(ArchiveError) {
    for known in lost.known where try isWhole(known.id) {
      try move(known.name, lost, to: known.id, source: known.source, &repair)
    }
    let restored = Set(repair.restoredReferences.map(\.name))
    var left = lost.names.filter { !restored.contains($0.description) }
    if let name = left.first, left.count == 1, !name.isReplacement,
      let id = try lines().only(besides: Set(references().values))
    {
      try move(name, lost, to: id, source: nil, &repair)
      left = []
    }
    repair.lostReferences = left.map(\.description).sorted()
  }

  private func move(
    _ name: ReferenceName, _ lost: LostReferences, to id: ObjectID, source: String?,
    _ repair: inout Repair
  ) throws(ArchiveError) {
    let old = lost.astray[name]
    try translated { () throws(RepositoryError) in
      try repository.moveReference(name, from: old, to: id, timeout: patience)
    }
    repair.restoredReferences.append(
      Repair.RestoredReference(
        name: name.description, old: old.map { RevisionID($0) }, id: RevisionID(id), source: source)
    )
  }

  private func isWhole(_ id: ObjectID) throws(ArchiveError) -> Bool {
    try translated { () throws(RepositoryError) in try repository.wholeObject(id) != nil }
  }

  private func isInSource(_ id: ObjectID) throws(ArchiveError) -> Bool {
    for source in sources {
      let object = try translated { () throws(RepositoryError) in
        try source.objects.wholeObject(id)
      }
      if object != nil { return true }
    }
    return false
  }

  // MARK: Objects

  /// Takes what is missing or damaged from the sources, with all that it leads to.
  func restore(_ repair: inout Repair, _ lost: LostReferences) throws(ArchiveError) {
    let survey = try survey()
    var wanted: Set<ObjectID> = []
    var pieces: Set<ObjectID> = []
    for damage in survey.damages {
      switch damage.problem {
      case .malformed, .wrongKind, .unreadable: continue
      case .stored: pieces.insert(damage.id)
      case .packed, .missing: break
      }
      wanted.insert(damage.id)
    }
    wanted.formUnion(try lostHeads(survey))
    wanted.formUnion(lost.known.map(\.id).filter { survey.kind(of: $0) == nil })
    let erased = Set(((try? archive.erasedTexts()) ?? ErasedTexts()).entries.map(\.content.object))
    let result = try translated { () throws(RepositoryError) in
      try repository.restore(
        wanted, damagedPieces: pieces, without: erased, from: sources.map(\.objects),
        workers: workers)
    }
    for (number, source) in sources.enumerated() {
      let count = result.found.values.count { $0 == number }
      repair.restoredCounts.append((source.path, count))
    }
    repair.setAside += result.setAside
    // References lead to it already, or `leadBranch` makes the branch do so next, under the same lock.
    try translated { () throws(RepositoryError) in try repository.release(result.pending) }
  }

  /// Commits that references lead to and the archive lacks; where the branch leads nowhere, those that
  /// the sources' references lead to, if what is here is part of their history.
  private func lostHeads(_ survey: ObjectSurvey) throws(ArchiveError) -> Set<ObjectID> {
    let (head, all) = try translated { () throws(RepositoryError) in
      (try repository.head(), try repository.references())
    }
    var heads = Set(all.values).union(try archive.notedHeads().map(\.id.object))
    if let id = head.id { heads.insert(id) } else { heads.formUnion(try continuations(survey)) }
    return heads.filter { survey.kind(of: $0) == nil }
  }

  private func continuations(_ survey: ObjectSurvey) throws(ArchiveError) -> [ObjectID] {
    let isEmpty = !survey.kinds.contains(.commit)
    var found: [ObjectID] = []
    for source in sources {
      for head in source.heads {
        if isEmpty {
          found.append(head)
        } else if try continues(head, survey, source.objects) {
          found.append(head)
        }
      }
    }
    return found
  }

  /// Whether a commit of a source's comes after one that is here.
  private func continues(
    _ head: ObjectID, _ survey: ObjectSurvey, _ source: any ObjectSource
  ) throws(ArchiveError) -> Bool {
    try leads(from: head, source) { survey.kind(of: $0) == .commit }
  }

  /// Whether a commit, or one before it, is one that is looked for.
  private func leads(
    from head: ObjectID, _ source: any ObjectSource, to isWanted: (ObjectID) -> Bool
  ) throws(ArchiveError) -> Bool {
    var pending = [head]
    var seen: Set<ObjectID> = [head]
    while let id = pending.popLast() {
      if isWanted(id) { return true }
      let object = try translated { () throws(RepositoryError) in try source.wholeObject(id) }
      guard let object, object.kind == .commit,
        let commit = try? Commit(decoding: object.content.span)
      else { continue }
      pending += commit.parents.filter { seen.insert($0).inserted }
    }
    return false
  }

  // MARK: The rest

  /// Sees to it that nothing came back that was erased by law, nor stays in what was set aside.
  func completeErasures(_ repair: inout Repair, now: Timestamp) throws(ArchiveError) {
    do throws(ArchiveError) {
      repair.erasures = try archive.completeErasures(
        clearsUnfinished: false, now: now, workers: workers)
    } catch {
      // A list that cannot be read is a finding.
      guard case .damaged = error else { throw error }
    }
    repair.setAside.removeAll { repair.erasures.removedFiles.contains($0) }
  }

  /// Moves files away that do not belong where they are.
  func clearStrangers(_ repair: inout Repair) throws(ArchiveError) {
    repair.setAside += try translated { () throws(RepositoryError) in
      try repository.setAsideStrangers()
    }
  }

  /// Makes anew what is made from the revisions, where it does not say what they say.
  func rebuildDerived(_ repair: inout Repair) throws(ArchiveError) {
    repair.setAside += try translated { () throws(RepositoryError) in
      try repository.setAsideDamagedSidecars()
    }
    let remaining = try archive.verify(workers: workers, progress: progress)
    let isDamaged = remaining.findings.contains { finding in
      if case .commitGraph = finding.damage.cause { true } else { false }
    }
    if remaining.findings.contains(where: { $0.damage.cause == .catalogue }) {
      archive.catalogue?.discard()
    }
    if remaining.findings.contains(where: { $0.damage.cause == .passages }) {
      archive.passages?.invalidate()
    }
    if remaining.findings.contains(where: { $0.damage.cause == .logTiles }) {
      try archive.rebuildLog()
    }
    guard isDamaged else { return }
    repair.isGraphRebuilt = true
    try translated { () throws(RepositoryError) in
      try repository.removeCommitGraph()
      // Where commits are lost there is none: questions are answered without it.
      try repository.renewCommitGraph(.rebuilt)
    }
  }
}
