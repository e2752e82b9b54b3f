internal import Bytes
package import Objects
internal import Packs
internal import Storage
internal import Synchronization
internal import Threads

extension Repository {
  /// Reads and checks every object, on several cores.
  ///
  /// - Parameters:
  ///   - selection: Which objects are read; `nil` for all. What is not read has neither kind nor links.
  ///   - progress: Called now and then with the number of objects done and in all; answers whether
  ///     to go on.
  ///   - commit: Called for each intact commit, on any of the threads.
  package func survey(
    _ selection: SurveySelection? = nil, workers: Int,
    progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true },
    commit: @escaping @Sendable (SurveyedCommit) -> Void = { _ in }
  ) throws(RepositoryError) -> ObjectSurvey {
    // In this order: what is packed meanwhile is in the packs that are listed afterwards.
    let (looseIDs, strangers) = try loose.all()
    let listing = try packs.reload()
    let survey = SurveyWork(
      ids: try listing.allIDs(with: looseIDs), progress: progress, commit: commit)
    survey.visit(try selected(looseIDs, by: selection), in: loose, workers: workers)
    for pack in listing.packs {
      let isKnown = selection?.knownPacks.contains(pack.name) ?? false
      survey.visit(pack, isKnown ? selection : nil, workers: workers)
    }
    if let refusal = survey.refusal { throw .storage(refusal) }
    guard !survey.isCancelled else { throw .cancelled }
    try survey.read(selection?.always ?? [], in: self)
    try survey.lookAgainForVanished(in: self)
    var result = survey.result(strangers: strangers, failures: listing.failures)
    try result.lookAgainForMissing(in: self, isWhole: selection == nil)
    return result
  }
}

/// An intact commit that a survey met.
package struct SurveyedCommit: Sendable {
  /// Its place among all ids.
  package let position: Int
  package let id: ObjectID
  package let commit: Commit
}

extension OpenPacks.Listing {
  /// The ids of all objects, each once, in order.
  func allIDs(with loose: [ObjectID]) throws(RepositoryError) -> SortedIDs {
    let count = packs.reduce(loose.count) { $0 + $1.index.count }
    guard count <= SortedIDs.limit else {
      let reason = "more than \(SortedIDs.limit) objects"
      throw .storage(.exhausted(packs.first?.path ?? "", reason: reason))
    }
    let largestFirst = packs.sorted { $0.index.count > $1.index.count }
    return SortedIDs(largestFirst.map { SortedIDs.List($0.index) } + [SortedIDs.List(loose)])
  }
}

/// A survey under way: the threads' parts as they are finished.
final class SurveyWork: Sendable {
  private let ids: SortedIDs
  private let missing = MissingObjects()
  private let parts = Mutex<[SurveyPart]>([])
  private let done = Atomic(0)
  private let progress: @Sendable (Int, Int) -> Bool
  private let stop = Atomic(false)
  private let refused = Mutex<StorageError?>(nil)
  private let commit: @Sendable (SurveyedCommit) -> Void

  init(
    ids: SortedIDs, progress: @escaping @Sendable (Int, Int) -> Bool,
    commit: @escaping @Sendable (SurveyedCommit) -> Void
  ) {
    self.ids = ids
    self.progress = progress
    self.commit = commit
  }

  private func newPart() -> SurveyPart {
    SurveyPart(ids: ids, missing: missing, commit: commit)
  }

  func visit(_ looseIDs: [ObjectID], in loose: LooseObjects, workers: Int) {
    Workers.share(looseIDs.count, chunk: 256, among: workers) { [self] _, next in
      var part = newPart()
      while !isCancelled, let chunk = next() {
        for position in chunk {
          do throws(StorageError) {
            try part.visit(looseIDs[position], in: loose)
          } catch {
            give(up: error)
          }
        }
        report(chunk.count)
      }
      add(part)
    }
  }

