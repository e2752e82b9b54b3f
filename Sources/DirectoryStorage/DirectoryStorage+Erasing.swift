internal import Bytes
internal import Objects
package import Storage

/// What is erased, and how git is told: as in a partial clone, whose other half is nowhere.
///
/// Source: git's partial-clone technical documentation; gitrepository-layout(5), "pack-*.promisor".
extension DirectoryStorage {
  /// What git calls the place where the erased objects would be.
  private static let nowhere = "stet-erased"

  /// No file can be there, and whom git tells that it got nothing from there reads why.
  private static let nowhereSettings = """
    [extensions]
    \tpartialClone = \(nowhere)
    [remote "\(nowhere)"]
    \turl = /dev/null/this-text-was-erased-by-law
    \tpromisor = true
    [uploadpack]
    \tallowFilter = true

    """

  var configurationFile: ConfigurationFile {
    ConfigurationFile(root: root, scratch: ownFolder + "/config-update", files: files)
  }

  /// Whether git gets objects from elsewhere, erased ones aside.
  var isPartialClone: Bool {
    let named = configuration["extensions.partialclone"].map { [$0] } ?? []
    let remotes = configuration.subsections(of: "remote", where: "promisor")
    return (named + remotes).contains { $0 != DirectoryStorage.nowhere }
  }

  /// Whether the settings, as they are now, name the place that is nowhere.
  private func isConfigured() throws(StorageError) -> Bool {
    let now = try DirectoryStorage.readConfiguration(at: root, files: files)
    return now["extensions.partialclone"] == DirectoryStorage.nowhere
      && now["remote.\(DirectoryStorage.nowhere).promisor"] != nil
  }

  package func admitAbsence() throws(StorageError) {
    if try !isConfigured() { try configurationFile.append(DirectoryStorage.nowhereSettings) }
    try packFiles.markAll()
  }

  package func admitsAbsence() throws(StorageError) -> Bool {
    guard try isConfigured() else { return false }
    return try packFiles.unmarked().isEmpty
  }

  package func erase(_ pieces: [Piece], files paths: [String]) throws(StorageError) {
    var folders: Set<String> = []
    var packs: Set<PackName> = []
    for piece in pieces {
      switch piece {
      case .pack(let name), .index(let name): packs.insert(name)
      case .object, .commitGraph, .commitGraphChain, .commitGraphFile, .sidecar, .memory, .log:
        try files.removeIfThere(location(of: piece))
        folders.insert(location(of: piece).parentFolder)
      }
    }
    for path in paths {
      try files.removeIfThere(path)
      folders.insert(path.parentFolder)
    }
    if !packs.isEmpty { try packFiles.remove(packs) }
    // Packs that were removed before were not for ever.
    folders.insert(packFiles.folder)
    for folder in folders.sorted() where try files.metadata(of: folder) != nil {
      try files.synchronize(folder)
    }
  }

  /// What programs were writing, among the objects and on their way in by a push, what is among them and no object,
  /// and all of Stet's own that may be a copy.
  package func strayFiles() throws(StorageError) -> [StrayFile] {
    var found = try looseFiles.all().strangers.map { stray($0, .aside) }
    found += try packFiles.namesWithoutIndex().map { stray(location(of: .pack($0)), .unindexed) }
    let objects = root + "/objects"
    for name in try files.namesIfThere(in: objects).sorted() {
      let path = objects + "/" + name
      if name.hasPrefix("incoming-") || name.hasPrefix("tmp_objdir-") {
        found += try filesBelow(path, depth: 0)
      } else if try files.metadata(of: path)?.kind == .folder {
        for name in try files.namesIfThere(in: path).sorted() where isUnfinished(name) {
          found.append(stray(path + "/" + name, .unfinished))
        }
      } else if isUnfinished(name) {
        found.append(stray(path, .unfinished))
      }
    }
    return try found + filesBelow(ownFolder + "/aside", depth: 0)
  }

  private func isUnfinished(_ name: String) -> Bool { name.hasPrefix("tmp_") }

  private func filesBelow(_ folder: String, depth: Int) throws(StorageError) -> [StrayFile] {
    // Git makes two levels.
    guard depth < 8 else { return [] }
    var found: [StrayFile] = []
    for name in try files.namesIfThere(in: folder).sorted() {
      let path = folder + "/" + name
      switch try files.metadata(of: path)?.kind {
      case .folder: found += try filesBelow(path, depth: depth + 1)
      case .file: found.append(stray(path, isUnfinished(name) ? .unfinished : .aside))
      case .other, nil: continue
      }
    }
    return found
  }

  private func stray(_ path: String, _ origin: StrayFile.Origin) -> StrayFile {
    StrayFile(path: path, origin) { () throws(StorageError) in
      do throws(StorageError) {
        return try files.contents(of: path)
      } catch .notFound {
        return nil
      } catch {
        throw error
      }
    }
  }
}
