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

  /// Of what a commit had on its way before commits were packs.
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

  /// Removes the files of writers that were killed.
  func removeLeftovers() throws(StorageError) {
    let left = try files.names(in: folder).filter { $0.hasPrefix(LooseFiles.temporaryPrefix) }
    for name in left { try files.removeIfThere(folder + "/" + name) }
  }

  private static func isFanFolder(_ name: String) -> Bool {
    name.utf8.count == 2
      && name.utf8.allSatisfy { Hex.value(of: $0) != nil && !(65...70).contains($0) }
  }
}