  /// Unit 0 is the checksums of both files, the others the plan's.
  func visit(_ pack: OpenPack, _ selection: SurveySelection?, workers: Int) {
    guard !isCancelled else { return }
    let plan = PackPlan(pack.pack, index: pack.index)
    // Its tables of offsets are not needed any more.
    pack.index.bytes.letGo()
    var troubles = newPart()
    troubles.packFindings = plan.findings.map { (pack.path, $0) }
    add(troubles)
    Workers.share(plan.unitCount + 1, chunk: 16, among: workers) { [self] _, next in
      var part = newPart()
      var walker = PackWalker(plan, retainedByteCount: SurveyWork.retainedByteCount)
      while !isCancelled, let chunk = next() {
        let before = part.foundCount
        for unit in chunk where selection?.has(unit: unit) ?? true {
          part.visit(unit - 1, of: pack, with: &walker)
        }
        report(part.foundCount - before)
      }
      add(part)
    }
    pack.pack.bytes.letGo()
    pack.index.bytes.letGo()
  }

  /// What each thread may hold of delta bases.
  private static let retainedByteCount = 64 << 20

  func result(strangers: [String], failures: [OpenPacks.Failure]) -> ObjectSurvey {
    let parts = parts.withLock { parts in
      defer { parts = [] }
      return parts
    }
    return ObjectSurvey(
      ids: ids, missing: missing.ids, strangers: strangers, failures: failures, parts: parts)
  }

  /// Why the system did not let everything be read; that says nothing about the objects.
  var refusal: StorageError? { refused.withLock { $0 } }

  private func give(up error: StorageError) {
    refused.withLock { $0 = $0 ?? error }
    stop.store(true, ordering: .relaxed)
  }

  /// Reads what had a piece of its own and has none any more: it is in a pack now, or is gone.
  func lookAgainForVanished(in repository: Repository) throws(RepositoryError) {
    let vanished = parts.withLock { $0.flatMap(\.vanished) }
    try read(vanished.map { ids[$0] }, in: repository)
  }

  /// Reads objects wherever they are.
  func read(_ wanted: some Collection<ObjectID>, in repository: Repository) throws(RepositoryError)
  {
    var part = newPart()
    for id in wanted {
      guard let position = ids.position(of: id) else { continue }
      do throws(RepositoryError) {
        let object = try repository.object(id)
        part.record(position, object.kind, object.content.span)
      } catch {
        switch error {
        case .missing: continue
        case .damaged(let id, let path, let damage):
          part.damages.append(.init(id: id, problem: .stored(damage), path: path))
        default: throw error
        }
      }
    }
    add(part)
  }

  private func add(_ part: SurveyPart) {
    parts.withLock { $0.append(part) }
  }

  private func report(_ count: Int) {
    let isWanted = progress(done.add(count, ordering: .relaxed).newValue, ids.count)
    if !isWanted { stop.store(true, ordering: .relaxed) }
  }

  var isCancelled: Bool { stop.load(ordering: .relaxed) }
}

extension ObjectSurvey {
  /// Puts the workers' parts together; each is let go of when its turn was.
  init(
    ids: SortedIDs, missing: [ObjectID], strangers: [String], failures: [OpenPacks.Failure],
    parts: consuming [SurveyPart]
  ) {
    packTroubles = failures.map { .init(path: $0.path, problem: .unopened($0.damage)) }
    self.ids = ids
    self.strangers = strangers
    self.missing = missing
    kinds = Array(repeating: nil, count: ids.count)
    rows = Array(repeating: 0, count: ids.count)
    links = LinkTable()
    damages = []
    var packFindings: [(path: String, finding: PackFinding)] = []
    parts.reverse()
    while let part = parts.popLast() {
      for (kind, table) in part.links { add(table, of: kind) }
      damages += part.damages
      packFindings += part.packFindings
    }
    for (path, finding) in packFindings {
      if finding.isLoss, let id = finding.id, kind(of: id) == nil {
        damages.append(.init(id: id, problem: .packed(finding.problem), path: path))
      } else {
        packTroubles.append(.init(path: path, problem: .found(finding)))
      }
    }
    damages.sort { $0.id < $1.id }
  }

  private mutating func add(_ table: LinkTable, of kind: ObjectKind) {
    for chunk in table.chunks {
      let start = UInt32(links.chunks.count * LinkTable.rowsInChunk)
      for (number, source) in chunk.sources.enumerated() {
        kinds[Int(source)] = kind
        rows[Int(source)] = start + UInt32(number)
      }
      links.append(chunk)
    }
  }
}
