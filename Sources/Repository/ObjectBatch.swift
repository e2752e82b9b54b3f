package import Objects

/// New objects that wait to be stored together.
package struct ObjectBatch: Sendable {
  struct Item: Sendable {
    var id: ObjectID
    var object: StoredObject
    /// An older version of the same thing, which a pack may keep this one as a change to.
    var predecessor: ObjectID?
  }

  /// In the order they were added, each once.
  private(set) var items: [Item] = []
  private var known: Set<ObjectID> = []
  package private(set) var byteCount = 0

  package init() {}

  package var isEmpty: Bool { items.isEmpty }
  package var ids: [ObjectID] { items.map(\.id) }

  /// Adds an object and names it.
  @discardableResult
  package mutating func add(
    _ kind: ObjectKind, _ content: [UInt8], predecessor: ObjectID? = nil
  ) -> ObjectID {
    let id = ObjectID(of: kind, content: content.span)
    add(id, kind, content, predecessor: predecessor)
    return id
  }

  /// Adds an object whose id the caller knows.
  package mutating func add(
    _ id: ObjectID, _ kind: ObjectKind, _ content: [UInt8], predecessor: ObjectID? = nil
  ) {
    guard known.insert(id).inserted else { return }
    byteCount += content.count
    items.append(
      Item(id: id, object: StoredObject(kind: kind, content: content), predecessor: predecessor))
  }
}
