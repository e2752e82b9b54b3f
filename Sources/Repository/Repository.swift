internal import Bytes
package import Objects
package import Packs
package import Storage

/// Objects by id and a head over a storage.
///
/// Knows nothing of articles, and nothing of where the bytes are. Any number of values may read one
/// repository at a time; writers take `writerLock` first.
package struct Repository: Sendable {
  let storage: any ArchiveStorage
  let loose: LooseObjects
  let packs: OpenPacks
  private let graphCache: CommitGraphCache

  package init(_ storage: any ArchiveStorage) {
    self.init(storage, OpenPacks(storage), CommitGraphCache(storage))
  }

  private init(_ storage: any ArchiveStorage, _ packs: OpenPacks, _ graph: CommitGraphCache) {
    self.storage = storage
    loose = LooseObjects(storage: storage)
    self.packs = packs
    graphCache = graph
  }

  /// The same for who reads most of it: of the mapped packs no more stays in memory than was read last.
  package var readThrough: Repository {
    Repository(storage, OpenPacks(storage, readsAll: true), graphCache)
  }

  /// What people call the place: a folder's path.
  package var location: String { storage.location }
  package var configuration: Configuration { storage.configuration }

  /// The commit-graph; `nil` where there is none that can be trusted.
  package var commitGraph: CommitGraph? { graphCache.graph }

  /// The bytes of a piece as they are kept; `nil` where it is not there.
  package func open(_ piece: Piece) throws(RepositoryError) -> (any ByteSource)? {
    try translated { () throws(StorageError) in try storage.open(piece) }
  }

  /// Reads an object and checks its hash.
  ///
  /// - Throws: `.missing`, `.damaged`, `.fileSystem`.
  package func object(_ id: ObjectID) throws(RepositoryError) -> StoredObject {
    if let object = try storedObject(id) { return object }
    // Another process may have packed it between our two looks.
    try packs.reload()
    if let object = try storedObject(id) { return object }
    // Every git knows it without having it.
    if id == Repository.emptyTree { return StoredObject(kind: .tree, content: []) }
    throw .missing(id)
  }

  private static let emptyTree = ObjectID(of: .tree, content: [UInt8]().span)

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

  /// The entry of a folder with one of these names, the first of them that is there.
  package func entry(
    _ names: [[UInt8]], of tree: ObjectID
  ) throws(RepositoryError) -> TreeEntry? {
    let content = try content(of: tree, .tree)
    do {
      return try Tree.entry(names, in: content.span)
    } catch {
      throw .malformed(tree, error)
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

  /// What is there that is no part of the archive.
  package func leftovers() throws(RepositoryError) -> (unfinished: StoredSize, aside: StoredSize) {
    try translated { () throws(StorageError) in try storage.leftovers() }
  }

  /// How many objects there are and how many bytes their files have.
  package func storedSize() throws(RepositoryError) -> (objectCount: Int, byteCount: Int) {
    let looseIDs = try loose.all().ids
    let packs = try packs.reload().packs.sorted { $0.index.count > $1.index.count }
    // Each object counts where it is first found, the largest pack first: what is there twice is few.
    var objectCount = looseIDs.count { id in
      !packs.contains { $0.index.position(of: id) != nil }
    }
    for (number, pack) in packs.enumerated() {
      let larger = packs[..<number]
      objectCount +=
        larger.isEmpty
        ? pack.index.count
        : (0..<pack.index.count).count { position in
          let id = pack.index.id(at: position)
          return !larger.contains { $0.index.position(of: id) != nil }
        }
    }
    let looseByteCount = try translated { () throws(StorageError) in
      var byteCount = 0
      for id in looseIDs { byteCount += try storage.metadata(of: .object(id))?.byteCount ?? 0 }
      return byteCount
    }
    let packed = packs.map { $0.pack.bytes.count + $0.index.bytes.count }.reduce(0, +)
    return (objectCount, looseByteCount + packed)
  }
}
