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
      try database.store(writer.batch)
      try database.update(branch, from: head, to: newHead, timeout: patience)
    } catch .referenceMoved {
      return nil
    } catch {
      throw ArchiveError(error)
    }
    return outcomes
  }
}

/// Turns drafts into commits, one after the other, in memory.
struct RevisionWriter {
  private(set) var head: ObjectID?
  private(set) var batch = ObjectBatch()
  private var trees: TreeEditor
  private let author: Author
  private let zone: String
  private var seconds: Int

  init(
    archive: Archive, head: ObjectID?, author: Author, now: Timestamp
  ) throws(ArchiveError) {
    self.head = head
    self.author = author
    zone = now.gitZone
    seconds = now.seconds
    var root: ObjectID?
    if let head {
      let revision = try archive.revision(head)
      root = revision.root
      // The log's times never run backwards, whatever the clock does.
      seconds = max(seconds, revision.recorded.seconds)
    }
    trees = TreeEditor(archive: archive, root: root)
  }

  mutating func add(_ draft: RevisionDraft) throws(ArchiveError) -> RecordOutcome {
    let path = ArticlePath(draft.article)
    let blob = ObjectID(of: .blob, content: draft.content.span)
    if try trees.blob(at: path) == blob && !draft.allowsUnchanged {
      return .unchanged(draft.article)
    }
    batch.add(.blob, draft.content)
    let root = try trees.set(path, to: blob, addingTo: &batch)
    let signature = Signature(
      name: author.name, mail: author.mail, seconds: seconds, zone: zone)
    let trailers = Trailers(article: draft.article, metadata: draft.metadata)
    let commit = Commit(
      tree: root, parents: head.map { [$0] } ?? [], author: signature, committer: signature,
      message: trailers.message(draft.words))
    let id = batch.add(.commit, commit.encoded())
    head = id
    return .recorded(Revision(id, commit))
  }
}

/// The archive's tree while revisions are added: reads each folder once.
struct TreeEditor {
  private let archive: Archive
  private var root: ObjectID?
  private var known: [ObjectID: Tree] = [:]

  init(archive: Archive, root: ObjectID?) {
    self.archive = archive
    self.root = root
  }

  /// The article's bytes now.
  mutating func blob(at path: ArticlePath) throws(ArchiveError) -> ObjectID? {
    path.entry(in: try folders(along: path)[ArticlePath.depth])?.id
  }

  /// Gives the article other bytes and returns the new root.
  mutating func set(
    _ path: ArticlePath, to blob: ObjectID, addingTo batch: inout ObjectBatch
  ) throws(ArchiveError) -> ObjectID {
    var folders = try folders(along: path)
    let name = path.entryName(in: folders[ArticlePath.depth])
    folders[ArticlePath.depth].set(TreeEntry(mode: .file, name: name, id: blob))
    var id = add(folders[ArticlePath.depth], to: &batch)
    for level in (0..<ArticlePath.depth).reversed() {
      folders[level].set(TreeEntry(mode: .directory, name: path.folders[level], id: id))
      id = add(folders[level], to: &batch)
    }
    root = id
    return id
  }

  /// The folders from the root to the article's own; empty ones where there are none yet.
  private mutating func folders(along path: ArticlePath) throws(ArchiveError) -> [Tree] {
    var folders = [try root.map { id throws(ArchiveError) in try tree(id) } ?? Tree()]
    for name in path.folders {
      guard let entry = folders[folders.count - 1][name], entry.mode == .directory else {
        folders.append(Tree())
        continue
      }
      folders.append(try tree(entry.id))
    }
    return folders
  }

  private mutating func tree(_ id: ObjectID) throws(ArchiveError) -> Tree {
    if let tree = known[id] { return tree }
    let tree = try archive.tree(id)
    known[id] = tree
    return tree
  }

  private mutating func add(_ tree: Tree, to batch: inout ObjectBatch) -> ObjectID {
    let id = batch.add(.tree, tree.encoded())
    known[id] = tree
    return id
  }
}
