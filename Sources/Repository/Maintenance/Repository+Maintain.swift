internal import Bytes
internal import Objects
internal import Packs
internal import Storage

/// How to put a repository in order.
package struct MaintenanceOptions: Sendable {
  /// Puts everything into one pack, instead of only what is due.
  package var isComplete = false
  /// Removes what nothing reaches and is older than so many seconds; `nil` removes nothing.
  package var grace: Int? = 14 * 86_400
  /// How to renew the commit-graph, which makes questions about one article quick.
  package var commitGraph = CommitGraphRenewal.extended(leastNewCount: 1)
  /// Seconds since 1970.
  package var now: Int
  package var workers: Int

  package init(now: Int, workers: Int) {
    self.now = now
    self.workers = workers
  }
}

/// What was put in order.
package struct MaintenanceResult: Equatable, Sendable {
  /// Objects that were put into a new pack.
  package var packedCount = 0
  package var replacedPackCount = 0
  package var removedLooseCount = 0
  /// Objects that nothing reached.
  package var prunedCount = 0
  /// Objects that cannot be read, and were left where they are, with the packs that should hold them.
  package var damagedCount = 0
}

extension Repository {
  /// Gathers loose objects and small packs into larger packs, each at least twice the next smaller
  /// one, so that n objects are written O(log n) times in all.
  ///
  /// What is damaged stays as it is and does not stand in the way of the rest.
  /// Safe while others read and write: nothing is removed before what replaces it is durable, and a
  /// reader that misses an object looks again. The caller holds the writer's lock.
  ///
  /// - Parameter progress: Called now and then with the number of objects gathered and in all;
  ///   answers whether to go on.
  /// - Throws: `.contended` where others clear away all the while.
  package func maintain(
    _ options: MaintenanceOptions, progress: @escaping (Int, Int) -> Bool = { _, _ in true }
  ) throws(RepositoryError) -> MaintenanceResult {
    var attempt = 1
    while true {
      do throws(RepositoryError) {
        let result = try readThrough.maintainOnce(options, progress)
        try packs.reload()
        return result
      } catch {
        // Git cleared away what was listed and nothing leads to, or took the new pack for rubbish before
        // it had its name.
        let isLast = attempt == Repository.clearingAttempts
        switch error {
        case .missing where isLast: throw .contended
        case .missing, .storage(.notFound):
          guard !isLast else { throw error }
          try waitForOthers(attempt: attempt)
          attempt += 1
        default: throw error
        }
      }
    }
  }

  /// How often something is tried anew that others spoil by clearing away: for some two seconds.
  package static let clearingAttempts = 12

  package func waitForOthers(attempt: Int) throws(RepositoryError) {
    try translated { () throws(StorageError) in try storage.waitForOthers(attempt: attempt) }
  }

  private func maintainOnce(
    _ options: MaintenanceOptions, _ progress: @escaping (Int, Int) -> Bool
  ) throws(RepositoryError) -> MaintenanceResult {
    let work = try MaintenanceWork(self, options)
    var result = MaintenanceResult()
    // Who reads all history for one thing does so for all.
    let readsAll = options.commitGraph == .rebuilt
    var history = readsAll ? try completeHistory(work, progress) : nil
    if work.isDue {
      let verdict = try work.judge(options, knowing: history)
      if work.hasMore(than: verdict) {
        result = try replace(work, verdict, options, in: history?.takeLayout(), progress)
      }
    }
    if !readsAll { try renewCommitGraph(options.commitGraph) }
    return result
  }

  /// Reads all history and writes the commit-graph; `nil`, with that as it was, where damage keeps it from being followed.
  private func completeHistory(
    _ work: MaintenanceWork, _ progress: (Int, Int) -> Bool
  ) throws(RepositoryError) -> CompleteHistory? {
    do throws(RepositoryError) {
      var history = try CompleteHistory(of: work) { progress(0, work.ids.count) }
      // To put the graph together takes memory that the packs do without meanwhile.
      packs.letGo()
      try replaceCommitGraph(with: history.takeRows())
      return history
    } catch {
      guard error.isDamage else { throw error }
      return nil
    }
  }

