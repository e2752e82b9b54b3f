internal import Bytes
internal import Objects

/// Objects in a file each: `objects/ab/cdef...`, zlib-compressed with their header.
///
/// Source: gitformat-loose(5), gitrepository-layout(5).
package struct LooseObjects: Sendable {
  let folder: String
  let files: any FileSystem

  func folder(of id: ObjectID) -> String { folder + "/" + id.description.prefix(2) }
  func path(of id: ObjectID) -> String { folder(of: id) + "/" + id.description.dropFirst(2) }

  /// Reads an object and checks that its content has its name.
  ///
  /// - Returns: `nil` where there is no such file.
  /// - Throws: `.damaged` with what is wrong and where.
  func object(_ id: ObjectID) throws(RepositoryError) -> StoredObject? {
    let path = path(of: id)
    let file: SharedBytes
    do {
      file = try files.contents(of: path)
    } catch .notFound {
      return nil
    } catch {
      throw .fileSystem(error)
    }
    do {
      return try LooseObject.decode(file.span, expecting: id)
    } catch {
      throw .damaged(id, path: path, error)
    }
  }

  func contains(_ id: ObjectID) throws(RepositoryError) -> Bool {
    do {
      return try files.metadata(of: path(of: id)) != nil
    } catch {
      throw .fileSystem(error)
    }
  }

  /// Every loose object's id, in order, and every file among them that is none.
  func all() throws(RepositoryError) -> (ids: [ObjectID], strangers: [String]) {
    var ids: [ObjectID] = []
    var strangers: [String] = []
    for fan in try names(in: folder).sorted() where LooseObjects.isFanFolder(fan) {
      for name in try names(in: folder + "/" + fan) {
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
  func ids(startingWith prefix: String) throws(RepositoryError) -> [ObjectID] {
    let fan = String(prefix.prefix(2))
    let rest = prefix.dropFirst(2)
    do {
      return try files.names(in: folder + "/" + fan)
        .filter { $0.hasPrefix(rest) }.compactMap { ObjectID(fan + $0) }
    } catch .notFound {
      return []
    } catch {
      throw .fileSystem(error)
    }
  }

  private func names(in folder: String) throws(RepositoryError) -> [String] {
    do {
      return try files.names(in: folder)
    } catch {
      throw .fileSystem(error)
    }
  }

  private static func isFanFolder(_ name: String) -> Bool {
    name.utf8.count == 2
      && name.utf8.allSatisfy { Hex.value(of: $0) != nil && !(65...70).contains($0) }
  }
}
