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
  private var known: [ObjectID: Tree] = [:]
  private var knownEntryCount = 0

  /// Trees are asked for twice: as a commit's own, and as its child's older one. Some 50 MB.
  private static let knownEntryLimit = 400_000

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
    let before = try old.map { id throws(RepositoryError) in try tree(id) } ?? Tree()
    let after = try new.map { id throws(RepositoryError) in try tree(id) } ?? Tree()
    let prefix = path.isEmpty ? [] : path + [UInt8(ascii: "/")]
    var changes: [Change] = []
    for entry in after.entries {
      guard let kind = entry.mode.objectKind else { continue }
      let earlier = before[entry.name]
      if let earlier, earlier.id == entry.id { continue }
      changes.append(
        Change(
          path: prefix + entry.name, id: entry.id, kind: kind,
          predecessor: earlier?.mode.objectKind == kind ? earlier?.id : nil))
    }
    for entry in before.entries where after[entry.name] == nil {
      guard let kind = entry.mode.objectKind else { continue }
      changes.append(
        Change(path: prefix + entry.name, id: nil, kind: kind, predecessor: entry.id))
    }
    return changes
  }

  private mutating func tree(_ id: ObjectID) throws(RepositoryError) -> Tree {
    if let tree = known[id] { return tree }
    if knownEntryCount >= TreeChanges.knownEntryLimit {
      known.removeAll(keepingCapacity: true)
      knownEntryCount = 0
    }
    let tree = try repository.tree(id)
    known[id] = tree
    knownEntryCount += tree.entries.count
    return tree
  }
}
