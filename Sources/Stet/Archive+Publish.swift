internal import Articles
internal import Objects
internal import Repository

extension Archive {
  /// The one way in which the head moves: from the head that was read to one that builds on it.
  ///
  /// The caller holds the writer's lock, so that only a push of git's can move the branch between
  /// the look and the swap; then the revisions are made once more, on top of what was pushed.
  ///
  /// - Parameter prepare: Makes revisions on top of a head durable and returns the new head; the
  ///   same head where there is nothing to record.
  /// - Throws: `.conflict` where the branch keeps moving; what `prepare` throws.
  func publish(
    patience: Duration, prepare: (ObjectID?) throws(ArchiveError) -> ObjectID?
  ) throws(ArchiveError) {
    for _ in 0..<Archive.publicationAttempts {
      let (branch, head) = try translated { () throws(RepositoryError) in
        try repository.references.head()
      }
      let newHead = try prepare(head)
      do {
        guard let newHead, newHead != head else {
          // The latest bytes may be those of a writer that was killed: they must outlast as much.
          return try repository.settle(branch)
        }
        try repository.update(branch, from: head, to: newHead, timeout: patience)
        for observer in observers {
          observer.headMoved(from: head.map { RevisionID($0) }, to: RevisionID(newHead))
        }
        return
      } catch .referenceMoved {
        continue
      } catch {
        throw ArchiveError(error)
      }
    }
    throw .conflict(reason: "another program keeps moving the branch")
  }

  private static let publicationAttempts = 3
}
