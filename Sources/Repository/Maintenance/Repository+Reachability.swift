internal import Objects
internal import Storage

extension Repository {
  /// Every object that a reference leads to.
  func reachableObjects() throws(RepositoryError) -> Set<ObjectID> {
    var pending = try referencedIDs()
    var reached = Set(pending)
    while let id = pending.popLast() {
      let object = try object(id)
      let links: [ObjectLink]
      do {
        links = try ObjectLink.all(of: object.kind, content: object.content.span)
      } catch {
        throw .malformed(id, error)
      }
      for link in links where reached.insert(link.id).inserted {
        // A blob leads nowhere: that it is reached is all there is to know.
        if link.kind != .blob { pending.append(link.id) }
      }
    }
    return reached
  }

  /// Those of these objects that some of them lead to, by ways among them, with themselves.
  func found(
    in objects: Set<ObjectID>, leadingFrom starts: Set<ObjectID>
  ) throws(RepositoryError) -> Set<ObjectID> {
    var found = starts.intersection(objects)
    var pending = Array(found)
    while let id = pending.popLast() {
      for link in try linksIfSound(id) where objects.contains(link.id) {
        if found.insert(link.id).inserted { pending.append(link.id) }
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
