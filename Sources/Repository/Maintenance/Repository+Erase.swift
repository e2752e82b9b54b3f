internal import Bytes
package import Objects
internal import Packs
internal import Storage

/// What an erasure took away.
package struct ErasureResult: Equatable, Sendable {
  /// Objects that were put into a new pack, since they stood beside what was erased or lead to it.
  package var packedCount = 0
  package var replacedPackCount = 0
  package var removedLooseCount = 0
  /// Files that were no pieces, and are gone: each held what was erased, or was unfinished.
  package var removedFiles: [String] = []
  /// What may still hold it: packs that are damaged, so that nobody can tell, or that would take more with them.
  package var doubtful: [String] = []
}

extension Repository {
  /// Removes objects for ever, wherever they are here, and tells git that they may be absent.
  ///
  /// What stands in one pack with them is packed anew first, and so is every loose object: only packs can have git's
  /// mark that what they lead to may be absent. Safe while others read and write, and whoever is killed in the midst
  /// leaves a repository in which nothing else is missed; to do it again completes it. The caller holds the writer's
  /// lock, and the log says already what is erased.
  ///
  /// - Parameters:
  ///   - clearsUnfinished: Whether files go that programs were writing, though nobody can tell what is in them: a
  ///     push or a `git gc` at work fails then, and can be begun again.
  ///   - progress: As `maintain` calls it.
  /// - Throws: `.storage(.incomplete)` where another program keeps bringing them back.
  package func erase(
    _ erased: Set<ObjectID>, clearsUnfinished: Bool, now: Int, workers: Int,
    progress: @escaping (Int, Int) -> Bool = { _, _ in true }
  ) throws(RepositoryError) -> ErasureResult {
    let result = try readThrough.eraseAll(erased, clearsUnfinished, now, workers, progress)
    try packs.reload()
    return result
  }

  private func eraseAll(
    _ erased: Set<ObjectID>, _ clearsUnfinished: Bool, _ now: Int, _ workers: Int,
    _ progress: @escaping (Int, Int) -> Bool
  ) throws(RepositoryError) -> ErasureResult {
    var result = ErasureResult()
    try translated { () throws(StorageError) in try storage.admitAbsence() }
    // Before what it may rest on goes.
    try eraseStrayFiles(erased, clearsUnfinished, &result)
    for attempt in 0..<Repository.storingAttempts {
      let remains = try ErasedRemains(erased, in: self)
      if remains.isNothing {
        // What was lost before may be named by loose trees alone.
        let isNamedLoosely = attempt == 0 ? try isNamedLoosely(erased) : false
        guard isNamedLoosely else {
          if clearsUnfinished || attempt > 0 { try makeAbsenceDurable(of: erased) }
          return result
        }
      }
      try replace(remains, now: now, workers: workers, progress, &result)
      // Packs that cannot be replaced stay, and are told.
      if !result.doubtful.isEmpty { return result }
    }
    guard try ErasedRemains(erased, in: self).isNothing else {
      throw .storage(.incomplete(try head().branch))
    }
    return result
  }

  /// Which of these objects are here, as pieces that are read.
  package func present(among ids: Set<ObjectID>) throws(RepositoryError) -> Set<ObjectID> {
    guard !ids.isEmpty else { return [] }
    let packs = try packs.reload().packs
    var present: Set<ObjectID> = []
    for id in ids {
      let isLoose = try loose.contains(id)
      let isPacked = packs.contains { $0.index.position(of: id) != nil }
      if isLoose || isPacked { present.insert(id) }
    }
    return present
  }

  /// Whether git knows that objects may be absent.
  package func admitsAbsence() throws(RepositoryError) -> Bool {
    try translated { () throws(StorageError) in try storage.admitsAbsence() }
  }

  // MARK: Pieces

  /// What maintenance removed before may still come back after a loss of power.
  private func makeAbsenceDurable(of erased: Set<ObjectID>) throws(RepositoryError) {
    try translated { () throws(StorageError) in
      try storage.erase(erased.sorted().map { .object($0) }, files: [])
    }
  }

  /// Whether a tree with a piece of its own, which cannot have git's mark, has one of these objects.
  private func isNamedLoosely(_ erased: Set<ObjectID>) throws(RepositoryError) -> Bool {
    for id in try loose.all().ids {
      guard let object = try wholeObject(id), object.kind == .tree else { continue }
      if ObjectLink.sound(of: object).contains(where: { erased.contains($0.id) }) { return true }
    }
    return false
  }

  private func replace(
    _ remains: ErasedRemains, now: Int, workers: Int, _ progress: @escaping (Int, Int) -> Bool,
    _ result: inout ErasureResult
  ) throws(RepositoryError) {
    let work = try MaintenanceWork(self, replacing: remains.packs)
    let left = try work.arriving(at: now)
    let gathered = PositionSet(all: work.ids.count)
      .subtracting(work.positions(of: remains.erased)).subtracting(work.looseOnly(left))
    do throws(RepositoryError) {
      let (new, damaged) = try repack(gathered, of: work, workers: workers, level: 6, progress)
      // The first pack of all gets the mark here.
      try translated { () throws(StorageError) in try storage.admitAbsence() }
      let settled = gathered.subtracting(damaged)
      try expect(settled, of: work.ids, in: new)
      try remove(work, remains, settled, keeping: left.union(damaged), new: new, &result)
    } catch {
      // Git cleared away what was listed: the next look does without.
      if case .missing = error { return }
      throw error
    }
  }

