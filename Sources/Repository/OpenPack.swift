internal import Bytes
internal import Objects
internal import Packs

/// A pack and its index, mapped into memory.
final class OpenPack: Sendable {
  /// The files' name without its ending.
  let name: String
  let path: String
  let pack: Pack
  let index: PackIndex
  private let readers: PackReaderPool

  /// Maps both files; `nil` where one is gone meanwhile.
  ///
  /// - Throws: `.damagedPack` where one of them is no such file.
  init?(name: String, in folder: String, files: any FileSystem) throws(RepositoryError) {
    self.name = name
    path = folder + "/" + name + ".pack"
    let indexPath = folder + "/" + name + ".idx"
    let (packBytes, indexBytes): (SharedBytes, SharedBytes)
    do {
      indexBytes = try files.contents(of: indexPath)
      packBytes = try files.contents(of: path)
    } catch .notFound {
      return nil
    } catch {
      throw .fileSystem(error)
    }
    do throws(PackIndexError) {
      index = try PackIndex(indexBytes)
    } catch {
      throw .damagedPack(path: indexPath, .index(error))
    }
    do throws(PackError) {
      pack = try Pack(packBytes)
    } catch {
      throw .damagedPack(path: path, .pack(error))
    }
    readers = PackReaderPool(pack, index: index)
  }

  /// Reads an object and checks its hash; `nil` where the pack does not have it.
  func object(_ id: ObjectID) throws(RepositoryError) -> StoredObject? {
    let result = readers.withReader { reader -> Result<PackObject?, PackError> in
      do throws(PackError) {
        return .success(try reader.object(for: id))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .failure(let error): throw .damaged(id, path: path, .pack(error))
    case .success(nil): return nil
    case .success(let object?):
      let actual = ObjectID(of: object.kind, content: object.content.span)
      guard actual == id else { throw .damaged(id, path: path, .wrongHash(actual: actual)) }
      return StoredObject(kind: object.kind, content: object.content)
    }
  }
}
