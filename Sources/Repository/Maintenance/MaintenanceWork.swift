internal import Bytes
internal import Objects
internal import Packs
internal import Storage

/// What is to be gathered.
struct MaintenanceWork {
  let repository: Repository
  let looseIDs: [ObjectID]
  /// The packs to be replaced.
  let packs: [OpenPack]
  /// The objects of both, where there is something to do: sets of objects are positions among these.
  let ids: SortedIDs
  let isDue: Bool
  /// All packs there are.
  private let listing: OpenPacks.Listing

  init(_ repository: Repository, _ options: MaintenanceOptions) throws(RepositoryError) {
    let looseIDs = try repository.loose.all().ids
    let listing = try repository.packs.reload()
    let replaceable = try MaintenanceWork.replaceable(listing.packs, in: repository)
    let packs =
      options.isComplete
      ? replaceable
      : MaintenanceWork.due(
        replaceable, looseCount: looseIDs.count, limit: repository.configuration.packLimit)
    try self.init(
      repository, looseIDs, packs, of: listing,
      isDue: !looseIDs.isEmpty || packs.count > 1 || (options.isComplete && !packs.isEmpty))
  }

  /// Certain packs, and all loose objects.
  init(_ repository: Repository, replacing packs: [OpenPack]) throws(RepositoryError) {
    let looseIDs = try repository.loose.all().ids
    try self.init(repository, looseIDs, packs, of: repository.packs.listing(), isDue: true)
  }

  private init(
    _ repository: Repository, _ looseIDs: [ObjectID], _ packs: [OpenPack],
    of listing: OpenPacks.Listing, isDue: Bool
  ) throws(RepositoryError) {
    self.repository = repository
    self.looseIDs = looseIDs
    self.packs = packs
    self.listing = listing
    self.isDue = isDue
    ids = isDue ? try OpenPacks.Listing(packs: packs).allIDs(with: looseIDs) : SortedIDs([])
  }

  /// Packs that nobody asked to keep: git leaves those with a `.keep` file alone, too.
  private static func replaceable(
    _ all: [OpenPack], in repository: Repository
  ) throws(RepositoryError) -> [OpenPack] {
    var packs: [OpenPack] = []
    for pack in all {
      let isKept = try translated { () throws(StorageError) in
        try repository.storage.isKept(pack.name)
      }
      if !isKept { packs.append(pack) }
    }
    return packs.sorted { $0.index.count < $1.index.count }
  }

  /// None of the objects.
  var none: PositionSet { PositionSet(capacity: ids.count) }

  /// The positions of those of some objects that are to be gathered.
  func positions(of objects: some Sequence<ObjectID>) -> PositionSet {
    var positions = none
    for id in objects { if let position = ids.position(of: id) { positions.insert(position) } }
    return positions
  }

  /// Whether a set has all objects of a pack that is to be replaced.
  func hasAll(of pack: OpenPack, in objects: PositionSet) -> Bool {
    (0..<pack.index.count).allSatisfy { place in
      ids.position(of: pack.index.id(at: place), at: place).map { objects.contains($0) } ?? false
    }
  }

  /// Those that no pack has that is to be replaced.
  func looseOnly(_ objects: PositionSet) -> PositionSet {
    var loose = none
    for position in objects where !packs.contains(where: { $0.has(ids[position]) }) {
      loose.insert(position)
    }
    return loose
  }
}

extension OpenPack {
  fileprivate func has(_ id: ObjectID) -> Bool { index.position(of: id) != nil }
}

// MARK: What becomes of the objects

/// What becomes of the objects that are to be gathered.
struct MaintenanceVerdict {
  /// Objects that nothing reaches, whose files are older than the grace, and that nothing younger
  /// leads to: a writer of git's may be about to give that a name.
  var pruned: PositionSet
  /// Loose objects that nothing reaches yet, perhaps of a push that is under way. `git repack -ad` takes
  /// what no reference leads to out of packs, and lets it be where it is loose: so must it stay.
  var left: PositionSet
}

extension MaintenanceWork {
  /// Whether there is anything to gather or to remove beside what is left where it is.
  func hasMore(than verdict: MaintenanceVerdict) -> Bool {
    !packs.isEmpty || verdict.left.count < looseIDs.count
  }

