internal import Bytes
package import Objects
package import Packs

/// A repository on a file system: objects by id, references by name.
///
/// Knows nothing of articles. Any number of values may read one repository at a time; writers
/// take `writerLock` first.
package struct Repository: Sendable {
  /// The repository's folder: what git calls the git directory.
  package let root: String
  package let files: any FileSystem
  package let references: References
  package let configuration: Configuration
  let loose: LooseObjects
  let packs: PackFolder
  private let graphFile: CommitGraphFile

  /// Stet's own files, which git leaves alone.
  package var ownFolder: String { root + "/stet" }

  init(root: String, files: any FileSystem, configuration: Configuration) {
    self.root = root
    self.files = files
    self.configuration = configuration
    references = References(root: root, files: files)
    loose = LooseObjects(folder: root + "/objects", files: files)
    packs = PackFolder(path: root + "/objects/pack", files: files)
    graphFile = CommitGraphFile(path: root + Repository.graphName, files: files)
  }

  private static let graphName = "/objects/info/commit-graph"
  var graphPath: String { root + Repository.graphName }

  /// The commit-graph; `nil` where there is none that can be trusted.
  package var commitGraph: CommitGraph? { graphFile.graph }

  /// Reads an object and checks its hash.
  ///
  /// - Throws: `.missing`, `.damaged`, `.fileSystem`.
  package func object(_ id: ObjectID) throws(RepositoryError) -> StoredObject {
    if let object = try storedObject(id) { return object }
    // Another process may have packed it between our two looks.
    try packs.reload()
    guard let object = try storedObject(id) else { throw .missing(id) }
    return object
  }

  /// Looks into packs first: nearly all objects of a large archive are there, and that costs no call
  /// of the file system.
  private func storedObject(_ id: ObjectID) throws(RepositoryError) -> StoredObject? {
    do throws(RepositoryError) {
      if let object = try packs.object(id) { return object }
    } catch {
      guard error.isDamage else { throw error }
      // A damaged pack counts only where no file has the object whole.
      if let object = try? loose.object(id) { return object }
      throw error
    }
    return try loose.object(id)
  }

  /// Whether a pack has this object.
  func hasPacked(_ id: ObjectID) throws(RepositoryError) -> Bool { try packs.contains(id) }

  /// Reads the content of an object that must be of this kind.
  package func content(
    of id: ObjectID, _ kind: ObjectKind
  ) throws(RepositoryError) -> [UInt8] {
    let object = try object(id)
    guard object.kind == kind else {
      throw .wrongKind(id, expected: kind, actual: object.kind)
    }
    return object.content
  }

  package func blob(_ id: ObjectID) throws(RepositoryError) -> [UInt8] {
    try content(of: id, .blob)
  }

  package func tree(_ id: ObjectID) throws(RepositoryError) -> Tree {
    let content = try content(of: id, .tree)
    do {
      return try Tree(decoding: content.span)
    } catch {
      throw .malformed(id, error)
    }
  }

  package func commit(_ id: ObjectID) throws(RepositoryError) -> Commit {
    let content = try content(of: id, .commit)
    do {
      return try Commit(decoding: content.span)
    } catch {
      throw .malformed(id, error)
    }
  }

  /// The ids that start with these hexadecimal digits (4 to 64 of them), in order.
  package func ids(startingWith prefix: String) throws(RepositoryError) -> [ObjectID] {
    let prefix = prefix.lowercased()
    let found = try loose.ids(startingWith: prefix) + packs.ids(startingWith: prefix)
    return Set(found).sorted()
  }

  /// How many objects there are and how many bytes their files have.
  package func storedSize() throws(RepositoryError) -> (objectCount: Int, byteCount: Int) {
    let looseIDs = try loose.all().ids
    let packs = try packs.reload().packs
    var ids = Set(looseIDs)
    for pack in packs { ids.formUnion((0..<pack.index.count).map { pack.index.id(at: $0) }) }
    let looseByteCount = try translated { () throws(FileSystemError) in
      var byteCount = 0
      for id in looseIDs { byteCount += try files.metadata(of: loose.path(of: id))?.byteCount ?? 0 }
      return byteCount
    }
    let packed = packs.map { $0.pack.bytes.count + $0.index.bytes.count }.reduce(0, +)
    return (ids.count, looseByteCount + packed)
  }

  /// Waits for other writers of Stet, at most `timeout`.
  ///
  /// - Throws: `.fileSystem(.locked)` when the time is over.
  package func writerLock(timeout: Duration) throws(RepositoryError) -> any FileLock {
    try translated { () throws(FileSystemError) in
      try files.makeFolderIfMissing(ownFolder)
      return try files.lock(ownFolder + "/lock", timeout: timeout)
    }
  }

  /// Makes durable what a writer that was killed did to a branch; the caller holds the lock.
  package func settle(_ name: ReferenceName) throws(RepositoryError) {
    try references.settle(name, scratch: ownFolder + "/head-update")
  }

  /// Moves a branch; the caller holds the writer's lock.
  ///
  /// Waits for git to let go of the branch, at most `timeout`.
  package func update(
    _ name: ReferenceName, from expected: ObjectID?, to id: ObjectID, timeout: Duration
  ) throws(RepositoryError) {
    try references.update(
      name, from: expected, to: id, scratch: ownFolder + "/head-update", timeout: timeout)
  }
}
