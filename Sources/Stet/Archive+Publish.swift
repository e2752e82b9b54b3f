internal import Articles
internal import Objects
internal import Repository
internal import Storage

extension Archive {
  /// The one way in which the head moves: from the head that was read to one that builds on it.
  ///
  /// The caller holds the writer's lock, so that only a push of git's can move the branch between
  /// the look and the swap; then the revisions are made once more, on top of what was pushed.
  ///
  /// - Parameters:
  ///   - prepare: Makes revisions on top of a head durable; `nil` where there is nothing to record.
  ///   - moved: Called once the head leads to them, before anything derived from them is.
  /// - Throws: `.conflict` where the branch keeps moving; `.recordedInDoubt`; what `prepare` throws.
  func publish(
    patience: Duration, prepare: (ObjectID?) throws(ArchiveError) -> PreparedHead?,
    moved: () -> Void = {}
  ) throws(ArchiveError) {
    var pending = PendingObjects()
    for _ in 0..<Archive.publicationAttempts {
      let head = try translated { () throws(RepositoryError) in try repository.head() }
      let prepared: PreparedHead?
      do throws(ArchiveError) {
        prepared = try prepare(head.id)
      } catch {
        try? repository.release(pending)
        throw error
      }
      guard let prepared else { return }
      pending.add(prepared.objects)
      do {
        try repository.advanceHead(
          from: head, to: prepared.id, needing: pending,
          timeout: prepared.patience ?? patience)
        moved()
        catalogue?.catchUp(to: prepared.id, of: self)
        for observer in observers {
          observer.headMoved(from: head.id.map { RevisionID($0) }, to: RevisionID(prepared.id))
        }
        return
      } catch .storage(.moved(_, _, _)) {
        continue
      } catch {
        try? repository.release(pending)
        throw ArchiveError(error)
      }
    }
    try? repository.release(pending)
    throw .conflict(reason: "another program keeps moving the branch")
  }

  private static let publicationAttempts = 3

  /// Stores what a writer made on top of a head; `nil` where it made nothing.
  func prepared(
    _ writer: inout RevisionWriter, after head: ObjectID?
  ) throws(ArchiveError) -> PreparedHead? {
    guard let newHead = writer.head, newHead != head else { return nil }
    let batch = writer.takeObjects()
    let objects = try translated { () throws(RepositoryError) in try repository.store(batch) }
    return PreparedHead(id: newHead, objects: objects)
  }
}

/// A commit that the head may move to, and what has to be seen to until it does.
struct PreparedHead {
  var id: ObjectID
  var objects: PendingObjects
  /// How long to wait for git's lock on the branch, where that is not what whoever publishes has.
  var patience: Duration?
}