  /// Decides what is removed and what is left where it is; everything else is gathered.
  ///
  /// - Parameter history: What was read of it already.
  func judge(
    _ options: MaintenanceOptions, knowing history: CompleteHistory? = nil
  ) throws(RepositoryError) -> MaintenanceVerdict {
    // To tell what nothing reaches all history is read: only who is to remove that pays for it.
    guard let grace = options.grace, try !hasUnknownRoots(),
      let unreached = try unreached(knowing: history?.reached)
    else {
      return MaintenanceVerdict(pruned: none, left: try arriving(at: options.now))
    }
    guard !unreached.isEmpty else { return MaintenanceVerdict(pruned: none, left: none) }
    let young = try young(among: unreached, since: options.now - grace)
    let pruned = unreached.subtracting(
      try repository.found(in: unreached, of: ids, leadingFrom: young))
    return MaintenanceVerdict(
      pruned: pruned, left: positions(of: looseIDs).intersection(unreached).subtracting(pruned))
  }

  /// For how many seconds a loose object may be part of a push that is under way.
  private static let longestPush = 3600

  /// The loose objects that came a short while ago and that nothing recent leads to.
  ///
  /// - Complexity: O(loose objects and commits of that while), whatever the length of the history.
  func arriving(at now: Int) throws(RepositoryError) -> PositionSet {
    let since = now - Self.longestPush
    let young = try young(among: positions(of: looseIDs), since: since)
    guard !young.isEmpty else { return none }
    do throws(RepositoryError) {
      let unreached = try repository.unreached(
        Set(young.map { ids[$0] }), loose: Set(looseIDs), since: since)
      return positions(of: unreached)
    } catch {
      // Where references cannot be read, git packs nothing either.
      guard error.isDamage else { throw error }
      return none
    }
  }

  /// Whether still nothing leads to what is to be removed, and nobody made it fresh: a writer of git's does
  /// that before it gives a name to something that is there already.
  func isStillUnneeded(
    _ pruned: PositionSet, _ options: MaintenanceOptions
  ) throws(RepositoryError) -> Bool {
    guard !pruned.isEmpty, let grace = options.grace else { return true }
    guard try young(among: pruned, since: options.now - grace).isEmpty else { return false }
    let reached = try repository.reachableObjects(among: allIDs())
    return !pruned.contains { reached.contains(ids[$0]) }
  }

  /// What references do not lead to; `nil` where damage keeps them from being followed.
  private func unreached(
    knowing known: ReferencedObjects?
  ) throws(RepositoryError) -> PositionSet? {
    do throws(RepositoryError) {
      var known = known
      if known == nil { known = ReferencedObjects(among: try allIDs()) }
      guard let known else { return nil }
      let reached = try repository.reachableObjects(knowing: known)
      if replacesAll { return PositionSet(all: ids.count).subtracting(reached.positions) }
      var unreached = none
      for position in ids.indices where !reached.contains(ids[position]) {
        unreached.insert(position)
      }
      return unreached
    } catch {
      // What cannot be read may lead to anything.
      guard error.isDamage else { throw error }
      return nil
    }
  }

  private var replacesAll: Bool { packs.count == listing.packs.count }

  /// All objects there are.
  func allIDs() throws(RepositoryError) -> SortedIDs {
    replacesAll ? ids : try listing.allIDs(with: looseIDs)
  }

  private func hasUnknownRoots() throws(RepositoryError) -> Bool {
    try translated { () throws(StorageError) in try repository.storage.hasUnknownRoots() }
  }

  /// Those whose files are younger, or are gone: git put them elsewhere just now.
  private func young(
    among objects: PositionSet, since: Int
  ) throws(RepositoryError) -> PositionSet {
    try translated { () throws(StorageError) in
      let isYoung = { (piece: Piece) throws(StorageError) in
        guard let file = try repository.storage.metadata(of: piece) else { return true }
        return file.changed > since
      }
      var young = none
      for id in looseIDs {
        guard let position = ids.position(of: id), objects.contains(position) else { continue }
        if try isYoung(.object(id)) { young.insert(position) }
      }
      for pack in packs where try isYoung(.pack(pack.name)) {
        for position in objects where pack.has(ids[position]) { young.insert(position) }
      }
      return young
    }
  }
}