  /// Whether enough small packs or loose objects have come together.
  package func isMaintenanceDue() throws(RepositoryError) -> Bool {
    try translated { () throws(StorageError) in try storage.isCrowded() }
  }

  private func replace(
    _ work: MaintenanceWork, _ verdict: MaintenanceVerdict, _ options: MaintenanceOptions,
    in layout: consuming PackLayout?, _ progress: @escaping (Int, Int) -> Bool
  ) throws(RepositoryError) -> MaintenanceResult {
    let gathered = PositionSet(all: work.ids.count).subtracting(verdict.pruned)
      .subtracting(work.looseOnly(verdict.left))
    let (new, damaged) = try repack(
      gathered, of: work, in: layout, workers: options.workers,
      level: options.isComplete ? 9 : 6, progress)
    // A push of git's may have given a name to what nothing reached: then all stays as it is.
    guard try work.isStillUnneeded(verdict.pruned, options) else { return MaintenanceResult() }
    var result = try remove(work, verdict, gathered: gathered.subtracting(damaged), new: new)
    result.damagedCount = damaged.count
    return result
  }

  /// Puts objects into a new pack.
  ///
  /// - Returns: The new packs' names, which may be old ones': the same objects in the same order are the
  ///   same pack. And what could not be read.
  func repack(
    _ gathered: PositionSet, of work: MaintenanceWork, in layout: consuming PackLayout? = nil,
    workers: Int,
    level: Int32, _ progress: @escaping (Int, Int) -> Bool
  ) throws(RepositoryError) -> (new: [PackName], damaged: PositionSet) {
    let builder = try PackBuilder(repacking: work.ids, of: self, workers: workers, level: level)
    do throws(RepositoryError) {
      let damaged = try write(gathered, of: work, in: layout, to: builder, progress)
      // To read the new pack back takes memory that the old ones need no more.
      packs.letGo()
      return (try builder.finish(isHeld: false).packs, damaged)
    } catch {
      try? builder.discard()
      throw error
    }
  }

  /// - Returns: What could not be read.
  private func write(
    _ gathered: PositionSet, of work: MaintenanceWork, in layout: consuming PackLayout?,
    to builder: PackBuilder, _ progress: @escaping (Int, Int) -> Bool
  ) throws(RepositoryError) -> PositionSet {
    var writer = RepackWriter(
      self, among: work.ids, wanted: gathered, builder: builder, progress: progress)
    try writer.run(in: layout)
    return writer.damaged
  }

  /// Removes what the new pack replaces.
  ///
  /// - Parameters:
  ///   - gathered: What was put into the new packs.
  ///   - new: The new packs' names.
  private func remove(
    _ work: MaintenanceWork, _ verdict: MaintenanceVerdict, gathered: PositionSet,
    new: [PackName]
  ) throws(RepositoryError) -> MaintenanceResult {
    try expect(gathered, of: work.ids, in: new)
    let settled = gathered.union(verdict.pruned)
    let old = Set(work.packs.filter { work.hasAll(of: $0, in: settled) }.map(\.name))
      .subtracting(new)
    var result = MaintenanceResult()
    result.prunedCount = verdict.pruned.count
    result.packedCount = gathered.count
    let retired = work.looseIDs.filter { id in
      work.ids.position(of: id).map { settled.contains($0) && !verdict.left.contains($0) } ?? false
    }
    result.removedLooseCount = retired.count
    result.replacedPackCount = old.count
    try translated { () throws(StorageError) in
      try storage.retire(retired.map { .object($0) })
      try storage.retire(old.sorted().map { .pack($0) })
    }
    try packs.reload()
    return result
  }

  /// Sees that these objects are in new packs. Nothing goes before all that it holds is; others' packs may be
  /// about to go, too.
  ///
  /// - Throws: `.missing`.
  func expect(
    _ expected: PositionSet, of ids: SortedIDs, in new: [PackName]
  ) throws(RepositoryError) {
    let held = try packs.reload().packs.filter { new.contains($0.name) }
    for position in expected {
      let id = ids[position]
      guard held.contains(where: { $0.index.position(of: id) != nil }) else { throw .missing(id) }
      // Both are gone through in order.
      if position & 0xf_ffff == 0 { packs.letGo() }
    }
  }
}
