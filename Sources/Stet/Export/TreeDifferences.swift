internal import Articles
internal import Objects
internal import Repository

/// Finds by which files two trees differ, modes included.
struct TreeDifferences {
  struct Change {
    let path: [UInt8]
    /// What is there now; `nil` where it is gone.
    let entry: TreeEntry?
    /// Whether names and files can tell it: no folder is empty, no mode an old one.
    var isTellable: Bool {
      guard let entry else { return true }
      return entry.mode != .groupWritableFile && entry.mode != .directory
    }
  }

  private let archive: Archive
  /// Trees are asked for twice: as a commit's own, and as its child's older one.
  private var known: [ObjectID: Tree] = [:]
  private static let knownLimit = 10_000

  init(_ archive: Archive) { self.archive = archive }

  /// Nobody changes so many files at once; trees that hold each other again and again can.
  static let changeLimit = 1 << 20

  /// - Returns: What is gone before what came, so that a folder can take a file's place; a folder only where it is empty.
  ///   `nil` where there are too many.
  mutating func changes(
    from old: ObjectID?, to new: ObjectID
  ) throws(ArchiveError) -> [Change]? {
    var (gone, changed): ([Change], [Change]) = ([], [])
    var pending = [(path: [UInt8](), old: old, new: Optional(new))]
    var count = 0
    while let folder = pending.popLast() {
      if folder.old == folder.new { continue }
      let before = try folder.old.map { id throws(ArchiveError) in try tree(id) } ?? Tree()
      let after = try folder.new.map { id throws(ArchiveError) in try tree(id) } ?? Tree()
      let pairs = TreeDifferences.pairs(before, after)
      count += pairs.count
      guard count < TreeDifferences.changeLimit else { return nil }
      let prefix = folder.path.isEmpty ? [] : folder.path + [UInt8(ascii: "/")]
      for (earlier, now) in pairs {
        let path = prefix + (earlier?.name ?? now?.name ?? [])
        let (old, new) = (earlier?.folder, now?.folder)
        if let earlier, earlier.mode != .directory, now == nil || new != nil {
          gone.append(Change(path: path, entry: nil))
        }
        if let now {
          let isFolder = now.mode == .directory
          let isEmpty = try isFolder ? tree(now.id).isEmpty : false
          if !isFolder || isEmpty { changed.append(Change(path: path, entry: now)) }
        }
        if old != nil || new != nil { pending.append((path, old, new)) }
      }
    }
    return gone + changed
  }

  /// What each name stands for in both, where that is not the same.
  private static func pairs(_ before: Tree, _ after: Tree) -> [(TreeEntry?, TreeEntry?)] {
    let (old, new) = (before.entries, after.entries)
    // Most of a folder is as it was.
    var prefix = 0
    while prefix < min(old.count, new.count), old[prefix] == new[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < min(old.count, new.count) - prefix,
      old[old.count - 1 - suffix] == new[new.count - 1 - suffix]
    {
      suffix += 1
    }
    let changed = old[prefix..<old.count - suffix].map { ($0, after[$0.name]) }
    let added = new[prefix..<new.count - suffix].filter { before[$0.name] == nil }
    return changed.filter { $0 != $1 } + added.map { (nil, $0) }
  }

  private mutating func tree(_ id: ObjectID) throws(ArchiveError) -> Tree {
    if let tree = known[id] { return tree }
    if known.count >= TreeDifferences.knownLimit { known.removeAll(keepingCapacity: true) }
    let tree = try archive.tree(id)
    known[id] = tree
    return tree
  }
}

extension TreeEntry {
  fileprivate var folder: ObjectID? { mode == .directory ? id : nil }
}
