internal import Articles
internal import Objects
internal import Repository

/// The archive's tree while revisions are added: reads each folder once.
///
/// Memory: the folders that were touched, as they are now.
struct TreeEditor {
  private struct Folder {
    var id: ObjectID
    var tree: Tree
  }

  /// What giving an article other bytes, or none, comes to.
  struct Change {
    let root: ObjectID
    /// Where the article stands, from the root; `nil` where the tree is as it was.
    let path: [UInt8]?
  }

  private let archive: Archive
  private var root: ObjectID?
  /// By the digits of its path.
  private var folders: [String: Folder] = [:]

  init(archive: Archive, root: ObjectID?) {
    self.archive = archive
    self.root = root
  }

  /// The article's bytes now.
  mutating func blob(at path: ArticlePath) throws(ArchiveError) -> ObjectID? {
    path.entry(in: try folder(path.folders[...])?.tree ?? Tree())?.id
  }

  /// Where the article stands, or would.
  mutating func place(of path: ArticlePath) throws(ArchiveError) -> [UInt8] {
    let leaf = try folder(path.folders[...])?.tree ?? Tree()
    let name = path.entry(in: leaf)?.name ?? Array(path.entryName(in: leaf).utf8)
    return Array((path.folder + "/").utf8) + name
  }

  /// Gives the article other bytes.
  mutating func set(
    _ path: ArticlePath, to blob: ObjectID, addingTo batch: inout ObjectBatch
  ) throws(ArchiveError) -> Change {
    let leaf = try folder(path.folders[...])?.tree ?? Tree()
    let entry = TreeEntry(mode: .file, name: path.entryName(in: leaf), id: blob)
    return try update(path, entry.name, addingTo: &batch) { $0.set(entry) }
  }

  /// Takes the article out, with the folders that it leaves empty.
  mutating func remove(
    _ path: ArticlePath, addingTo batch: inout ObjectBatch
  ) throws(ArchiveError) -> Change {
    let leaf = try folder(path.folders[...])?.tree ?? Tree()
    let name = path.entry(in: leaf)?.name ?? Array(path.plain.utf8)
    return try update(path, name, addingTo: &batch) { $0.remove(name) }
  }

  private mutating func update(
    _ path: ArticlePath, _ name: [UInt8], addingTo batch: inout ObjectBatch,
    _ change: (inout Tree) -> Void
  ) throws(ArchiveError) -> Change {
    var id = try edit(path.folders[...], addingTo: &batch, change)
    for level in (0..<ArticlePath.depth).reversed() {
      let (name, child) = (path.folders[level], id)
      id = try edit(path.folders[..<level], addingTo: &batch) { tree in
        if let child {
          tree.set(TreeEntry(mode: .directory, name: name, id: child))
        } else {
          tree.remove(Array(name.utf8))
        }
      }
    }
    let newRoot = id ?? addEmptyRoot(to: &batch)
    let isChanged = root != newRoot
    root = newRoot
    let folder = path.folder + "/"
    return Change(root: newRoot, path: isChanged ? Array(folder.utf8) + name : nil)
  }

  /// Only the root may be empty. It is stored, since `git fsck` misses it, and kept here, since
  /// nobody can read it back while the batch is on its way.
  private mutating func addEmptyRoot(to batch: inout ObjectBatch) -> ObjectID {
    let folder = Folder(id: batch.add(.tree, Tree().encoded()), tree: Tree())
    folders[""] = folder
    return folder.id
  }

  /// Changes one folder; `nil` where that leaves it empty.
  private mutating func edit(
    _ path: ArraySlice<String>, addingTo batch: inout ObjectBatch, _ change: (inout Tree) -> Void
  ) throws(ArchiveError) -> ObjectID? {
    let key = path.joined()
    let before = try folder(path)
    folders[key] = nil
    var tree = before?.tree ?? Tree()
    change(&tree)
    guard !tree.isEmpty else { return nil }
    let id = batch.add(.tree, tree.encoded(), predecessor: before?.id)
    folders[key] = Folder(id: id, tree: tree)
    return id
  }

  /// A folder as it is now; `nil` where there is none.
  private mutating func folder(
    _ path: ArraySlice<String>
  ) throws(ArchiveError) -> Folder? {
    let key = path.joined()
    if let known = folders[key] { return known }
    let id: ObjectID?
    if let name = path.last {
      let parent = try folder(path.dropLast())
      id = parent?.tree[name].flatMap { $0.mode == .directory ? $0.id : nil }
    } else {
      id = root
    }
    guard let id else { return nil }
    let folder = Folder(id: id, tree: try archive.tree(id))
    folders[key] = folder
    return folder
  }
}
