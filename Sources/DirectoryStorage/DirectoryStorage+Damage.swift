package import Objects
package import Storage

extension DirectoryStorage {
  package func packsWithoutIndex() throws(StorageError) -> [PackName] {
    try packFiles.namesWithoutIndex()
  }

  package func leftovers() throws(StorageError) -> (unfinished: StoredSize, aside: StoredSize) {
    var unfinished = StoredSize()
    for folder in ["/objects", "/objects/pack", "/objects/info"] {
      for name in try files.namesIfThere(in: root + folder) where name.hasPrefix("tmp_") {
        try add(root + folder + "/" + name, to: &unfinished)
      }
    }
    for name in try waitingFiles.all() {
      try add(waitingFiles.folder + "/" + name, to: &unfinished)
    }
    var setAside = StoredSize()
    for name in try files.namesIfThere(in: aside.folder) {
      try add(aside.folder + "/" + name, to: &setAside)
    }
    return (unfinished, setAside)
  }

  private func add(_ path: String, to size: inout StoredSize) throws(StorageError) {
    if let file = try files.metadata(of: path), file.kind == .file { size.add(file.byteCount) }
  }

  /// Source: gitformat-pack(5), "multi-pack-index", "pack-*.rev"; gitformat-commit-graph(5), chains.
  package func sidecars() throws(StorageError) -> [Piece] {
    let packs = try files.namesIfThere(in: root + "/objects/pack")
      .filter { name in
        name == "multi-pack-index"
          || [".rev", ".bitmap", ".mtimes"].contains { name.hasSuffix($0) }
      }
    let graphs = try files.namesIfThere(in: root + "/objects/info/commit-graphs")
      .filter { $0.hasSuffix(".graph") }
    let names = packs.map { "pack/" + $0 } + graphs.map { "info/commit-graphs/" + $0 }
    return names.sorted().map { .sidecar($0) }
  }

  package func readableReferences() throws(StorageError) -> ReadableReferences {
    try referenceFiles.readable()
  }

  package func moveReference(
    _ name: ReferenceName, from expected: ObjectID?, to id: ObjectID, timeout: Duration
  ) throws(StorageError) {
    try referenceFiles.update(
      name, from: expected, to: id, scratch: referenceUpdate, timeout: timeout
    ) { true }
  }

  package func mendReferences() throws(StorageError) -> [String] {
    try referenceFiles.removeLocks(heldBy: referenceUpdate)
    return try referenceFiles.mend(aside)
  }

  /// Not the one of `advanceHead`: the next writer looks for that one's lock beside the branch alone.
  private var referenceUpdate: String { ownFolder + "/reference-update" }

  package func setAside(
    _ pieces: [Piece], files paths: [String]
  ) throws(StorageError) -> [String] {
    var all = paths
    for piece in pieces {
      switch piece {
      case .pack(let name): all += try packFiles.paths(of: name)
      case .index(let name):
        let pack = [location(of: .pack(name)), packFiles.path(of: name, "keep")]
        all += try packFiles.paths(of: name).filter { !pack.contains($0) }
      case .object, .commitGraph, .commitGraphChain, .commitGraphFile, .sidecar, .memory, .log:
        all.append(location(of: piece))
      }
    }
    var places: [String] = []
    for path in all where try files.metadata(of: path) != nil {
      places.append(try aside.take(path))
    }
    return places
  }

  private var aside: Aside { Aside(folder: ownFolder + "/aside", files: files) }
}

extension DirectoryStorage {
  /// Makes a folder an archive again that has objects and lacks what `open` needs: its configuration,
  /// its `HEAD`, its folders.
  ///
  /// - Returns: Where the files are now that were in the way; `nil` where nothing was to be done.
  /// - Throws: `.notARepository` where nothing tells that the folder was ever one of SHA-256 objects.
  package static func mendLayout(
    at root: String, files: any FileSystem
  ) throws(StorageError) -> [String]? {
    do throws(StorageError) {
      _ = try open(at: root, files: files)
      return nil
    } catch {
      guard case .notARepository = error else { throw error }
      guard try holdsObjects(root, files) else { throw error }
    }
    try makeFolders(in: root, files: files)
    let aside = Aside(folder: root + "/stet/aside", files: files)
    var places: [String] = []
    if try !hasUsableConfiguration(root, files) {
      if try files.metadata(of: root + "/config") != nil {
        places.append(try aside.take(root + "/config"))
      }
      try placeConfiguration(in: root, files)
    }
    if try files.metadata(of: root + "/HEAD") == nil {
      try placeHead(References(root: root, files: files).likelyBranch(), in: root, files)
    }
    for folder in ["/objects", "/refs", ""] { try files.synchronize(root + folder) }
    return places
  }

  /// Whether there are files that are named as SHA-256 objects and packs of them are.
  private static func holdsObjects(
    _ root: String, _ files: any FileSystem
  ) throws(StorageError) -> Bool {
    let packs = PackFiles(root: root, files: files)
    let names = try packs.names() + packs.namesWithoutIndex()
    if names.contains(where: { $0.description.utf8.count == "pack-".utf8.count + 64 }) {
      return true
    }
    guard try files.metadata(of: root + "/objects") != nil else { return false }
    return try !LooseFiles(folder: root + "/objects", files: files).all().ids.isEmpty
  }
}

/// The folder of what was taken out of an archive: nobody reads it, and nothing in it is lost.
struct Aside: Sendable {
  let folder: String
  let files: any FileSystem

  /// Moves a file here; returns where it is now.
  func take(_ path: String) throws(StorageError) -> String {
    try files.makeFolderIfMissing(folder.parentFolder)
    try files.makeFolderIfMissing(folder)
    let place = try freePlace(for: path)
    try files.rename(path, to: place)
    try files.synchronize(folder)
    try files.synchronize(path.parentFolder)
    return place
  }

  /// A copy of bytes that are about to be replaced.
  func keep(_ bytes: [UInt8], of path: String) throws(StorageError) -> String {
    try files.makeFolderIfMissing(folder.parentFolder)
    try files.makeFolderIfMissing(folder)
    let place = try freePlace(for: path)
    try files.write(place, bytes.span, readOnly: true)
    try files.synchronize(folder)
    return place
  }

  /// The file's name, with that of its folder, which a loose object's needs; numbered where that is taken.
  private func freePlace(for path: String) throws(StorageError) -> String {
    let parts = path.split(separator: "/").suffix(2)
    let isObject = ObjectID(parts.joined()) != nil
    let name = isObject ? parts.joined() : String(parts.last ?? "file")
    for number in 1... {
      let place = folder + "/" + name + (number == 1 ? "" : ".\(number)")
      if try files.metadata(of: place) == nil { return place }
    }
    return folder + "/" + name
  }
}