  private func remove(
    _ work: MaintenanceWork, _ remains: ErasedRemains, _ settled: PositionSet,
    keeping kept: PositionSet, new: [PackName], _ result: inout ErasureResult
  ) throws(RepositoryError) {
    let gone = settled.union(work.positions(of: remains.erased))
    var packs: Set<PackName> = []
    for pack in remains.packs where !new.contains(pack.name) {
      // A damaged neighbour may be saved by `repair`, which comes first then.
      if work.hasAll(of: pack, in: gone) {
        packs.insert(pack.name)
      } else {
        result.doubtful.append(pack.path)
      }
    }
    let loose = work.looseIDs.filter { id in
      guard let position = work.ids.position(of: id) else { return false }
      return remains.erased.contains(id) || settled.contains(position) && !kept.contains(position)
    }
    try translated { () throws(StorageError) in
      try storage.erase(
        loose.map { .object($0) } + packs.sorted().map { .pack($0) }, files: [])
    }
    result.packedCount += settled.count
    result.replacedPackCount += packs.count
    result.removedLooseCount += loose.count
    try self.packs.reload()
  }

  // MARK: Other files

  private func eraseStrayFiles(
    _ erased: Set<ObjectID>, _ clearsUnfinished: Bool, _ result: inout ErasureResult
  ) throws(RepositoryError) {
    let files = try translated { () throws(StorageError) in try storage.strayFiles() }
    var found: [String] = []
    for file in files {
      switch try verdict(on: file, erased, clearsUnfinished) {
      case .goes: found.append(file.path)
      case .isDoubtful: result.doubtful.append(file.path)
      case .stays: continue
      }
    }
    // With a pack goes its index, and the other way round.
    let stems = Set(found.filter { isPackFile($0) }.map(stem))
    for file in files where stems.contains(stem(file.path)) && !found.contains(file.path) {
      found.append(file.path)
    }
    result.doubtful.removeAll { found.contains($0) }
    guard !found.isEmpty else { return }
    result.removedFiles += found
    try translated { () throws(StorageError) in try storage.erase([], files: found) }
  }

  private enum StrayVerdict { case goes, stays, isDoubtful }

  private func verdict(
    on file: StrayFile, _ erased: Set<ObjectID>, _ clearsUnfinished: Bool
  ) throws(RepositoryError) -> StrayVerdict {
    let bytes = try translated { () throws(StorageError) in try file.read() }
    guard let bytes else { return .stays }
    let content = StrayContent(bytes, path: file.path, erased, in: self)
    switch content.holding {
    case .no: return .stays
    case .unknown where file.origin == .aside: return .isDoubtful
    case .unknown where !clearsUnfinished: return .stays
    case .unknown, .yes: break
    }
    // `repair` saves what is nowhere else.
    guard file.origin == .unindexed else { return .goes }
    for id in content.others where try wholeObject(id) == nil { return .isDoubtful }
    return .goes
  }

  private func isPackFile(_ path: String) -> Bool {
    path.split(separator: "/").last?.hasPrefix("pack-") ?? false
  }

  private func stem(_ path: String) -> Substring {
    let name =
      path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[$0...].dropFirst() } ?? path[...]
    guard let dot = name.firstIndex(of: ".") else { return path[...] }
    return path[..<dot]
  }
}

/// Where objects are that were to be erased.
private struct ErasedRemains {
  let erased: Set<ObjectID>
  /// The packs that have one of them, whoever wants them kept.
  let packs: [OpenPack]
  let isLoose: Bool

  var isNothing: Bool { packs.isEmpty && !isLoose }

  init(_ erased: Set<ObjectID>, in repository: Repository) throws(RepositoryError) {
    self.erased = erased
    packs = try repository.packs.reload().packs.filter { pack in
      erased.contains { pack.index.position(of: $0) != nil }
    }
    var isLoose = false
    for id in erased where try repository.loose.contains(id) { isLoose = true }
    self.isLoose = isLoose
  }
}

/// What a file holds that is no piece.
private struct StrayContent {
  enum Holding { case yes, no, unknown }

  /// Whether one of the erased objects is in it.
  private(set) var holding = Holding.no
  /// The other objects of a pack.
  private(set) var others: [ObjectID] = []

  /// Looks into a file as a pack, an index, an object, or as its bytes alone.
  init(
    _ bytes: SharedBytes, path: String, _ erased: Set<ObjectID>, in repository: Repository
  ) {
    if bytes.span.matches("PACK") {
      readPack(bytes, erased, repository)
    } else if let index = try? PackIndex(bytes) {
      holding = erased.contains { index.position(of: $0) != nil } ? .yes : .no
    } else {
      holding = StrayContent.holding(bytes, path: path, erased)
    }
  }

  private mutating func readPack(
    _ bytes: SharedBytes, _ erased: Set<ObjectID>, _ repository: Repository
  ) {
    let scan = PackScan(bytes)
    let found = scan.visitObjects(
      outside: { id throws(PackError) in try? repository.object(id) }, { _, _ in })
    others = found.map(\.id).filter { !erased.contains($0) }
    holding = others.count < found.count ? .yes : scan.isWhole ? .no : .unknown
  }

  private static func holding(
    _ bytes: SharedBytes, path: String, _ erased: Set<ObjectID>
  ) -> Holding {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    // What `repair` set aside is named by its id, whatever is left of it.
    if let id = ObjectID(String(name.prefix(64))), erased.contains(id) { return .yes }
    if let (id, _) = LooseObject.decode(bytes.span) { return erased.contains(id) ? .yes : .no }
    if erased.contains(ObjectID(of: .blob, content: bytes.span)) { return .yes }
    // The first bytes of a pack or of an object may be what is damaged, or what is there so far.
    let isPack = name.hasPrefix("pack-") && name.contains(".pack")
    return isPack || name.hasPrefix("tmp_") ? .unknown : .no
  }
}
