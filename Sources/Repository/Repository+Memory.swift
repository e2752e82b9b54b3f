internal import Bytes
package import Storage

extension Repository {
  /// What is remembered of the archive; `nil` where nothing is.
  package func recall(_ memory: Memory) throws(RepositoryError) -> [UInt8]? {
    try translated { () throws(StorageError) in try storage.open(.memory(memory))?.all().copy }
  }

  /// Remembers these bytes instead of what was remembered; the caller holds the writer's lock.
  package func remember(_ bytes: [UInt8], as memory: Memory) throws(RepositoryError) {
    try translated { () throws(StorageError) in
      try storage.publish([NewPiece(.memory(memory), bytes)])
    }
  }

  /// Writes files of the log, each whole; the caller holds the writer's lock.
  package func publishLog(_ files: [(place: String, bytes: [UInt8])]) throws(RepositoryError) {
    try translated { () throws(StorageError) in
      try storage.publish(files.map { NewPiece(.log($0.place), $0.bytes) })
    }
  }

  /// Removes files of the log.
  package func retireLog(_ places: [String]) throws(RepositoryError) {
    try translated { () throws(StorageError) in try storage.retire(places.map { .log($0) }) }
  }
}
