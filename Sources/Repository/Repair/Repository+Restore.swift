internal import Bytes
package import Objects
internal import Storage

/// What was found of what a repository had lost.
package struct RestoredObjects: Sendable {
  /// Each with the number of the source that had it.
  package var found: [ObjectID: Int] = [:]
  /// What no source has.
  package var missing: Set<ObjectID> = []
  /// To be let go of once a reference leads to it.
  package var pending = PendingObjects()
  /// Where damaged files are now, in whose place whole ones are.
  package var setAside: [String] = []
}

extension Repository {
  /// Takes objects from sources, and what these lead to and the repository lacks as well.
  ///
  /// The caller holds the writer's lock.
  /// - Parameters:
  ///   - wanted: Objects that are missing or damaged.
  ///   - damaged: Those of them that have a damaged piece of their own.
  ///   - erased: Objects that are not to come back, whoever has them.
  package func restore(
    _ wanted: Set<ObjectID>, damagedPieces damaged: Set<ObjectID>, without erased: Set<ObjectID>,
    from sources: [any ObjectSource], workers: Int
  ) throws(RepositoryError) -> RestoredObjects {
    var result = RestoredObjects()
    let wanted = wanted.subtracting(erased)
    guard !wanted.isEmpty else { return result }
    let builder = try PackBuilder(self, workers: workers, replaces: true)
    do throws(RepositoryError) {
      var search = RestoringSearch(self, wanted, without: erased, sources, builder)
      try search.run()
      (result.found, result.missing) = (search.found, search.missing)
      result.pending = try builder.finish(isHeld: true)
    } catch {
      try? builder.discard()
      throw error
    }
    let replaced = damaged.filter { result.found[$0] != nil }.sorted()
    result.setAside = try translated { () throws(StorageError) in
      try storage.setAside(replaced.map { .object($0) }, files: [])
    }
    return result
  }
}

/// Goes from what is wanted to what that needs.
private struct RestoringSearch {
  private let repository: Repository
  private let sources: [any ObjectSource]
  private let builder: PackBuilder
  private var batch = ObjectBatch()
  private var pending: [ObjectID]
  private var seen: Set<ObjectID>
  private(set) var found: [ObjectID: Int] = [:]
  private(set) var missing: Set<ObjectID> = []

  private static let flushByteCount = 16 << 20

  init(
    _ repository: Repository, _ wanted: Set<ObjectID>, without erased: Set<ObjectID>,
    _ sources: [any ObjectSource], _ builder: PackBuilder
  ) {
    self.repository = repository
    self.sources = sources
    self.builder = builder
    pending = wanted.sorted()
    seen = wanted.union(erased)
  }

  mutating func run() throws(RepositoryError) {
    while let id = pending.popLast() {
      guard let (object, source) = try object(id) else {
        missing.insert(id)
        continue
      }
      found[id] = source
      batch.add(id, object.kind, object.content)
      if batch.byteCount > RestoringSearch.flushByteCount { try flush() }
      // A malformed object has the right hash, and leads nowhere that could be told.
      let links = ObjectLink.sound(of: object)
      for link in links where seen.insert(link.id).inserted {
        if try repository.wholeObject(link.id) == nil { pending.append(link.id) }
      }
    }
    try flush()
  }

  private mutating func flush() throws(RepositoryError) {
    try builder.add(batch)
    batch = ObjectBatch()
  }

  private func object(
    _ id: ObjectID
  ) throws(RepositoryError) -> (object: StoredObject, source: Int)? {
    for (number, source) in sources.enumerated() {
      if let object = try source.wholeObject(id) { return (object, number) }
    }
    return nil
  }
}
