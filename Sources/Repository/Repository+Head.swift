package import Objects
package import Storage

/// Objects that are stored and that no reference leads to yet: the new head will.
package struct PendingObjects: Sendable {
  /// What to store anew where it is taken away meanwhile, as far as that is known.
  var batch = ObjectBatch()
  /// The packs that have them, held.
  var packs: [PackName] = []

  package init() {}

  /// Adds what was stored for a later try; only the objects that this needs are stored anew.
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
  /// Their packs are held, and other programs leave them alone. So that not even somebody's hand makes the head
  /// lead to what is gone, they are looked for once more when nobody else can move the head, and again when it
  /// leads to them: what was taken away meanwhile is stored anew.
  ///
  /// - Throws: `.storage(.moved)` where the head is elsewhere, `.storage(.referenceLocked)` when the
  ///   time is over; nothing has changed then. `.unconfirmed` where it has.
  package func advanceHead(
    from expected: StoredHead, to id: ObjectID, needing pending: PendingObjects, timeout: Duration
  ) throws(RepositoryError) {
    var pending = pending
    try swapHead(from: expected, to: id, needing: &pending, timeout: timeout)
    do throws(RepositoryError) {
      if try !isStored(pending) { pending.add(try store(pending.batch)) }
      guard try isStored(pending) else { throw .storage(.incomplete(expected.branch)) }
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
    from expected: StoredHead, to id: ObjectID, needing pending: inout PendingObjects,
    timeout: Duration
  ) throws(RepositoryError) {
    for attempt in 1... {
      let stored = pending
      do throws(StorageError) {
        return try storage.advanceHead(from: expected, to: id, timeout: timeout) {
          () throws(StorageError) in try isWhole(stored)
        }
      } catch {
        switch error {
        case .incomplete where attempt < Repository.storingAttempts:
          pending.add(try store(pending.batch))
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

  /// Whether the packs are still there, as a fresh look tells.
  private func isStored(_ pending: PendingObjects) throws(RepositoryError) -> Bool {
    try translated { () throws(StorageError) in try isWhole(pending) }
  }

  private func isWhole(_ pending: PendingObjects) throws(StorageError) -> Bool {
    for pack in pending.packs {
      for piece in [Piece.pack(pack), .index(pack)] {
        guard try storage.metadata(of: piece) != nil else { return false }
      }
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
