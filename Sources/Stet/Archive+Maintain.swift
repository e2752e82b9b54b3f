internal import Articles
internal import Repository
internal import Storage

/// What maintenance did.
public struct MaintenanceSummary: Equatable, Sendable {
  /// Objects that were put into a new pack.
  public var packedCount = 0
  public var replacedPackCount = 0
  public var removedLooseCount = 0
  /// Objects that no revision needs and that were old enough to go.
  public var prunedCount = 0
  /// Objects that cannot be read: they stay as they are, for `repair`.
  public var damagedCount = 0
  /// What was done so that nothing is here any more of what was erased by law.
  public var erasures = ErasureCompletion()
  public var byteCountBefore = 0
  public var byteCountAfter = 0
}

extension Archive {
  /// Keeps the archive small and quick: gathers loose objects and small packs, writes what makes
  /// git's questions quick, removes what nothing reaches.
  ///
  /// Safe while others read and write; no revision is ever removed. What was erased by law and is still here, or was
  /// brought back, goes.
  ///
  /// - Parameters:
  ///   - isComplete: Puts everything into one pack, instead of only what is due.
  ///   - grace: Seconds for which what nothing reaches is kept; `nil` for what the archive's
  ///     `gc.pruneExpire` says, else two weeks.
  ///   - progress: Called now and then with the number of objects gathered and in all; answers
  ///     whether to go on.
  /// - Throws: `.cancelled`, with nothing removed; `.locked`, `.damaged`, `.noSpace` and so on.
  public func maintain(
    isComplete: Bool, grace: Int? = nil, now: Timestamp, workers: Int,
    patience: Duration = Archive.patience,
    progress: @escaping (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> MaintenanceSummary {
    let lock = try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: patience)
    }
    defer { lock.release() }
    var summary = MaintenanceSummary()
    summary.byteCountBefore = try translated { () throws(RepositoryError) in
      try repository.storedSize().byteCount
    }
    summary.erasures = try completeReadableErasures(now: now, workers: workers, progress)
    try translated { () throws(RepositoryError) in
      var options = MaintenanceOptions(now: now.seconds, workers: workers)
      options.isComplete = isComplete
      if isComplete { options.commitGraph = .rebuilt }
      let grace = grace ?? repository.configuration.pruningGrace ?? 14 * 86_400
      options.grace = grace == .max ? nil : grace
      summary.add(try repository.maintain(options, progress: progress))
      summary.byteCountAfter = try repository.storedSize().byteCount
    }
    // Maintenance is complete without it.
    if isComplete, let head = try? ownHead() {
      let archive = readThrough
      catalogue?.catchUp(to: head, of: archive, making: .always)
      passages?.maintain(at: head, of: archive)
    }
    return summary
  }

  /// Where the head cannot be read, or the list says nothing, the rest is maintained all the same.
  private func completeReadableErasures(
    now: Timestamp, workers: Int, _ progress: @escaping (Int, Int) -> Bool
  ) throws(ArchiveError) -> ErasureCompletion {
    do throws(ArchiveError) {
      return try completeErasures(
        clearsUnfinished: false, now: now, workers: workers, progress: progress)
    } catch {
      guard case .damaged = error else { throw error }
      return ErasureCompletion()
    }
  }

  /// The bounded piece of maintenance that a commit does by itself when it is due; the caller
  /// holds the writer's lock.
  ///
  /// It cannot undo what was recorded, so it throws nothing: observers are told.
  func maintainIfDue(now: Timestamp) {
    do throws(RepositoryError) {
      guard try repository.isMaintenanceDue() else { return }
      var options = MaintenanceOptions(now: now.seconds, workers: 1)
      options.grace = nil
      options.commitGraph = .never
      let result = try repository.maintain(options)
      if result.packedCount >= Archive.graphedCount {
        try repository.renewCommitGraph(repository.dueCommitGraph())
      }
      var summary = MaintenanceSummary()
      summary.add(result)
      for observer in observers { observer.maintained(.success(summary)) }
    } catch {
      for observer in observers { observer.maintained(.failure(ArchiveError(error))) }
    }
  }

  /// From so many objects on that were gathered at once, the commit-graph is looked at, too: to tell whether it is
  /// due costs by its size, and the commits of a few packs never are enough.
  private static let graphedCount = 2048
}

extension MaintenanceSummary {
  fileprivate mutating func add(_ result: MaintenanceResult) {
    packedCount = result.packedCount
    replacedPackCount = result.replacedPackCount
    removedLooseCount = result.removedLooseCount
    prunedCount = result.prunedCount
    damagedCount = result.damagedCount
  }
}
