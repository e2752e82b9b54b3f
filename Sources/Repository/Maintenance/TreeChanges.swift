internal import Bytes
internal import Objects

/// Finds what is new in a tree against another, path by path.
struct TreeChanges {
  /// Something that the new tree has and the old one has not, or has otherwise.
  struct Change {
    var path: [UInt8]
    /// `nil` where it is gone.
    var id: ObjectID?
    var kind: ObjectKind
    /// What stood there before, of the same kind.
    var predecessor: ObjectID?
  }

  private let repository: Repository
  /// Trees as they are kept, known to be sound.
  private var known: [ObjectID: [UInt8]] = [:]
  private var knownByteCount = 0

  /// Trees are asked for twice: as a commit's own, and as its child's older one.
  private static let knownByteLimit = 24 << 20
  /// What a tree takes beside its bytes.
  private static let treeByteCount = 128

  init(_ repository: Repository) {
    self.repository = repository
  }

  /// Visits every change, a folder before what is in it.
  mutating func visit(
    from old: ObjectID?, to new: ObjectID, _ visit: (Change) throws(RepositoryError) -> Void
  ) throws(RepositoryError) {
    guard old != new else { return }
    try visit(Change(path: [], id: new, kind: .tree, predecessor: old))
    var pending = [(path: [UInt8](), old: old, new: Optional(new))]
    while let folder = pending.popLast() {
      for change in try changes(in: folder.path, from: folder.old, to: folder.new) {
        try visit(change)
        guard change.kind == .tree else { continue }
        pending.append((change.path, change.predecessor, change.id))
      }
    }
  }

  private mutating func changes(
    in path: [UInt8], from old: ObjectID?, to new: ObjectID?
  ) throws(RepositoryError) -> [Change] {
    let before = try old.map { id throws(RepositoryError) in try content(id) } ?? []
    let after = try new.map { id throws(RepositoryError) in try content(id) } ?? []
    let prefix = path.isEmpty ? [] : path + [UInt8(ascii: "/")]
    var changes: [Change] = []
    Tree.visitDifferences(from: before.span, to: after.span) { earlier, later in
      let (old, new) = (earlier?.object, later?.object)
      guard let kind = new?.kind ?? old?.kind else { return }
      let name = later.map { after[$0.name] } ?? earlier.map { before[$0.name] } ?? []
      changes.append(
        Change(
          path: prefix + name, id: new?.id, kind: kind,
          predecessor: old?.kind == kind ? old?.id : nil))
    }
    return changes
  }

  private mutating func content(_ id: ObjectID) throws(RepositoryError) -> [UInt8] {
    if let content = known[id] { return content }
    if knownByteCount >= TreeChanges.knownByteLimit {
      known.removeAll(keepingCapacity: true)
      knownByteCount = 0
    }
    let content = try repository.content(of: id, .tree)
    do throws(ObjectDecodingError) {
      try Tree.visit(content.span) { _, _, _ in }
    } catch {
      throw .malformed(id, error)
    }
    known[id] = content
    knownByteCount += content.count + TreeChanges.treeByteCount
    return content
  }
}

extension TreeCursor.Entry {
  /// What the entry leads to; `nil` for one in another repository.
  fileprivate var object: (id: ObjectID, kind: ObjectKind)? {
    mode.objectKind.map { (id, $0) }
  }
}
