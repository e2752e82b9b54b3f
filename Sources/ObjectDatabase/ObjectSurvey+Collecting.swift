internal import Bytes
internal import Objects
internal import Synchronization

extension ObjectDatabase {
  /// Reads and checks every object, on several cores.
  ///
  /// - Parameter progress: Called now and then with the number of objects done and in all.
  public func survey(
    workers: Int, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(ObjectDatabaseError) -> ObjectSurvey {
    let (ids, strangers) = try allObjects()
    let parts = Mutex<[SurveyPart]>([])
    let done = Atomic(0)
    Workers.share(ids.count, chunk: 256, among: workers) { _, next in
      var part = SurveyPart(ids: ids)
      while let chunk = next() {
        for position in chunk { part.visit(position, in: self) }
        progress(done.add(chunk.count, ordering: .relaxed).newValue, ids.count)
      }
      let finished = part
      parts.withLock { $0.append(finished) }
    }
    return parts.withLock { ObjectSurvey(ids: ids, strangers: strangers, parts: $0) }
  }
}

/// What one worker found out.
struct SurveyPart: Sendable {
  let ids: [ObjectID]
  var found: [(position: Int32, kind: ObjectKind, linkCount: Int32)] = []
  var links: [ObjectSurvey.Link] = []
  var damages: [ObjectSurvey.Damage] = []
  var missing: [ObjectID] = []

  init(ids: [ObjectID]) {
    self.ids = ids
  }

  /// Reads one object by itself.
  mutating func visit(_ position: Int, in database: ObjectDatabase) {
    let id = ids[position]
    do throws(ObjectDatabaseError) {
      let object = try database.object(id)
      record(position, object.kind, object.content.span)
    } catch {
      switch error {
      case .damaged(_, let path, let damage):
        damages.append(.init(id: id, problem: .stored(damage), path: path))
      case .fileSystem(let error):
        damages.append(.init(id: id, problem: .unreadable(error), path: error.path))
      default:
        damages.append(.init(id: id, problem: .stored(.missing), path: nil))
      }
    }
  }

  /// Checks an intact object's structure and notes its links.
  mutating func record(_ position: Int, _ kind: ObjectKind, _ content: borrowing Span<UInt8>) {
    do throws(ObjectDecodingError) {
      let first = links.count
      try appendLinks(of: kind, content, from: ids[position])
      found.append((Int32(position), kind, Int32(links.count - first)))
    } catch {
      damages.append(.init(id: ids[position], problem: .malformed(kind, error), path: nil))
    }
  }

  private mutating func appendLinks(
    of kind: ObjectKind, _ content: borrowing Span<UInt8>, from source: ObjectID
  ) throws(ObjectDecodingError) {
    switch kind {
    case .blob: break
    case .tree:
      for entry in try Tree(decoding: content).entries where entry.mode != .submodule {
        append(entry.id, nameHash: ObjectSurvey.nameHash(entry.name), from: source)
      }
    case .commit:
      let commit = try Commit(decoding: content)
      for id in [commit.tree] + commit.parents { append(id, nameHash: 0, from: source) }
    case .tag:
      append(try Tag(decoding: content).object, nameHash: 0, from: source)
    }
  }

  private mutating func append(_ target: ObjectID, nameHash: UInt32, from source: ObjectID) {
    let position = ObjectSurvey.position(of: target, in: ids)
    if position == nil {
      damages.append(.init(id: target, problem: .missing(neededBy: source), path: nil))
      missing.append(target)
    }
    links.append(.init(nameHash: nameHash, target: Int32(position ?? -missing.count)))
  }
}

extension ObjectSurvey {
  /// Puts the workers' parts together.
  init(ids: [ObjectID], strangers: [String], parts: [SurveyPart]) {
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
          nameHash: link.nameHash, target: link.target < 0 ? link.target - offset : link.target)
      }
      missing += part.missing
      damages += part.damages
    }
    damages.sort { $0.id < $1.id }
  }
}
