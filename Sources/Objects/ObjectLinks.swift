/// An object's links to others: what a walk from a head follows.
package struct ObjectLink: Equatable, Sendable {
  package var id: ObjectID
  /// The kind that the link promises.
  package var kind: ObjectKind

  package init(id: ObjectID, kind: ObjectKind) {
    self.id = id
    self.kind = kind
  }

  /// The links of an object; none of one that is malformed, which leads nowhere that could be told.
  package static func sound(of object: StoredObject) -> [ObjectLink] {
    (try? all(of: object.kind, content: object.content.span)) ?? []
  }

  /// The links of an object; checks its structure on the way.
  ///
  /// - Throws: Where the content is not an object of its kind.
  package static func all(
    of kind: ObjectKind, content: borrowing Span<UInt8>
  ) throws(ObjectDecodingError) -> [ObjectLink] {
    switch kind {
    case .blob: return []
    case .tree:
      return try Tree(decoding: content).entries.compactMap { entry in
        entry.mode.objectKind.map { ObjectLink(id: entry.id, kind: $0) }
      }
    case .commit:
      let commit = try Commit(decoding: content)
      return [ObjectLink(id: commit.tree, kind: .tree)]
        + commit.parents.map { ObjectLink(id: $0, kind: .commit) }
    case .tag:
      let tag = try Tag(decoding: content)
      return [ObjectLink(id: tag.object, kind: tag.kind)]
    }
  }

  /// Visits the links of an object without keeping them; checks its structure on the way.
  ///
  /// - Throws: Where the content is not an object of its kind; `body` may have seen links before what is wrong.
  package static func visit(
    _ kind: ObjectKind, _ content: borrowing Span<UInt8>, _ body: (ObjectID, ObjectKind) -> Void
  ) throws(ObjectDecodingError) {
    guard kind == .tree else {
      for link in try all(of: kind, content: content) { body(link.id, link.kind) }
      return
    }
    try Tree.visit(content) { mode, _, id in
      if let kind = mode.objectKind { body(id, kind) }
    }
  }
}
