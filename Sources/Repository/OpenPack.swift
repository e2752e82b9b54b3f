internal import Bytes
internal import Objects
internal import Packs
internal import Storage

/// A pack and its index, mapped into memory.
final class OpenPack: Sendable {
  let name: PackName
  /// What people call the pack's place.
  let path: String
  let pack: Pack
  let index: PackIndex
  let readers: PackReaderPool

  /// Opens both; `nil` where one is gone meanwhile.
  ///
  /// - Parameter readsAll: As for `PackReader`.
  /// - Throws: `.damagedPack` where one of them is none.
  init?(
    _ name: PackName, in storage: any ArchiveStorage, within shared: SharedByteBudget,
    readsAll: Bool
  ) throws(RepositoryError) {
    self.name = name
    path = storage.location(of: .pack(name))
    let indexPath = storage.location(of: .index(name))
    let pieces = try translated { () throws(StorageError) in
      (index: try storage.open(.index(name))?.all(), pack: try storage.open(.pack(name))?.all())
    }
    guard let indexBytes = pieces.index, let packBytes = pieces.pack else { return nil }
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
    readers = PackReaderPool(pack, index: index, within: shared, readsAll: readsAll)
    // Tables are made by its count: a file with holes can claim any.
    do throws(PackIndexError) {
      try index.validateCount(in: pack)
    } catch {
      throw .damagedPack(path: indexPath, .index(error))
    }
  }

  /// Reads an object and checks its hash; `nil` where the pack does not have it.
  func object(_ id: ObjectID) throws(RepositoryError) -> StoredObject? {
    let result = readers.withReader { reader -> Result<StoredObject?, PackError> in
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
      return object
    }
  }
}
