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
        return try maintainOnce(options, progress)
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
    if work.isDue {
      let verdict = try work.judge(options)
      if work.hasMore(than: verdict) { result = try replace(work, verdict, options, progress) }
    }
    try renewCommitGraph(options.commitGraph)
    return result
  }

  /// Whether enough small packs or loose objects have come together.
  package func isMaintenanceDue() throws(RepositoryError) -> Bool {
    try translated { () throws(StorageError) in try storage.isCrowded() }
  }

  private func replace(
    _ work: MaintenanceWork, _ verdict: MaintenanceVerdict, _ options: MaintenanceOptions,
    _ progress: @escaping (Int, Int) -> Bool
  ) throws(RepositoryError) -> MaintenanceResult {
    let pruned = verdict.pruned
    let gathered = work.wanted.subtracting(pruned).subtracting(work.looseOnly(verdict.left))
    let builder = try PackBuilder(
      self, workers: options.workers, replaces: true, level: options.isComplete ? 9 : 6)
    do throws(RepositoryError) {
      var writer = RepackWriter(
        self, wanted: gathered, builder: builder, progress: progress)
      try writer.run()
      let new = try builder.finish(isHeld: false).packs
      // A push of git's may have given a name to what nothing reached: then all stays as it is.
      guard try work.isStillUnneeded(pruned, options) else { return MaintenanceResult() }
      var result = try remove(
        work, verdict, gathered: gathered.subtracting(writer.damaged), new: new)
      result.damagedCount = writer.damaged.count
      return result
    } catch {
      try? builder.discard()
      throw error
    }
  }

  /// Removes what the new pack replaces.
  ///
  /// - Parameters:
  ///   - gathered: What was put into the new packs.
  ///   - new: The new packs' names, which may be old ones': the same objects in the same order are the
  ///     same pack.
  private func remove(
    _ work: MaintenanceWork, _ verdict: MaintenanceVerdict, gathered: Set<ObjectID>,
    new: [PackName]
  ) throws(RepositoryError) -> MaintenanceResult {
    try expect(gathered, in: new)
    let settled = gathered.union(verdict.pruned)
    let replaced = work.packs.filter { pack in
      (0..<pack.index.count).allSatisfy { settled.contains(pack.index.id(at: $0)) }
    }
    let old = Set(replaced.map(\.name)).subtracting(new)
    var result = MaintenanceResult()
    result.prunedCount = verdict.pruned.count
    result.packedCount = gathered.count
    let retired = work.looseIDs.filter { settled.contains($0) && !verdict.left.contains($0) }
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
  func expect(_ ids: Set<ObjectID>, in new: [PackName]) throws(RepositoryError) {
    let held = try packs.reload().packs.filter { new.contains($0.name) }
    for id in ids {
      guard held.contains(where: { $0.index.position(of: id) != nil }) else { throw .missing(id) }
    }
  }
}

/// What is to be gathered.
struct MaintenanceWork {
  let repository: Repository
  let looseIDs: [ObjectID]
  /// The packs to be replaced.
  let packs: [OpenPack]
  /// The objects of both.
  let wanted: Set<ObjectID>
  let isDue: Bool

  init(_ repository: Repository, _ options: MaintenanceOptions) throws(RepositoryError) {
    let looseIDs = try repository.loose.all().ids
    let all = try MaintenanceWork.replaceable(in: repository)
    let packs =
      options.isComplete
      ? all
      : MaintenanceWork.due(
        all, looseCount: looseIDs.count, limit: repository.configuration.packLimit)
    self.init(
      repository, looseIDs, packs,
      isDue: !looseIDs.isEmpty || packs.count > 1 || (options.isComplete && !packs.isEmpty))
  }

  /// Certain packs, and all loose objects.
  init(_ repository: Repository, replacing packs: [OpenPack]) throws(RepositoryError) {
    self.init(repository, try repository.loose.all().ids, packs, isDue: true)
  }

  private init(
    _ repository: Repository, _ looseIDs: [ObjectID], _ packs: [OpenPack], isDue: Bool
  ) {
    self.repository = repository
    self.looseIDs = looseIDs
    self.packs = packs
    self.isDue = isDue
    var wanted = Set(looseIDs)
    for pack in packs {
      for position in 0..<pack.index.count { wanted.insert(pack.index.id(at: position)) }
    }
    self.wanted = wanted
  }

