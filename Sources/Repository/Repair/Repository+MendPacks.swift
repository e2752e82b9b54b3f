internal import Objects
internal import Packs
package import Storage

/// What became of packs that could not be read as they were.
package struct MendedPacks: Equatable, Sendable {
  /// Whole packs whose index was made anew.
  package var reindexed: [PackName] = []
  /// How many objects were taken out of damaged packs.
  package var salvagedCount = 0
  /// Where the damaged packs are now.
  package var setAside: [String] = []
}

extension Repository {
  /// Makes packs readable: gives a whole one a new index, takes whatever is whole out of a damaged one and
  /// sets that aside.
  ///
  /// The caller holds the writer's lock.
  /// - Parameter names: Packs that are damaged, or whose index is damaged or lost.
  package func mend(
    _ names: Set<PackName>, workers: Int
  ) throws(RepositoryError) -> MendedPacks {
    var result = MendedPacks()
    guard !names.isEmpty else { return result }
    let work = try PackMending(self, names, workers: workers)
    for name in names.sorted() {
      if try work.reindex(name) { result.reindexed.append(name) }
    }
    let damaged = names.subtracting(result.reindexed).sorted()
    result.salvagedCount = try work.salvage(damaged)
    result.setAside = try translated { () throws(StorageError) in
      try storage.setAside(damaged.map { .pack($0) }, files: [])
    }
    try packs.reopen()
    return result
  }

  /// Moves indexes away whose packs are gone: they lead nowhere.
  package func setAsideEmptyIndexes() throws(RepositoryError) -> [String] {
    try translated { () throws(StorageError) in
      var empty: [Piece] = []
      for name in try storage.packs() where try storage.metadata(of: .pack(name)) == nil {
        empty.append(.index(name))
      }
      return try storage.setAside(empty, files: [])
    }
  }

  /// The packs that these places belong to.
  package func packNames(at paths: some Sequence<String>) throws(RepositoryError) -> Set<PackName> {
    let paths = Set(paths)
    return Set(
      try translated { () throws(StorageError) in try storage.packs() }.filter { name in
        paths.contains(storage.location(of: .pack(name)))
          || paths.contains(storage.location(of: .index(name)))
      })
  }
}

/// Reads damaged packs.
private struct PackMending {
  private let repository: Repository
  private let workers: Int
  /// The packs that are whole.
  private let whole: [OpenPack]

  init(
    _ repository: Repository, _ damaged: Set<PackName>, workers: Int
  ) throws(RepositoryError) {
    self.repository = repository
    self.workers = workers
    whole = try repository.packs.reload().packs.filter { !damaged.contains($0.name) }
  }

  private func scan(_ name: PackName) throws(RepositoryError) -> PackScan? {
    let bytes = try translated { () throws(StorageError) in
      try repository.storage.open(.pack(name))?.all()
    }
    return bytes.map { PackScan($0) }
  }

  /// Makes a whole pack's index anew; `false` where the pack is not whole.
  func reindex(_ name: PackName) throws(RepositoryError) -> Bool {
    guard let scan = try scan(name), scan.isWhole,
      let index = scan.index(of: scan.visitObjects { _, _ in })
    else { return false }
    try translated { () throws(StorageError) in
      // Whatever else stood beside the pack was made for the index that was lost.
      _ = try repository.storage.setAside([.index(name)], files: [])
      try repository.storage.publish([NewPiece(.index(name), index)])
    }
    return true
  }

  /// Puts what is whole in damaged packs, and nowhere else, into a new one.
  func salvage(_ names: [PackName]) throws(RepositoryError) -> Int {
    guard !names.isEmpty else { return 0 }
    let builder = try PackBuilder(repository, workers: workers, replaces: true)
    do throws(RepositoryError) {
      var found: Set<ObjectID> = []
      for name in names { try salvage(name, into: builder, &found) }
      _ = try builder.finish(isHeld: false)
      return found.count
    } catch {
      try? builder.discard()
      throw error
    }
  }

  private func salvage(
    _ name: PackName, into builder: PackBuilder, _ found: inout Set<ObjectID>
  ) throws(RepositoryError) {
    guard let scan = try scan(name) else { return }
    var batch = ObjectBatch()
    var failure: RepositoryError?
    _ = scan.visitObjects(outside: { id throws(PackError) in base(id) }) { id, object in
      guard failure == nil, !whole.contains(where: { $0.index.position(of: id) != nil }),
        found.insert(id).inserted
      else { return }
      batch.add(id, object.kind, object.content)
      guard batch.byteCount > PackMending.flushByteCount else { return }
      do throws(RepositoryError) {
        try builder.add(batch)
        batch = ObjectBatch()
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    try builder.add(batch)
  }

  private static let flushByteCount = 16 << 20

  private func base(_ id: ObjectID) -> StoredObject? {
    try? repository.object(id)
  }
}
