internal import Bytes
public import Objects

/// A repository on a file system: objects by id, references by name.
///
/// Knows nothing of articles. Any number of values may read one repository at a time; writers
/// take `writerLock` first.
public struct ObjectDatabase: Sendable {
  /// The repository's folder: what git calls the git directory.
  public let root: String
  public let files: any FileSystem
  public let references: References
  public let configuration: Configuration
  let loose: LooseObjects

  /// Stet's own files, which git leaves alone.
  public var ownFolder: String { root + "/stet" }

  init(root: String, files: any FileSystem, configuration: Configuration) {
    self.root = root
    self.files = files
    self.configuration = configuration
    references = References(root: root, files: files)
    loose = LooseObjects(folder: root + "/objects", files: files)
  }

  /// Reads an object and checks its hash.
  ///
  /// - Throws: `.missing`, `.damaged`, `.fileSystem`.
  public func object(_ id: ObjectID) throws(ObjectDatabaseError) -> StoredObject {
    guard let object = try loose.object(id) else { throw .missing(id) }
    return object
  }

  /// Reads the content of an object that must be of this kind.
  public func content(
    of id: ObjectID, _ kind: ObjectKind
  ) throws(ObjectDatabaseError) -> [UInt8] {
    let object = try object(id)
    guard object.kind == kind else {
      throw .wrongKind(id, expected: kind, actual: object.kind)
    }
    return object.content
  }

  public func blob(_ id: ObjectID) throws(ObjectDatabaseError) -> [UInt8] {
    try content(of: id, .blob)
  }

  public func tree(_ id: ObjectID) throws(ObjectDatabaseError) -> Tree {
    let content = try content(of: id, .tree)
    do {
      return try Tree(decoding: content.span)
    } catch {
      throw .malformed(id, error)
    }
  }

  public func commit(_ id: ObjectID) throws(ObjectDatabaseError) -> Commit {
    let content = try content(of: id, .commit)
    do {
      return try Commit(decoding: content.span)
    } catch {
      throw .malformed(id, error)
    }
  }

  /// The ids that start with these hexadecimal digits (4 to 64 of them), in order.
  public func ids(startingWith prefix: String) throws(ObjectDatabaseError) -> [ObjectID] {
    try loose.ids(startingWith: prefix.lowercased()).sorted()
  }

  /// Every object's id, in order, and the files among the objects that are none.
  public func allObjects() throws(ObjectDatabaseError) -> (ids: [ObjectID], strangers: [String]) {
    try loose.all()
  }

  /// How many objects there are and how many bytes their files have.
  public func storedSize() throws(ObjectDatabaseError) -> (objectCount: Int, byteCount: Int) {
    let ids = try allObjects().ids
    return try translated { () throws(FileSystemError) in
      var byteCount = 0
      for id in ids { byteCount += try files.metadata(of: loose.path(of: id))?.byteCount ?? 0 }
      return (ids.count, byteCount)
    }
  }

  /// Waits for other writers of Stet, at most `timeout`.
  ///
  /// - Throws: `.fileSystem(.locked)` when the time is over.
  public func writerLock(timeout: Duration) throws(ObjectDatabaseError) -> any FileLock {
    try translated { () throws(FileSystemError) in
      try files.makeFolderIfMissing(ownFolder)
      return try files.lock(ownFolder + "/lock", timeout: timeout)
    }
  }

  /// Moves a branch; the caller holds the writer's lock.
  ///
  /// Waits for git to let go of the branch, at most `timeout`.
  public func update(
    _ name: ReferenceName, from expected: ObjectID?, to id: ObjectID, timeout: Duration
  ) throws(ObjectDatabaseError) {
    try references.update(
      name, from: expected, to: id, scratch: ownFolder + "/head-update", timeout: timeout)
  }
}
