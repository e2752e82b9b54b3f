internal import Bytes
internal import Objects

extension Repository {
  /// Stores objects so that they outlast a loss of power, and reads each one back.
  ///
  /// A few become loose files, many one pack. First all files are written and synchronized under
  /// names that nobody reads, then new folders are, then each file gets its name, then the folders
  /// are synchronized. An object that is there already is checked
  /// like the others; one that is damaged is written anew. The caller holds the writer's lock.
  package func store(_ batch: ObjectBatch) throws(RepositoryError) {
    if batch.items.count > Repository.looseLimit { return try storePacked(batch) }
    var folders: Set<String> = []
    var written: [(temporary: String, id: ObjectID)] = []
    var deflater = Deflater()
    try removeLeftovers()
    for item in batch.items {
      let (id, object) = (item.id, item.object)
      folders.insert(loose.folder(of: id))
      if try isIntact(id) { continue }
      let temporary = loose.folder + "/\(temporaryPrefix)\(written.count)"
      let bytes = LooseObject.encode(object, with: &deflater)
      try translated { () throws(FileSystemError) in
        try files.create(temporary, bytes.span, readOnly: true)
      }
      written.append((temporary, id))
    }
    try publish(written, folders: folders.sorted())
    for id in batch.ids { try readBack(id) }
  }

  /// Proves what was written, and not another copy that a pack has; where git has packed it just
  /// now, that copy.
  private func readBack(_ id: ObjectID) throws(RepositoryError) {
    if try loose.object(id) == nil { _ = try object(id) }
  }

  /// More new objects than this become a pack: a file each would cost more than they hold.
  private static let looseLimit = 200

  private func storePacked(_ batch: ObjectBatch) throws(RepositoryError) {
    let builder = try PackBuilder(self, workers: 1)
    do throws(RepositoryError) {
      try builder.add(batch)
      try builder.finish()
    } catch {
      try? builder.discard()
      throw error
    }
  }

  private func publish(
    _ written: [(temporary: String, id: ObjectID)], folders: [String]
  ) throws(RepositoryError) {
    try translated { () throws(FileSystemError) in
      for (temporary, _) in written { try files.synchronize(temporary) }
      var hasNewFolder = false
      for folder in folders where try files.metadata(of: folder) == nil {
        try files.makeFolder(folder)
        hasNewFolder = true
      }
      // Before the renames: a writer that is killed between the two leaves temporary files, and
      // by those its successor knows that there may be folders that are not durable.
      if hasNewFolder { try files.synchronize(loose.folder) }
      for (temporary, id) in written { try files.rename(temporary, to: loose.path(of: id)) }
      for folder in folders { try files.synchronize(folder) }
    }
  }

  /// Whether an object can be read; one that a dead writer left is made durable first.
  private func isIntact(_ id: ObjectID) throws(RepositoryError) -> Bool {
    do {
      guard try loose.object(id) != nil else { return false }
    } catch .damaged {
      return false
    }
    try translated { () throws(FileSystemError) in
      try files.synchronize(loose.path(of: id))
    }
    return true
  }

  /// Removes the files of writers that were killed: under the lock there is no other one alive.
  private func removeLeftovers() throws(RepositoryError) {
    try translated { () throws(FileSystemError) in
      let left = try files.names(in: loose.folder).filter { $0.hasPrefix(temporaryPrefix) }
      if !left.isEmpty { try files.synchronize(loose.folder) }
      for name in left { try files.remove(loose.folder + "/" + name) }
    }
  }

  /// Git's own prefix for such files, which its `prune` clears away too, and a word of ours.
  private var temporaryPrefix: String { "tmp_obj_stet_" }
}
