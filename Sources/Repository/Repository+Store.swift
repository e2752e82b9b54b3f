internal import Bytes
internal import Objects
internal import Storage

extension Repository {
  /// Stores objects so that they outlast a loss of power, and reads each one back.
  ///
  /// A few become pieces of their own, many one pack. An object that is there already is checked like
  /// the others and made fresh; one that is damaged is written anew. The caller holds the writer's lock.
  ///
  /// - Returns: What has to be seen to until a reference leads to it.
  package func store(_ batch: ObjectBatch) throws(RepositoryError) -> PendingObjects {
    // What clears away leaves a pack alone that is held.
    let isBeingCleared = try isBeingCleared()
    if batch.items.count > Repository.looseLimit || isBeingCleared {
      return try storePacked(batch, isHeld: true)
    }
    var attempt = 1
    while true {
      do throws(RepositoryError) {
        try storeLoose(batch)
        var pending = PendingObjects()
        pending.batch = batch
        return pending
      } catch {
        // Taken away between writing and reading back.
        guard case .missing = error, attempt < Repository.storingAttempts else { throw error }
        attempt += 1
      }
    }
  }

  private func storeLoose(_ batch: ObjectBatch) throws(RepositoryError) {
    let written = try publishLoose(batch)
    do throws(RepositoryError) {
      for id in batch.ids { try readBack(id) }
    } catch {
      discardDamaged(written)
      throw error
    }
  }

  /// Writes what is not there yet; its compressed bytes are let go before anything is read back.
  private func publishLoose(_ batch: ObjectBatch) throws(RepositoryError) -> [Piece] {
    var pieces: [NewPiece] = []
    var deflater = Deflater()
    for item in batch.items where try !isIntact(item.id) {
      pieces.append(NewPiece(.object(item.id), LooseObject.encode(item.object, with: &deflater)))
    }
    try translated { () throws(StorageError) in try storage.publish(pieces) }
    return pieces.map(\.piece)
  }

  /// Proves what was written, and not another copy that a pack has; where git has packed it just
  /// now, that copy.
  private func readBack(_ id: ObjectID) throws(RepositoryError) {
    if try loose.object(id) == nil { _ = try object(id) }
  }

  /// Removes what was written just now and is not what was written: nothing was recorded, and nobody is to
  /// find it later and miss a revision.
  private func discardDamaged(_ written: [Piece]) {
    for case .object(let id) in written {
      do throws(RepositoryError) {
        _ = try loose.object(id)
      } catch {
        if error.isDamage { try? storage.retire([.object(id)]) }
      }
    }
  }

  /// More new objects than this become a pack: a file each would cost more than they hold.
  private static let looseLimit = 200

  func storePacked(_ batch: ObjectBatch, isHeld: Bool) throws(RepositoryError) -> PendingObjects {
    var attempt = 1
    while true {
      let builder = try PackBuilder(self, workers: 1)
      do throws(RepositoryError) {
        try builder.add(batch)
        return try builder.finish(isHeld: isHeld)
      } catch {
        try? builder.discard()
        // `git prune` takes a pack without a name for rubbish.
        guard case .storage(.notFound) = error, attempt < Repository.storingAttempts else {
          throw error
        }
        attempt += 1
      }
    }
  }

  /// Whether an object can be read; one that a dead writer left is made durable first.
  private func isIntact(_ id: ObjectID) throws(RepositoryError) -> Bool {
    do throws(RepositoryError) {
      guard try loose.object(id) != nil else { return false }
      try translated { () throws(StorageError) in try storage.freshen(.object(id)) }
      return true
    } catch {
      switch error {
      case .damaged, .storage(.notFound): return false
      default: throw error
      }
    }
  }
}
