internal import Articles
internal import DirectoryStorage
internal import Objects
internal import Repository
internal import Storage

/// Something that may hold what an archive has lost.
struct RepairSource {
  let path: String
  let objects: any ObjectSource
  /// Its references, and where they lead.
  let references: [ReferenceName: ObjectID]
  /// Where its references lead that lead to what was recorded.
  let heads: [ObjectID]

  /// How large a file is looked into, in bytes: no object that is read is larger.
  private static let largestFile = 1 << 30

  /// Opens an archive, any repository of git's, a bundle, a pack, a folder of files, or a file.
  ///
  /// - Parameter repository: The one to be repaired: it has what a bundle leaves out.
  /// - Throws: `.unusableSource`.
  init(
    _ path: String, for repository: Repository, files: any FileSystem
  ) throws(ArchiveError) {
    self.path = path
    for folder in [path, path + "/.git", path + "/.stet"] {
      guard let source = try RepairSource.repository(at: folder, files) else { continue }
      objects = source
      let readable = try? source.readableReferences()
      references = readable?.all ?? [:]
      heads =
        references.filter { !$0.key.isReplacement }.map(\.value)
        + (readable?.head.id.map { [$0] } ?? [])
      return
    }
    let saved = SavedObjects(bases: repository) { path throws(StorageError) in
      try files.contents(of: path)
    }
    do throws(StorageError) {
      guard let kind = try files.metadata(of: path)?.kind else {
        throw .notFound(path)
      }
      if kind == .folder {
        try RepairSource.addFiles(below: path, to: saved, files, depth: 0)
      } else {
        try saved.add(path)
      }
    } catch .notFound {
      throw .unusableSource(path: path, reason: "there is no such file or folder")
    } catch {
      throw ArchiveError(error)
    }
    objects = saved
    let named = saved.references.compactMap { reference in
      ReferenceName(reference.name).map { ($0, reference.id) }
    }
    references = Dictionary(named) { first, _ in first }
    // `HEAD` is among them, which has no name of its own here.
    heads = saved.references.filter { ReferenceName($0.name)?.isReplacement != true }.map(\.id)
  }

  /// The repository in a folder; `nil` where there is none.
  ///
  /// One that is too damaged to be opened is read as a folder of files. So is one whose objects are named by
  /// SHA-1: its texts have the same bytes, whatever they are called there.
  private static func repository(
    at folder: String, _ files: any FileSystem
  ) throws(ArchiveError) -> Repository? {
    do throws(StorageError) {
      guard try files.metadata(of: folder + "/objects")?.kind == .folder else { return nil }
      return Repository(try DirectoryStorage.open(at: folder, files: files))
    } catch {
      guard case .notARepository = error else { throw ArchiveError(error) }
      return nil
    }
  }

  private static func addFiles(
    below folder: String, to saved: SavedObjects, _ files: any FileSystem, depth: Int
  ) throws(StorageError) {
    // No path is longer than 4,096 bytes, two a level.
    guard depth < 2048 else { return }
    for name in try files.names(in: folder).sorted() {
      let path = folder + "/" + name
      guard let file = try files.metadata(of: path) else { continue }
      switch file.kind {
      case .folder: try addFiles(below: path, to: saved, files, depth: depth + 1)
      case .file where file.byteCount <= largestFile:
        do throws(StorageError) {
          try saved.add(path)
        } catch {
          // One file of many that cannot be read has nothing to give.
          guard case .denied = error else { throw error }
        }
      case .file, .other: continue
      }
    }
  }
}
