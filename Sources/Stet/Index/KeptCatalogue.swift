internal import Articles
internal import Catalogue
internal import Objects
internal import Packs
internal import Repository
internal import Synchronization

/// The catalogue of an archive in a folder: opened when the first question needs it, brought up to the head that is
/// asked about, and made anew where it cannot answer.
///
/// Whatever is wrong with it, the log answers.
final class KeptCatalogue: Sendable {
  private struct Known: Sendable {
    var catalogue: Catalogue?
    /// What was asked for last.
    var recent: (head: ObjectID, view: CatalogueView)?
    /// One attempt a process: what fails now would fail again.
    var wasRebuilt = false
    var isGivenUp = false
    var obstacle: CatalogueObstacle?
  }

  private let file: CatalogueFile
  private let known = Mutex(Known())

  /// - Parameters:
  ///   - folder: Stet's own in the archive.
  ///   - journal: `nil` for what suits the file system.
  init(in folder: String, journal: DatabaseJournal? = nil) {
    file = CatalogueFile(in: folder, journal: journal)
  }

  /// What kept it from answering, the first time that something did.
  var obstacle: CatalogueObstacle? { known.withLock { $0.obstacle } }

  private func meet(_ obstacle: CatalogueObstacle) {
    known.withLock { $0.obstacle = $0.obstacle ?? obstacle }
  }

  /// So many commits are read to come from a head to what the catalogue knows.
  private static let longestWay = 1000

  /// What the catalogue knows as of a head; `nil` where the log has to answer.
  func view(at head: ObjectID, of archive: Archive) -> CatalogueView? {
    let known = known.withLock { $0 }
    if known.isGivenUp { return nil }
    if let recent = known.recent, recent.head == head { return recent.view }
    let view = newView(at: head, of: archive)
    if let view { self.known.withLock { $0.recent = (head, view) } }
    return view
  }

  private func newView(at head: ObjectID, of archive: Archive) -> CatalogueView? {
    var isBehind = false
    do throws(CatalogueError) {
      if let view = try currentView(at: head, of: archive) { return view }
      // Another head's history would be taken from those who ask about the archive's own.
      guard try isHead(head, of: archive) else { return nil }
      isBehind = true
    } catch {
      if case .busy = error { meet(.busy) }
      guard error.needsRebuilding else { return nil }
      if case .missing = error, !isWorthMaking(in: archive) { return nil }
    }
    if let failure = rebuild(at: head, of: archive) {
      if case .busy = failure, !isBehind { meet(.busy) }
      if isBehind { meet(.farBehind) }
      return nil
    }
    return try? currentView(at: head, of: archive)
  }

  /// Whether its answers are quicker than those of the log by more than it takes to open it: a third of a
  /// millisecond.
  private func isWorthMaking(in archive: Archive) -> Bool {
    (archive.repository.commitGraph?.count ?? 0) >= KeptCatalogue.leastLog
  }

  /// Measured: the log answers as quickly up to so many commits.
  private static let leastLog = 2000

  private func isHead(_ head: ObjectID, of archive: Archive) throws(CatalogueError) -> Bool {
    do throws(ArchiveError) {
      return try archive.ownHead() == head
    } catch {
      throw .refused(reason: "the head cannot be read")
    }
  }

  /// - Returns: `nil` where the catalogue tells of another history.
  private func currentView(
    at head: ObjectID, of archive: Archive
  ) throws(CatalogueError) -> CatalogueView? {
    let catalogue = try opened()
    let state = try catalogue.state()
    if state.head == head { return CatalogueView(catalogue, through: state.count) }
    if state.isLine, let place = try catalogue.place(of: head) {
      return CatalogueView(catalogue, through: place)
    }
    guard let recent = commits(from: head, to: state.head, of: archive) else { return nil }
    do throws(CatalogueError) {
      // Whoever asks does not wait for those who write.
      let new = try catalogue.append(recent.catalogued, after: state, waiting: 0)
      return CatalogueView(catalogue, through: new.count)
    } catch {
      if error.needsRebuilding { throw error }
      return CatalogueView(catalogue, through: state.count, recent: recent)
    }
  }

  private func opened() throws(CatalogueError) -> Catalogue {
    if let catalogue = known.withLock({ $0.catalogue }) { return catalogue }
    let catalogue = try file.open()
    known.withLock { $0.catalogue = catalogue }
    return catalogue
  }

  /// The commits after one that the catalogue knows, the newest first; `nil` where there is no short and straight
  /// way to it.
  private func commits(
    from head: ObjectID, to base: ObjectID, of archive: Archive
  ) -> [Revision]? {
    var commits: [Revision] = []
    let isLine = archive.visitLine(from: head, to: base, limit: KeptCatalogue.longestWay) {
      commits.append($0)
    }
    return isLine ? commits : nil
  }

  // MARK: - Keeping up

  /// Whether to make a catalogue where none can be kept up: a reader does where it is quicker than the log.
  enum Making {
    case never, whereQuicker, always
  }

