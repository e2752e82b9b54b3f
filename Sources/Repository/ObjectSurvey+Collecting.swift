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
    commit: @escaping @Sendable (ObjectID, Commit) -> Void = { _, _ in }
  ) throws(RepositoryError) -> ObjectSurvey {
    // In this order: what is packed meanwhile is in the packs that are listed afterwards.
    let (looseIDs, strangers) = try loose.all()
    let listing = try packs.reload()
    let survey = SurveyWork(
      ids: listing.allIDs(with: looseIDs), progress: progress, commit: commit)
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

extension OpenPacks.Listing {
  /// The ids of all objects, each once, in order.
  func allIDs(with loose: [ObjectID]) -> [ObjectID] {
    var ids = loose
    ids.reserveCapacity(packs.reduce(ids.count) { $0 + $1.index.count })
    for pack in packs {
      for position in 0..<pack.index.count { ids.append(pack.index.id(at: position)) }
    }
    ids.sort()
    var kept = 0
    for position in ids.indices where position == 0 || ids[position] != ids[kept - 1] {
      ids[kept] = ids[position]
      kept += 1
    }
    ids.removeLast(ids.count - kept)
    return ids
  }
}

/// A survey under way: the threads' parts as they are finished.
final class SurveyWork: Sendable {
  private let ids: SortedIDs
  private let parts = Mutex<[SurveyPart]>([])
  private let done = Atomic(0)
  private let progress: @Sendable (Int, Int) -> Bool
  private let stop = Atomic(false)
  private let refused = Mutex<StorageError?>(nil)
  private let commit: @Sendable (ObjectID, Commit) -> Void

  init(
    ids: [ObjectID], progress: @escaping @Sendable (Int, Int) -> Bool,
    commit: @escaping @Sendable (ObjectID, Commit) -> Void
  ) {
    self.ids = SortedIDs(ids)
    self.progress = progress
    self.commit = commit
  }

  func visit(_ looseIDs: [ObjectID], in loose: LooseObjects, workers: Int) {
    Workers.share(looseIDs.count, chunk: 256, among: workers) { [self] _, next in
      var part = SurveyPart(ids: ids, commit: commit)
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
    add(SurveyPart(ids: ids, findings: plan.findings, path: pack.path))
    Workers.share(plan.unitCount + 1, chunk: 16, among: workers) { [self] _, next in
      var part = SurveyPart(ids: ids, commit: commit)
      var walker = PackWalker(plan, retainedByteCount: SurveyWork.retainedByteCount)
      while !isCancelled, let chunk = next() {
        let before = part.found.count
        for unit in chunk where selection?.has(unit: unit) ?? true {
          part.visit(unit - 1, of: pack, with: &walker)
        }
        report(part.found.count - before)
      }
      add(part)
    }
  }

  /// What each thread may hold of delta bases.
  private static let retainedByteCount = 64 << 20

  func result(strangers: [String], failures: [OpenPacks.Failure]) -> ObjectSurvey {
    parts.withLock { parts in
      ObjectSurvey(ids: ids.ids, strangers: strangers, failures: failures, parts: parts)
    }
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
    try read(vanished.map { ids.ids[Int($0)] }, in: repository)
  }

  /// Reads objects wherever they are.
  func read(_ wanted: some Collection<ObjectID>, in repository: Repository) throws(RepositoryError)
  {
    var part = SurveyPart(ids: ids, commit: commit)
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
    let isWanted = progress(done.add(count, ordering: .relaxed).newValue, ids.ids.count)
    if !isWanted { stop.store(true, ordering: .relaxed) }
  }

  var isCancelled: Bool { stop.load(ordering: .relaxed) }
}

/// What one worker found out.
struct SurveyPart: Sendable {
  let ids: SortedIDs
  var found: [(position: Int32, kind: ObjectKind, linkCount: Int32)] = []
  var links: [ObjectSurvey.Link] = []
  var damages: [ObjectSurvey.Damage] = []
  var missing: [ObjectID] = []
  var packFindings: [(path: String, finding: PackFinding)] = []
  /// Objects that were listed and were not there any more when their turn came.
  var vanished: [Int32] = []
  private let commit: @Sendable (ObjectID, Commit) -> Void

  init(ids: SortedIDs, commit: @escaping @Sendable (ObjectID, Commit) -> Void) {
    self.ids = ids
    self.commit = commit
  }

  init(ids: SortedIDs, findings: [PackFinding], path: String) {
    self.init(ids: ids) { _, _ in }
    packFindings = findings.map { (path, $0) }
  }

  /// Visits a unit of a pack; below zero, checks the pack's and its index's own checksums.
  mutating func visit(_ unit: Int, of pack: OpenPack, with walker: inout PackWalker) {
    guard unit >= 0 else {
      packFindings += PackPlan.checksumFindings(pack.pack, index: pack.index)
        .map { (pack.path, $0) }
      return
    }
    var findings: [PackFinding] = []
    walker.visit(unit: unit) { finding in
      findings.append(finding)
    } object: { id, object in
      guard let position = ids.position(of: id) else { return }
      record(position, object.kind, object.content.span)
    }
    packFindings += findings.map { (pack.path, $0) }
  }

  /// Reads one loose object.
  ///
  /// - Throws: What the system refuses for reasons of its own.
  mutating func visit(_ id: ObjectID, in loose: LooseObjects) throws(StorageError) {
    guard let position = ids.position(of: id) else { return }
    do throws(RepositoryError) {
      guard let object = try loose.object(id) else { return vanished.append(Int32(position)) }
      record(position, object.kind, object.content.span)
    } catch {
      switch error {
      case .damaged(_, let path, let damage):
        damages.append(.init(id: id, problem: .stored(damage), path: path))
      case .storage(let error) where !error.isDamage: throw error
      case .storage(let error):
        damages.append(.init(id: id, problem: .unreadable(error), path: error.path))
      default:
        damages.append(.init(id: id, problem: .stored(.missing), path: nil))
      }
    }
  }

  /// Checks an intact object's structure and notes its links.
  mutating func record(_ position: Int, _ kind: ObjectKind, _ content: borrowing Span<UInt8>) {
    let before = (links: links.count, missing: missing.count, damages: damages.count)
    do throws(ObjectDecodingError) {
      try appendLinks(of: kind, content, from: ids.ids[position])
      found.append((Int32(position), kind, Int32(links.count - before.links)))
    } catch {
      // What a malformed object says of others counts for nothing.
      links.removeLast(links.count - before.links)
      missing.removeLast(missing.count - before.missing)
      damages.removeLast(damages.count - before.damages)
      damages.append(.init(id: ids.ids[position], problem: .malformed(kind, error), path: nil))
    }
  }

  private mutating func appendLinks(
    of kind: ObjectKind, _ content: borrowing Span<UInt8>, from source: ObjectID
  ) throws(ObjectDecodingError) {
    switch kind {
    case .blob: break
    case .tree:
      try Tree.visit(content) { mode, name, id in
        guard mode != .submodule else { return }
        append(id, EntryKey(mode, content, in: name), from: source)
      }
    case .commit:
      let commit = try Commit(decoding: content)
      for id in [commit.tree] + commit.parents { append(id, .none, from: source) }
      self.commit(source, commit)
    case .tag:
      append(try Tag(decoding: content).object, .none, from: source)
    }
  }

  private mutating func append(_ target: ObjectID, _ key: EntryKey, from source: ObjectID) {
    let position = ids.position(of: target)
    if position == nil {
      damages.append(.init(id: target, problem: .missing(neededBy: source), path: nil))
      missing.append(target)
    }
    links.append(.init(key: key, target: Int32(position ?? -missing.count)))
  }
}

extension ObjectSurvey {
  /// Puts the workers' parts together.
  init(
    ids: [ObjectID], strangers: [String], failures: [OpenPacks.Failure], parts: [SurveyPart]
  ) {
    packTroubles = failures.map { .init(path: $0.path, problem: .unopened($0.damage)) }
    self.ids = ids
    self.strangers = strangers
    kinds = Array(repeating: nil, count: ids.count)
    linkStarts = Array(repeating: 0, count: ids.count)
    linkCounts = linkStarts
    links = []
    damages = []
    missing = []
    for part in parts {
      var start = Int32(links.count)
      for (position, kind, linkCount) in part.found {
        kinds[Int(position)] = kind
        linkStarts[Int(position)] = start
        linkCounts[Int(position)] = linkCount
        start += linkCount
      }
      let offset = Int32(missing.count)
      links += part.links.map { link in
        ObjectSurvey.Link(
          key: link.key, target: link.target < 0 ? link.target - offset : link.target)
      }
      missing += part.missing
      damages += part.damages
    }
    for (path, finding) in parts.flatMap(\.packFindings) {
      if finding.isLoss, let id = finding.id, kind(of: id) == nil {
        damages.append(.init(id: id, problem: .packed(finding.problem), path: path))
      } else {
        packTroubles.append(.init(path: path, problem: .found(finding)))
      }
    }
    damages.sort { $0.id < $1.id }
  }
}
