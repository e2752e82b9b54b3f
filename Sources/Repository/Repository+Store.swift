internal import Storage

extension Repository {
  /// Stores objects so that they outlast a loss of power, and reads each one back.
  ///
  /// They become one pack, which is held until a reference leads to it: what clears away leaves such a pack
  /// alone. It has all of them, whatever other copies there are, which may be about to be cleared away; a copy
  /// of its own that is damaged goes. The caller holds the writer's lock.
  ///
  /// - Returns: What has to be seen to until a reference leads to it.
  package func store(_ batch: ObjectBatch) throws(RepositoryError) -> PendingObjects {
    for attempt in 1... {
      let builder = try PackBuilder(self, workers: 1, replaces: true)
      do throws(RepositoryError) {
        try builder.addAtOnce(batch)
        var pending = try builder.finish(isHeld: true)
        pending.batch = batch
        try retireDamaged(batch)
        return pending
      } catch {
        try? builder.discard()
        // `git prune` takes a pack without a name for rubbish.
        guard case .storage(.notFound) = error, attempt < Repository.storingAttempts else {
          throw error
        }
      }
    }
    return PendingObjects()
  }

  /// Removes pieces of single objects that are damaged, since a pack has them whole now.
  private func retireDamaged(_ batch: ObjectBatch) throws(RepositoryError) {
    for id in batch.ids {
      do throws(RepositoryError) {
        guard try loose.contains(id) else { continue }
        _ = try loose.object(id)
      } catch {
        guard error.isDamage else { throw error }
        try translated { () throws(StorageError) in try storage.retire([.object(id)]) }
      }
    }
  }
}
