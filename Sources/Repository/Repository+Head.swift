package import Objects
package import Storage

/// Objects that are stored and that no reference leads to yet: the new head will.
package struct PendingObjects: Sendable {
  /// Those with pieces of their own, which other programs may take for rubbish meanwhile.
  var batch = ObjectBatch()
  /// Packs that are held for them.
  var packs: [PackName] = []

  package init() {}

  /// Adds what was stored for a later try; only what that needs is looked for.
  package mutating func add(_ later: PendingObjects) {
    batch = later.batch
    packs += later.packs
  }
}

extension Repository {
  package func head() throws(RepositoryError) -> StoredHead {
    try translated { () throws(StorageError) in try storage.head() }
  }

  /// Every reference under `refs` and where it leads; symbolic ones are left out.
  package func references() throws(RepositoryError) -> [ReferenceName: ObjectID] {
    try translated { () throws(StorageError) in try storage.references() }
  }

  /// Where references are kept in other bytes than git or Stet writes.
  package func alteredReferences() throws(RepositoryError) -> [String] {
    try translated { () throws(StorageError) in try storage.alteredReferences() }
  }

  /// Waits for other writers of Stet, at most `timeout`.
  ///
  /// - Throws: `.storage(.locked)` when the time is over.
  package func writerLock(timeout: Duration) throws(RepositoryError) -> any StorageLock {
    try translated { () throws(StorageError) in try storage.writerLock(timeout: timeout) }
  }

  /// Moves the head to a commit whose objects are stored; the caller holds the writer's lock.
  ///
  /// Other programs clear away what no reference leads to. So the objects are looked for once more
  /// when nobody else can move the head, and again when it leads to them: what was taken away
  /// meanwhile is stored anew. Where clearing goes on that may have begun before, they become a pack,
  /// which it leaves alone.
  ///
  /// - Throws: `.storage(.moved)` where the head is elsewhere, `.storage(.referenceLocked)` when the
  ///   time is over; nothing has changed then. `.unconfirmed` where it has.
  package func advanceHead(
    from expected: StoredHead, to id: ObjectID, needing pending: PendingObjects, timeout: Duration
  ) throws(RepositoryError) {
    try swapHead(from: expected, to: id, needing: pending, timeout: timeout)
    do throws(RepositoryError) {
      if try !isStored(pending.batch.ids) { _ = try store(pending.batch) }
      if try isBeingCleared() { _ = try storePacked(pending.batch, isHeld: false) }
      // What cannot be let go of now is by the next writer.
      try? release(pending)
    } catch {
      throw .unconfirmed(id, error.storageError ?? .incomplete(expected.branch))
    }
  }

  /// Lets go of what was stored for a head: one that leads to it, or one that never came.
  package func release(_ pending: PendingObjects) throws(RepositoryError) {
    guard !pending.packs.isEmpty else { return }
    try translated { () throws(StorageError) in try storage.release(pending.packs) }
  }

  private func swapHead(
    from expected: StoredHead, to id: ObjectID, needing pending: PendingObjects, timeout: Duration
  ) throws(RepositoryError) {
    for attempt in 1... {
      do throws(StorageError) {
        return try storage.advanceHead(from: expected, to: id, timeout: timeout) {
          () throws(StorageError) in
          do throws(RepositoryError) {
            return try isStored(pending.batch.ids)
          } catch {
            throw error.storageError ?? .incomplete(expected.branch)
          }
        }
      } catch {
        switch error {
        case .incomplete where attempt < Repository.storingAttempts:
          _ = try store(pending.batch)
        case .moved, .referenceLocked, .incomplete: throw .storage(error)
        default:
          // The storage may have done it and failed to say so.
          if let now = try? storage.head().id, now == id { throw .unconfirmed(id, error) }
          throw .storage(error)
        }
      }
    }
  }

  package func isBeingCleared() throws(RepositoryError) -> Bool {
    try translated { () throws(StorageError) in try storage.isBeingCleared() }
  }

  /// How often what others take away is stored anew before they win.
  static let storingAttempts = 5

  /// Whether all of these are there, as a fresh look tells.
  private func isStored(_ ids: [ObjectID]) throws(RepositoryError) -> Bool {
    var isFresh = false
    for id in ids where try !loose.contains(id) {
      if !isFresh { try packs.reload() }
      isFresh = true
      guard try packs.contains(id) else { return false }
    }
    return true
  }
}

extension RepositoryError {
  /// The storage's own error, where that is all there is.
  var storageError: StorageError? {
    if case .storage(let error) = self { error } else { nil }
  }
}
