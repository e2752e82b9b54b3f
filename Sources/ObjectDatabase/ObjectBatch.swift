public import Objects

/// New objects that wait to be stored together.
public struct ObjectBatch: Sendable {
  /// In the order they were added, each once.
  private(set) var objects: [(id: ObjectID, object: StoredObject)] = []
  private var positions: [ObjectID: Int] = [:]

  public init() {}

  public var ids: [ObjectID] { objects.map(\.id) }

  /// Adds an object and names it.
  @discardableResult
  public mutating func add(_ kind: ObjectKind, _ content: [UInt8]) -> ObjectID {
    let id = ObjectID(of: kind, content: content.span)
    guard positions[id] == nil else { return id }
    positions[id] = objects.count
    objects.append((id, StoredObject(kind: kind, content: content)))
    return id
  }

  /// An object that was added.
  public subscript(id: ObjectID) -> StoredObject? {
    positions[id].map { objects[$0].object }
  }
}
