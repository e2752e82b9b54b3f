internal import Bytes
internal import Objects
internal import Packs
internal import Storage

/// What references lead to.
struct ReferencedObjects {
  /// All objects that were listed.
  let ids: SortedIDs
  /// Those of them that are led to.
  private(set) var positions: PositionSet
  /// What is led to and came after the listing.
  private var others: Set<ObjectID> = []
  /// What was taken for more than a blob.
  private var followed: PositionSet
  private var followedOthers: Set<ObjectID> = []

  init(among ids: SortedIDs) {
    self.ids = ids
    positions = PositionSet(capacity: ids.count)
    followed = positions
  }

  func contains(_ id: ObjectID) -> Bool {
    ids.position(of: id).map { positions.contains($0) } ?? others.contains(id)
  }

  /// Notes what is led to, and that it was looked at what leads on from there.
  mutating func note(_ id: ObjectID, _ kind: ObjectKind) {
    if kind == .blob { insert(id) } else { _ = follow(id) }
  }

  fileprivate mutating func insert(_ id: ObjectID) {
    if let position = ids.position(of: id) { positions.insert(position) } else { others.insert(id) }
  }

  /// Whether what an object leads to is to be looked at now. That something else took it for a blob says nothing.
  fileprivate mutating func follow(_ id: ObjectID) -> (isNew: Bool, position: Int?) {
    insert(id)
    guard let position = ids.position(of: id) else {
      return (followedOthers.insert(id).inserted, nil)
    }
    return (followed.insert(position), position)
  }
}

extension Repository {
  /// Every object that a reference leads to.
  ///
  /// Memory: two bits for each object, and 4 bytes for each that is yet to be read.
  /// - Parameter ids: All objects, as they were listed; what came later is followed, too.
  func reachableObjects(among ids: SortedIDs) throws(RepositoryError) -> ReferencedObjects {
    try reachableObjects(knowing: ReferencedObjects(among: ids))
  }

  /// The same where some is known already.
  func reachableObjects(
    knowing known: ReferencedObjects
  ) throws(RepositoryError) -> ReferencedObjects {
    var reached = known
    var pending = ReferencedPending()
    for id in try referencedIDs() { pending.add(id, to: &reached) }
    while let id = pending.next(in: known.ids) {
      let object = try object(id)
      do throws(ObjectDecodingError) {
        try ObjectLink.visit(object.kind, object.content.span) { id, kind in
          // A blob leads nowhere: that it is reached is all there is to know.
          if kind == .blob { reached.insert(id) } else { pending.add(id, to: &reached) }
        }
      } catch {
        throw .malformed(id, error)
      }
    }
    return reached
  }

  /// Those of these objects that some of them lead to, by ways among them, with themselves.
  func found(
    in objects: PositionSet, of ids: SortedIDs, leadingFrom starts: PositionSet
  ) throws(RepositoryError) -> PositionSet {
    var found = starts.intersection(objects)
    var pending = found.map { UInt32($0) }
    while let position = pending.popLast() {
      for link in try linksIfSound(ids[Int(position)]) {
        guard let target = ids.position(of: link.id), objects.contains(target) else { continue }
        if found.insert(target) { pending.append(UInt32(target)) }
      }
    }
    return found
  }

  /// Where an object leads; one that is damaged, or none that git would make, leads nowhere.
  ///
  /// - Throws: `.missing`, too: what was listed and is gone is elsewhere, and may lead to anything.
  private func linksIfSound(_ id: ObjectID) throws(RepositoryError) -> [ObjectLink] {
    do throws(RepositoryError) {
      let object = try object(id)
      return ObjectLink.sound(of: object)
    } catch {
      if case .missing = error { throw error }
      guard error.isDamage else { throw error }
      return []
    }
  }

  /// Those of some objects that no reference leads to by way of loose objects and of commits made since a
  /// time. Stops at the last that is led to.
  func unreached(
    _ objects: Set<ObjectID>, loose: Set<ObjectID>, since seconds: Int
  ) throws(RepositoryError) -> Set<ObjectID> {
    var unreached = objects
    var pending = try referencedIDs()
    var seen = Set(pending)
    // In the order of finding: what is new lies near the references, and long before old commits.
    var next = 0
    while !unreached.isEmpty, next < pending.count {
      let id = pending[next]
      next += 1
      unreached.remove(id)
      guard let object = try wholeObject(id) else { continue }
      let isRecent = Repository.isCommitted(object, since: seconds)
      let links = ObjectLink.sound(of: object)
      for link in links where loose.contains(link.id) || isRecent && link.kind == .commit {
        if seen.insert(link.id).inserted { pending.append(link.id) }
      }
    }
    return unreached
  }

  /// Whether this is a commit of that while, or what may lead to one.
  private static func isCommitted(_ object: StoredObject, since seconds: Int) -> Bool {
    guard object.kind == .commit, let commit = try? Commit(decoding: object.content.span) else {
      return object.kind == .tag
    }
    return commit.committer.seconds >= seconds
  }

  /// Where all references and `HEAD` lead.
  func referencedIDs() throws(RepositoryError) -> [ObjectID] {
    let head = try head().id
    return Set(try references().values).union(head.map { [$0] } ?? []).sorted()
  }
}

/// What is yet to be read.
private struct ReferencedPending {
  private var positions: [UInt32] = []
  private var others: [ObjectID] = []

  mutating func add(_ id: ObjectID, to reached: inout ReferencedObjects) {
    let (isNew, position) = reached.follow(id)
    guard isNew else { return }
    if let position { positions.append(UInt32(position)) } else { others.append(id) }
  }

  mutating func next(in ids: SortedIDs) -> ObjectID? {
    others.popLast() ?? positions.popLast().map { ids[Int($0)] }
  }
}
