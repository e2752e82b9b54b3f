package import Objects
package import Storage

/// An archive in a folder, laid out as git's: loose objects, packs, references.
///
/// Source: gitrepository-layout(5). Any number of processes may read while one writes; writers of
/// Stet's take a lock first, and git's lock on the branch for the moment of the swap.
package struct DirectoryStorage: ArchiveStorage {
  /// The folder: what git calls the git directory.
  package let root: String
  package let configuration: Configuration
  let files: any FileSystem
  let referenceFiles: References
  let looseFiles: LooseFiles
  let packFiles: PackFiles
  let waitingFiles: WaitingFiles
  let crowd = WaitingCrowd()

  package var location: String { root }

  init(root: String, files: any FileSystem, configuration: Configuration) {
    self.root = root
    self.files = files
    self.configuration = configuration
    referenceFiles = References(root: root, files: files)
    looseFiles = LooseFiles(folder: root + "/objects", files: files)
    packFiles = PackFiles(root: root, files: files)
    waitingFiles = WaitingFiles(folder: root + "/stet/waiting", files: files)
  }

  /// Stet's own files, which git leaves alone.
  package var ownFolder: String { root + "/stet" }
  /// Its time is that of the last writer's beginning.
  private var lockPath: String { ownFolder + "/lock" }
  /// What becomes the branch's lock; only the holder of the writer's lock uses it.
  private var headUpdate: String { ownFolder + "/head-update" }
  private var graphFolder: String { root + "/objects/info/" }

  // MARK: The head

  package func head() throws(StorageError) -> StoredHead {
    let (branch, id) = try referenceFiles.head()
    return StoredHead(branch: branch, id: id, token: id?.description ?? "")
  }

  package func references() throws(StorageError) -> [ReferenceName: ObjectID] {
    try referenceFiles.all()
  }

  package func alteredReferences() throws(StorageError) -> [String] {
    try referenceFiles.alteredFiles()
  }

  package func writerLock(timeout: Duration) throws(StorageError) -> any StorageLock {
    let lock = try takeLock(timeout: timeout)
    try settle()
    return lock
  }

  func takeLock(timeout: Duration) throws(StorageError) -> any StorageLock {
    try files.makeFolderIfMissing(ownFolder)
    return try files.lock(lockPath, timeout: timeout)
  }

  /// Ends what a writer left that was killed; the caller has the lock.
  func settle() throws(StorageError) {
    // Where another member of the group made it, its time cannot be set.
    try? files.touch(lockPath)
    // Under the lock no other writer of Stet's is alive: what is left here is a dead one's.
    try referenceFiles.settle(try referenceFiles.likelyBranch(), scratch: headUpdate)
    try configurationFile.settle()
    try looseFiles.removeLeftovers()
    try packFiles.removeLeftovers()
    waitingFiles.removeLeftovers()
  }

  package func advanceHead(
    from expected: StoredHead, to id: ObjectID, timeout: Duration,
    isComplete: () throws(StorageError) -> Bool
  ) throws(StorageError) {
    try referenceFiles.update(
      expected.branch, from: expected.id, to: id, scratch: headUpdate, timeout: timeout,
      isComplete: isComplete)
  }

  // MARK: Pieces

  package func packs() throws(StorageError) -> [PackName] { try packFiles.names() }

  package func objects() throws(StorageError) -> (ids: [ObjectID], strangers: [String]) {
    try looseFiles.all()
  }

  package func objects(startingWith prefix: String) throws(StorageError) -> [ObjectID] {
    try looseFiles.ids(startingWith: prefix)
  }

  package func isCrowded() throws(StorageError) -> Bool {
    guard let objectLimit = configuration.looseObjectLimit else { return false }
    if let limit = configuration.packLimit, try packFiles.isCrowded(limit) { return true }
    return try looseFiles.isCrowded(objectLimit)
  }

  package func location(of piece: Piece) -> String {
    switch piece {
    case .object(let id): looseFiles.path(of: id)
    case .pack(let name): packFiles.path(of: name, "pack")
    case .index(let name): packFiles.path(of: name, "idx")
    case .commitGraph: graphFolder + "commit-graph"
    case .commitGraphChain: graphFolder + "commit-graphs/commit-graph-chain"
    case .commitGraphFile(let checksum): graphFolder + "commit-graphs/graph-\(checksum).graph"
    case .memory(let memory): ownFolder + "/" + memory.rawValue
    case .log(let place): ownFolder + "/log/" + place
    case .sidecar(let name): root + "/objects/" + name
    }
  }

  package func open(_ piece: Piece) throws(StorageError) -> (any ByteSource)? {
    do {
      return try files.contents(of: location(of: piece))
    } catch .notFound {
      return nil
    } catch {
      throw error
    }
  }

  package func metadata(of piece: Piece) throws(StorageError) -> PieceMetadata? {
    try files.metadata(of: location(of: piece)).map { file in
      PieceMetadata(byteCount: file.byteCount, changed: file.changed)
    }
  }

  package func publish(_ pieces: [NewPiece]) throws(StorageError) {
    for new in pieces { try replace(new) }
  }

  /// Gives a file its name once its bytes are durable, in place of what has that name.
  private func replace(_ new: NewPiece) throws(StorageError) {
    let path = location(of: new.piece)
    let folder = path.parentFolder
    let temporary = folder + "/" + DirectoryStorage.temporaryName
    let files = new.piece.isSecret ? files.keepingSecrets() : files
    try makeFolders(to: folder)
    try files.removeIfThere(temporary)
    try files.write(temporary, new.bytes.span, readOnly: true)
    try files.rename(temporary, to: path)
    try files.synchronize(folder)
  }

  /// Makes a folder with those that it is in, each durable in the one before.
  private func makeFolders(to folder: String) throws(StorageError) {
    guard try files.metadata(of: folder) == nil else { return }
    let parent = folder.parentFolder
    if parent != root { try makeFolders(to: parent) }
    try files.makeFolderIfMissing(folder)
    try files.synchronize(parent)
  }

  /// Of a file on its way to its name.
  private static let temporaryName = "tmp_graph_stet"

  package func draft() throws(StorageError) -> any PackDraft { try packFiles.draft() }

  package func release(_ names: [PackName]) throws(StorageError) { try packFiles.release(names) }

  package func isKept(_ pack: PackName) throws(StorageError) -> Bool {
    try files.metadata(of: packFiles.path(of: pack, "keep")) != nil
  }

  package func retire(_ pieces: [Piece]) throws(StorageError) {
    var names: Set<PackName> = []
    for piece in pieces {
      switch piece {
      case .object, .commitGraph, .commitGraphChain, .commitGraphFile, .sidecar, .memory, .log:
        try files.removeIfThere(location(of: piece))
      case .pack(let name), .index(let name): names.insert(name)
      }
    }
    if !names.isEmpty { try packFiles.remove(names) }
  }

  /// While `git gc` runs, there is a `gc.pid`; as git does, one of more than twelve hours is taken for
  /// a dead one's.
  package func isBeingCleared() throws(StorageError) -> Bool {
    guard let mark = try files.metadata(of: root + "/gc.pid"),
      let lock = try files.metadata(of: lockPath)
    else { return false }
    return lock.changed - mark.changed < 12 * 3600
  }

  package func waitForOthers(attempt: Int) throws(StorageError) {
    try files.pause(for: .milliseconds(1 << min(attempt, 8)), at: root + "/objects")
  }

  /// Git keeps objects for the sake of an index, a reflog, a work tree of its own: what these need,
  /// git alone knows.
  package func hasUnknownRoots() throws(StorageError) -> Bool {
    for name in ["index", "logs", "worktrees"]
    where try files.metadata(of: root + "/" + name) != nil { return true }
    return false
  }
}
