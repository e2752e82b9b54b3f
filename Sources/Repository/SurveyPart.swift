internal import Bytes
internal import Objects
internal import Packs
internal import Storage
internal import Synchronization

/// What one worker found out.
struct SurveyPart: Sendable {
  let ids: SortedIDs
  private(set) var foundCount = 0
  /// The links of the objects that were found, by kind: what is alike lies together.
  private(set) var links: [(kind: ObjectKind, table: LinkTable)] =
    ObjectKind.allCases.map { ($0, LinkTable()) }
  private var row: [ObjectSurvey.Link] = []
  /// Where the row leads to what the repository lacks.
  private var lacking: [(place: Int, id: ObjectID)] = []
  var damages: [ObjectSurvey.Damage] = []
  var packFindings: [(path: String, finding: PackFinding)] = []
  /// Objects that were listed and were not there any more when their turn came.
  var vanished: [Int] = []
  private let missing: MissingObjects
  private let commit: @Sendable (SurveyedCommit) -> Void

  init(
    ids: SortedIDs, missing: MissingObjects, commit: @escaping @Sendable (SurveyedCommit) -> Void
  ) {
    self.ids = ids
    self.missing = missing
    self.commit = commit
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
    } object: { place, id, object in
      guard let position = ids.position(of: id, at: place) else { return }
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
      guard let object = try loose.object(id) else { return vanished.append(position) }
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
    let known = damages.count
    row.removeAll(keepingCapacity: true)
    do throws(ObjectDecodingError) {
      try readLinks(of: kind, content, from: position)
      if !lacking.isEmpty { noteLacking() }
      links[kind.place].table.append(&row, of: position)
      foundCount += 1
    } catch {
      // What a malformed object says of others counts for nothing.
      lacking.removeAll()
      damages.removeLast(damages.count - known)
      damages.append(.init(id: ids[position], problem: .malformed(kind, error), path: nil))
    }
  }

  private mutating func readLinks(
    of kind: ObjectKind, _ content: borrowing Span<UInt8>, from source: Int
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
      self.commit(SurveyedCommit(position: source, id: ids[source], commit: commit))
    case .tag:
      append(try Tag(decoding: content).object, .none, from: source)
    }
  }

  private mutating func append(_ target: ObjectID, _ key: EntryKey, from source: Int) {
    if let position = ids.position(of: target) {
      return row.append(.init(key: key, target: position))
    }
    damages.append(.init(id: target, problem: .missing(neededBy: ids[source]), path: nil))
    lacking.append((place: row.count, id: target))
    row.append(.init(key: key, target: -1))
  }

  /// Tells all workers what the row leads to that is not there.
  private mutating func noteLacking() {
    for (place, id) in lacking {
      row[place] = .init(key: row[place].key, target: missing.add(id))
    }
    lacking.removeAll()
  }
}

extension ObjectKind {
  /// Its place among all kinds.
  fileprivate var place: Int {
    switch self {
    case .commit: 0
    case .tree: 1
    case .blob: 2
    case .tag: 3
    }
  }
}

/// Ids that links lead to and the repository lacks, as all workers meet them.
final class MissingObjects: Sendable {
  private let found = Mutex<[ObjectID]>([])

  var ids: [ObjectID] { found.withLock { $0 } }

  /// Adds one; returns what a link to it has as its target.
  func add(_ id: ObjectID) -> Int {
    found.withLock { found in
      found.append(id)
      return -found.count
    }
  }
}
