internal import Articles
internal import Objects
internal import Packs
internal import Repository

/// Turns drafts into commits, one after the other, in memory.
struct RevisionWriter {
  private(set) var head: ObjectID?
  /// A row for each commit, where somebody wants them.
  private(set) var graphRows = CommitGraphRows()
  private let keepsGraphRows: Bool
  private var batch = ObjectBatch()
  private(set) var trees: TreeEditor
  private var author: Author
  private var now: Timestamp
  private let localZone: (Int) -> Int
  /// When the head was recorded; no commit may be recorded before.
  private var headSeconds = 0
  private var lastCommits: [ArticleName: ObjectID] = [:]
  private let erased: ErasedTexts

  /// - Parameters:
  ///   - now: The time to record; where the head is later, the head's time counts.
  ///   - keepsGraphRows: Whether a commit-graph is to be written from what is recorded here.
  init(
    archive: Archive, head: ObjectID?, author: Author, now: Timestamp,
    keepsGraphRows: Bool = false
  ) throws(ArchiveError) {
    self.head = head
    self.keepsGraphRows = keepsGraphRows
    self.author = author
    self.now = now
    localZone = archive.localZone
    erased = try archive.readableErasedTexts(at: head)
    var root: ObjectID?
    if let head {
      let revision = try archive.revision(head)
      root = revision.root
      headSeconds = revision.recorded.seconds
    }
    trees = TreeEditor(archive: archive, root: root)
  }

  /// What is added from now on is recorded by somebody else, who has a clock of its own.
  mutating func write(for author: Author, now: Timestamp) {
    (self.author, self.now) = (author, now)
  }

  /// Whether these bytes were erased by law: they are not to come back, whoever brings them.
  func isErased(_ id: ObjectID) -> Bool { erased[ContentID(id)] != nil }

  /// Objects are to be taken when so many bytes of them wait: enough to keep all cores busy.
  static let flushByteCount = 16 << 20

  /// Bytes of objects that wait to be taken.
  var pendingByteCount: Int { batch.byteCount }

  /// Hands over the new objects so far.
  mutating func takeObjects() -> ObjectBatch {
    defer { batch = ObjectBatch() }
    return batch
  }

  /// The log's times never run backwards, whatever the clock does.
  private var seconds: Int { max(now.seconds, headSeconds) }

  /// When the next revision is recorded.
  var recorded: Timestamp { Timestamp(seconds: seconds, zoneMinutes: now.zoneMinutes) }

  /// Adds an object that a later revision may have as its content.
  mutating func add(blob id: ObjectID, _ content: [UInt8], predecessor: ObjectID? = nil) {
    if isErased(id) { return }
    batch.add(id, .blob, content, predecessor: predecessor)
  }

  /// - Throws: `.recordsErased`.
  mutating func add(_ draft: RevisionDraft) throws(ArchiveError) -> RecordOutcome {
    guard let content = draft.content else { return try withdraw(draft) }
    let id = ObjectID(of: .blob, content: content.span)
    if let text = erased[ContentID(id)] { throw .recordsErased(draft.article, text) }
    let (revision, previous) = try record(draft, blob: id)
    guard let revision else { return .unchanged(draft.article) }
    add(blob: id, content, predecessor: previous)
    return .recorded(revision)
  }

  /// Records a revision whose bytes are stored, or will be, under this id.
  ///
  /// - Returns: No revision where nothing changed; and what the article's bytes were before.
  mutating func record(
    _ draft: RevisionDraft, blob: ObjectID
  ) throws(ArchiveError) -> (revision: Revision?, previous: ObjectID?) {
    let path = ArticlePath(draft.article)
    let previous = try trees.blob(at: path)
    if previous == blob && !draft.allowsUnchanged { return (nil, previous) }
    let change = try trees.set(path, to: blob, addingTo: &batch)
    return (commit(draft, change), previous)
  }

  /// The article's bytes now.
  mutating func blob(of article: ArticleName) throws(ArchiveError) -> ObjectID? {
    try trees.blob(at: ArticlePath(article))
  }

  /// Records a commit of another archive as it is there, to the byte but for what it follows.
  ///
  /// - Returns: Its id, and what the article's bytes were before; `nil` where it cannot stand here.
  mutating func copy(
    _ own: OwnCommit
  ) throws(ArchiveError) -> (id: ObjectID, previous: ObjectID?)? {
    guard let recorded = own.signatures?.committer.seconds, recorded >= headSeconds else {
      return nil
    }
    let previous = try blob(of: own.article)
    guard let change = try trees.apply(own, addingTo: &batch),
      let commit = own.commit(tree: change.root, parent: head)
    else { return nil }
    return (append(commit, of: own.article, change), previous)
  }

  private mutating func withdraw(_ draft: RevisionDraft) throws(ArchiveError) -> RecordOutcome {
    let path = ArticlePath(draft.article)
    guard try trees.blob(at: path) != nil else { return .unchanged(draft.article) }
    let change = try trees.remove(path, addingTo: &batch)
    return .recorded(commit(draft, change))
  }

  private mutating func commit(
    _ draft: RevisionDraft, _ change: TreeEditor.Change
  ) -> Revision {
    let by = draft.author ?? author
    let when = draft.authored ?? now
    let trailers = Trailers(
      article: draft.article, metadata: draft.metadata, isWithdrawal: draft.content == nil)
    var commit = Commit(
      tree: change.root, parents: head.map { [$0] } ?? [],
      author: Signature(
        name: by.name, mail: by.mail, seconds: when.seconds, zone: when.gitZone),
      committer: Signature(
        name: author.name, mail: author.mail, seconds: seconds, zone: now.gitZone),
      message: trailers.message(draft.words))
    if let encoding = draft.messageEncoding {
      commit.headers = [.init(name: "encoding", value: Array(encoding.utf8))]
    }
    return Revision(append(commit, of: draft.article, change), commit, localZone: localZone)
  }

  private mutating func append(
    _ commit: Commit, of article: ArticleName, _ change: TreeEditor.Change
  ) -> ObjectID {
    // Commits of one article are much alike.
    let id = batch.add(.commit, commit.encoded(), predecessor: lastCommits[article] ?? head)
    lastCommits[article] = id
    headSeconds = commit.committer.seconds
    if keepsGraphRows {
      graphRows.append(
        CommitGraphEntry(
          id: id, tree: change.root, parents: commit.parents, time: headSeconds,
          changedPaths: change.path.map { [$0] } ?? []))
    }
    head = id
    return id
  }
}
