internal import Bytes
internal import Objects
internal import Storage

/// Objects in a file each: `objects/ab/cdef...`.
///
/// Source: gitrepository-layout(5).
struct LooseFiles: Sendable {
  let folder: String
  let files: any FileSystem

  func folder(of id: ObjectID) -> String { folder + "/" + id.description.prefix(2) }
  func path(of id: ObjectID) -> String { folder(of: id) + "/" + id.description.dropFirst(2) }

  /// Git's own prefix for such files, which its `prune` clears away too, and a word of ours.
  private static let temporaryPrefix = "tmp_obj_stet_"

  /// Every loose object's id, in order, and every file among them that is none.
  func all() throws(StorageError) -> (ids: [ObjectID], strangers: [String]) {
    var ids: [ObjectID] = []
    var strangers: [String] = []
    for fan in try files.names(in: folder).sorted() where LooseFiles.isFanFolder(fan) {
      // Git removes a folder once it is empty.
      for name in try files.namesIfThere(in: folder + "/" + fan) {
        if let id = ObjectID(fan + name), id.description == fan + name {
          ids.append(id)
        } else if !name.hasPrefix("tmp_obj_") {
          strangers.append(folder + "/" + fan + "/" + name)
        }
      }
    }
    return (ids.sorted(), strangers)
  }

  /// The ids that start with these hexadecimal digits, at least two.
  func ids(startingWith prefix: String) throws(StorageError) -> [ObjectID] {
    let fan = String(prefix.prefix(2))
    let rest = prefix.dropFirst(2)
    return try files.namesIfThere(in: folder + "/" + fan)
      .filter { $0.hasPrefix(rest) }.compactMap { ObjectID(fan + $0) }
  }

  /// Looks into one of 256 folders, as git does.
  func isCrowded(_ limit: Int) throws(StorageError) -> Bool {
    try files.namesIfThere(in: folder + "/17").count >= max(1, limit / 256)
  }

  /// Writes objects so that they outlast a loss of power.
  ///
  /// `git prune` takes files on their way to their names for rubbish; then they are written again.
  func write(_ objects: [(id: ObjectID, bytes: [UInt8])]) throws(StorageError) {
    for attempt in 1... {
      do throws(StorageError) {
        return try writeOnce(objects)
      } catch {
        guard case .notFound = error, attempt < LooseFiles.writingAttempts else { throw error }
        try removeLeftovers()
      }
    }
  }

  private static let writingAttempts = 5

  /// First all files are written and synchronized under names that nobody reads, then new folders
  /// are, then each file gets its name, then the folders are synchronized.
  private func writeOnce(
    _ objects: [(id: ObjectID, bytes: [UInt8])]
  ) throws(StorageError) {
    guard !objects.isEmpty else { return }
    for start in stride(from: 0, to: objects.count, by: LooseFiles.openLimit) {
      let end = min(start + LooseFiles.openLimit, objects.count)
      try writeTemporary(objects[start..<end])
    }
    var hasNewFolder = false
    let folders = Set(objects.map { folder(of: $0.id) }).sorted()
    for folder in folders where try files.metadata(of: folder) == nil {
      try files.makeFolderIfMissing(folder)
      hasNewFolder = true
    }
    // Before the renames: a writer that is killed between the two leaves temporary files, and by
    // those its successor knows that there may be folders that are not durable.
    if hasNewFolder { try files.synchronize(folder) }
    for (place, object) in objects.enumerated() {
      try files.rename(temporary(place), to: path(of: object.id))
    }
    for folder in folders { try files.synchronize(folder) }
  }

  /// Together they cost the disk little more than one; more open files than this some systems refuse.
  private static let openLimit = 16

  private func temporary(_ place: Int) -> String {
    folder + "/\(LooseFiles.temporaryPrefix)\(place)"
  }

  private func writeTemporary(
    _ objects: ArraySlice<(id: ObjectID, bytes: [UInt8])>
  ) throws(StorageError) {
    var written: [any WritableFile] = []
    for place in objects.indices {
      let file = try files.create(temporary(place), readOnly: true)
      let bytes = objects[place].bytes
      try file.append(bytes.span)
      written.append(file)
    }
    for file in written { try file.synchronize() }
    for file in written { try file.close() }
  }

  /// Removes the files of writers that were killed.
  func removeLeftovers() throws(StorageError) {
    let left = try files.names(in: folder).filter { $0.hasPrefix(LooseFiles.temporaryPrefix) }
    if !left.isEmpty { try files.synchronize(folder) }
    for name in left { try files.removeIfThere(folder + "/" + name) }
  }

  private static func isFanFolder(_ name: String) -> Bool {
    name.utf8.count == 2
      && name.utf8.allSatisfy { Hex.value(of: $0) != nil && !(65...70).contains($0) }
  }
}