  /// Packs that nobody asked to keep: git leaves those with a `.keep` file alone, too.
  private static func replaceable(
    in repository: Repository
  ) throws(RepositoryError) -> [OpenPack] {
    var packs: [OpenPack] = []
    for pack in try repository.packs.reload().packs {
      let isKept = try translated { () throws(StorageError) in
        try repository.storage.isKept(pack.name)
      }
      if !isKept { packs.append(pack) }
    }
    return packs.sorted { $0.index.count < $1.index.count }
  }

  /// Whether there is anything to gather or to remove beside what is left where it is.
  func hasMore(than verdict: MaintenanceVerdict) -> Bool {
    !packs.isEmpty || verdict.left.count < looseIDs.count
  }

  /// Decides what is removed and what is left where it is; everything else is gathered.
  func judge(_ options: MaintenanceOptions) throws(RepositoryError) -> MaintenanceVerdict {
    // To tell what nothing reaches all history is read: only who is to remove that pays for it.
    guard let grace = options.grace, try !hasUnknownRoots(), let reached = try reached() else {
      return MaintenanceVerdict(pruned: [], left: try arriving(at: options.now))
    }
    let unreached = wanted.subtracting(reached)
    guard !unreached.isEmpty else { return MaintenanceVerdict(pruned: [], left: []) }
    let young = try young(among: unreached, since: options.now - grace)
    let pruned = unreached.subtracting(try repository.found(in: unreached, leadingFrom: young))
    return MaintenanceVerdict(
      pruned: pruned, left: Set(looseIDs).intersection(unreached).subtracting(pruned))
  }

  /// For how many seconds a loose object may be part of a push that is under way.
  private static let longestPush = 3600

  /// The loose objects that came a short while ago and that nothing recent leads to.
  ///
  /// - Complexity: O(loose objects and commits of that while), whatever the length of the history.
  func arriving(at now: Int) throws(RepositoryError) -> Set<ObjectID> {
    let (loose, since) = (Set(looseIDs), now - Self.longestPush)
    let young = try young(among: loose, since: since)
    do throws(RepositoryError) {
      return try repository.unreached(young, loose: loose, since: since)
    } catch {
      // Where references cannot be read, git packs nothing either.
      guard error.isDamage else { throw error }
      return []
    }
  }

  /// Those that no pack has that is to be replaced.
  func looseOnly(_ objects: Set<ObjectID>) -> Set<ObjectID> {
    objects.filter { id in !packs.contains { $0.index.position(of: id) != nil } }
  }

  /// Whether still nothing leads to what is to be removed, and nobody made it fresh: a writer of git's does
  /// that before it gives a name to something that is there already.
  func isStillUnneeded(
    _ pruned: Set<ObjectID>, _ options: MaintenanceOptions
  ) throws(RepositoryError) -> Bool {
    guard !pruned.isEmpty, let grace = options.grace else { return true }
    guard try young(among: pruned, since: options.now - grace).isEmpty else { return false }
    return try pruned.isDisjoint(with: repository.reachableObjects())
  }

  /// What references lead to; `nil` where damage keeps it from being followed.
  private func reached() throws(RepositoryError) -> Set<ObjectID>? {
    do throws(RepositoryError) {
      return try repository.reachableObjects()
    } catch {
      // What cannot be read may lead to anything.
      guard error.isDamage else { throw error }
      return nil
    }
  }

  private func hasUnknownRoots() throws(RepositoryError) -> Bool {
    try translated { () throws(StorageError) in try repository.storage.hasUnknownRoots() }
  }

  /// Those whose files are younger, or are gone: git put them elsewhere just now.
  private func young(
    among unreached: Set<ObjectID>, since: Int
  ) throws(RepositoryError) -> Set<ObjectID> {
    try translated { () throws(StorageError) in
      let isYoung = { (piece: Piece) throws(StorageError) in
        guard let file = try repository.storage.metadata(of: piece) else { return true }
        return file.changed > since
      }
      var young: Set<ObjectID> = []
      for id in looseIDs where unreached.contains(id) {
        if try isYoung(.object(id)) { young.insert(id) }
      }
      for pack in packs where try isYoung(.pack(pack.name)) {
        young.formUnion(unreached.filter { pack.index.position(of: $0) != nil })
      }
      return young
    }
  }
}

/// What becomes of the objects that are to be gathered.
struct MaintenanceVerdict {
  /// Objects that nothing reaches, whose files are older than the grace, and that nothing younger
  /// leads to: a writer of git's may be about to give that a name.
  var pruned: Set<ObjectID>
  /// Loose objects that nothing reaches yet, perhaps of a push that is under way. `git repack -ad` takes
  /// what no reference leads to out of packs, and lets it be where it is loose: so must it stay.
  var left: Set<ObjectID>
}
