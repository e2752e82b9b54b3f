public import Articles

/// Is told when the head has moved: how an index keeps up, and a feed learns what is new.
public protocol RecordObserver: Sendable {
  /// Revisions were recorded, durably.
  ///
  /// What it does cannot undo that: an observer that fails has to catch up by itself, with
  /// `RevisionIndex.revisions(after:)`, as it must with what git pushed.
  ///
  /// - Parameters:
  ///   - old: The head that they were recorded on; `nil` in an archive that was empty.
  ///   - new: The head now.
  func headMoved(from old: RevisionID?, to new: RevisionID)

  /// Housekeeping that was due after a commit was done, or failed: the commit stands all the same.
  func maintained(_ result: Result<MaintenanceSummary, ArchiveError>)
}

extension RecordObserver {
  public func maintained(_ result: Result<MaintenanceSummary, ArchiveError>) {}
}

extension Archive {
  /// The same archive, whose commits and imports tell these observers, too.
  public func observed(by observers: [any RecordObserver]) -> Archive {
    var archive = self
    archive.observers += observers
    return archive
  }
}
