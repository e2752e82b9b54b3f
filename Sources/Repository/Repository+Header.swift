internal import Bytes
package import Objects
internal import Packs
internal import Storage

extension Repository {
  /// The kind and size of an object, as its place says: its content is not read, so nobody knows whether it is whole.
  ///
  /// - Throws: As `object(_:)`, but for what is wrong with the content.
  package func header(of id: ObjectID) throws(RepositoryError) -> ObjectHeader {
    if let header = try storedHeader(of: id) { return header }
    // Another process may have packed it between our two looks.
    try packs.reload()
    if let header = try storedHeader(of: id) { return header }
    throw .missing(id)
  }

  private func storedHeader(of id: ObjectID) throws(RepositoryError) -> ObjectHeader? {
    do throws(RepositoryError) {
      if let header = try packs.header(of: id) { return header }
    } catch {
      guard error.isDamage else { throw error }
      // A damaged pack counts only where no file has the object.
      if let header = try? loose.header(of: id) { return header }
      throw error
    }
    return try loose.header(of: id)
  }
}

extension LooseObjects {
  /// - Returns: `nil` where there is no such piece.
  func header(of id: ObjectID) throws(RepositoryError) -> ObjectHeader? {
    let piece = Piece.object(id)
    let bytes = try translated { () throws(StorageError) in try storage.open(piece)?.all() }
    guard let bytes else { return nil }
    do {
      return try LooseObject.header(bytes.span)
    } catch {
      throw .damaged(id, path: storage.location(of: piece), error)
    }
  }
}

extension OpenPacks {
  /// - Returns: `nil` where no pack has it.
  func header(of id: ObjectID) throws(RepositoryError) -> ObjectHeader? {
    let listing = try listing()
    var damage = listing.failures.first.map { failure in
      RepositoryError.damagedPack(path: failure.path, failure.damage)
    }
    for pack in listing.packs {
      do throws(RepositoryError) {
        if let header = try pack.header(of: id) { return header }
      } catch {
        // Another pack may have it.
        damage = damage ?? error
      }
    }
    if let damage { throw damage }
    return nil
  }
}

extension OpenPack {
  fileprivate func header(of id: ObjectID) throws(RepositoryError) -> ObjectHeader? {
    let offset: Int?
    do throws(PackIndexError) {
      offset = try index.offset(of: id)
    } catch {
      throw .damaged(id, path: path, .pack(.damagedIndex(error)))
    }
    guard let offset else { return nil }
    let result = readers.withReader { reader -> Result<ObjectHeader, PackError> in
      do throws(PackError) {
        return .success(try reader.header(at: offset))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let header): return header
    case .failure(let error): throw .damaged(id, path: path, .pack(error))
    }
  }
}