  /// Adds what was recorded. It cannot undo that, so it throws nothing: who asks next has to do it.
  func catchUp(to head: ObjectID, of archive: Archive, making: Making = .never) {
    let makesNew =
      switch making {
      case .never: false
      case .whereQuicker: isWorthMaking(in: archive)
      case .always: true
      }
    guard makesNew || file.database.exists else { return }
    do throws(CatalogueError) {
      let catalogue = try opened()
      let state = try catalogue.state()
      if state.head == head { return }
      if let recent = commits(from: head, to: state.head, of: archive) {
        _ = try catalogue.append(
          recent.catalogued, after: state, waiting: KeptCatalogue.patience)
        return
      }
    } catch {
      guard error.needsRebuilding else { return }
    }
    // Else a reader makes it when it is needed.
    if makesNew { _ = rebuild(at: head, of: archive) }
  }

  /// How long a writer waits for others, in milliseconds.
  private static let patience: Int32 = 5000

  /// Notes why the catalogue did not answer: it is made anew by whoever asks next.
  func note(_ error: CatalogueError) {
    known.withLock { known in
      (known.catalogue, known.recent) = (nil, nil)
      if known.wasRebuilt || !error.needsRebuilding { known.isGivenUp = true }
    }
    if error.needsRebuilding { file.database.invalidate() }
  }

  /// - Returns: Why it could not be made.
  private func rebuild(at head: ObjectID, of archive: Archive) -> CatalogueError? {
    let isFirst = known.withLock { known in
      (known.catalogue, known.recent) = (nil, nil)
      defer { known.wasRebuilt = true }
      return !known.wasRebuilt
    }
    guard isFirst else { return .refused(reason: "it was tried before") }
    do throws(CatalogueError) {
      try file.rebuild { () throws(CatalogueError) in
        try sourced { () throws(ArchiveError) in try archive.readThrough.catalogueDraft(at: head) }
      }
      return nil
    } catch { return error }
  }
}

extension KeptCatalogue {
  /// What verification says of it: whether it agrees with the log that it was made from.
  ///
  /// One that is not there, of another version or in use by who writes is no damage; nor is one whose log cannot be
  /// read to its end, which is found elsewhere.
  ///
  /// - Parameter log: What was read of the archive's commits.
  /// - Throws: `.system` where the file cannot be read.
  func finding(in archive: Archive, knowing log: CommitLog) throws(ArchiveError) -> Finding? {
    do throws(CatalogueError) {
      do throws(CatalogueError) {
        try demandAgreement(in: archive, log)
      } catch .damaged {
        // SQLite calls a disk that does not answer damage, too: hence a look at the disk, and a second
        // one at the file.
        try file.database.demandReadable()
        try demandAgreement(in: archive, log)
      }
    } catch {
      switch error {
      case .damaged:
        let path = file.database.path
        return Finding(Damage(.file(path: path), path: path, .catalogue))
      case .refused(let reason):
        throw .system(doing: "checking", path: file.database.path, reason: reason)
      case .busy, .missing, .outdated, .newer, .readOnly, .source: return nil
      }
    }
    return nil
  }

  private func demandAgreement(
    in archive: Archive, _ log: CommitLog
  ) throws(CatalogueError) {
    let catalogue = try file.open()
    let head = try catalogue.state().head
    // Where the commits are a line that was read just now, none is read once more.
    if let draft = log.catalogueDraft(at: head) {
      return try catalogue.demandAgreement(with: draft)
    }
    guard let draft = try? archive.catalogueDraft(at: head) else { return }
    try catalogue.demandAgreement(with: draft)
  }

  /// Takes it away: whoever asks next makes it anew.
  func discard() {
    known.withLock { ($0.catalogue, $0.recent) = (nil, nil) }
    file.database.invalidate()
  }

  /// The bytes that it takes.
  var byteCount: Int { file.database.byteCount }
}

extension [Revision] {
  /// The oldest first.
  fileprivate var catalogued: [CataloguedCommit] {
    reversed().map { CataloguedCommit($0) }
  }
}

extension CataloguedCommit {
  init(_ revision: Revision) { self.init(id: revision.id.object, article: revision.article) }
}

extension Archive {
  /// Visits the commits between two heads, the newest first.
  ///
  /// - Returns: `false` where no straight way of so many commits leads from one to the other.
  func visitLine(
    from head: ObjectID, to base: ObjectID, limit: Int = .max, _ visit: (Revision) -> Void
  ) -> Bool {
    var next = head
    var count = 0
    while next != base {
      guard count < limit, let revision = try? revision(next), revision.parents.count == 1 else {
        return false
      }
      visit(revision)
      count += 1
      next = revision.parents[0]
    }
    return true
  }

  /// - Throws: `.damaged` where a commit cannot be read: who asks has to be told by the log.
  func catalogueDraft(at head: ObjectID) throws(ArchiveError) -> CatalogueDraft {
    var draft = CatalogueDraft()
    try LogIndex(self, head: head).visitRevisions { revision throws(ArchiveError) in
      draft.add(CataloguedCommit(revision))
      if revision.parents.count > 1 { draft.isLine = false }
      return true
    }
    return draft
  }

  /// The one place where it is decided what answers questions.
  func index(at head: ObjectID?) -> any RevisionIndex {
    let log = LogIndex(self, head: head)
    guard let catalogue, let head else { return log }
    return CatalogueIndex(
      log, view: { catalogue.view(at: head, of: self) },
      read: { id throws(ArchiveError) in try revision(id) }, notice: { catalogue.note($0) })
  }
}
