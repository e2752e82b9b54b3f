internal import Objects
internal import Storage

extension References {
  /// Moves a branch from one commit to another, durably, or not at all.
  ///
  /// Git's own protocol: whoever makes `<ref>.lock` may change the reference, and renaming the
  /// lock onto it is the change. Git leaves a lock behind when it is killed. Stet does not: the
  /// lock is a second name of `scratch`, and so a successor tells its own kind's lock from git's. Where
  /// files cannot have two names (FAT), the lock is a file of its own, and `scratch` says so before.
  ///
  /// - Parameters:
  ///   - expected: Where the branch must be now; `nil` where it must not exist yet.
  ///   - scratch: A path that only the holder of Stet's own lock uses.
  /// - Throws: `.referenceLocked` while git holds the lock, `.referenceMoved` where the branch is
  ///   elsewhere; nothing has changed then.
  func update(
    _ name: ReferenceName, from expected: ObjectID?, to id: ObjectID, scratch: String,
    timeout: Duration, isComplete: () throws(StorageError) -> Bool
  ) throws(StorageError) {
    let target = path(of: name)
    let lock = target + ".lock"
    try settle(name, scratch: scratch)
    try files.write(scratch, Reference.direct(id).encoded.span, readOnly: false)
    // Were only the lock's name to outlast a loss of power, it would look like git's.
    try files.synchronize(scratch.parentFolder)
    try makeParents(of: target)
    try take(lock, for: id, scratch: scratch, timeout: timeout)
    do throws(StorageError) {
      let actual = try directID(of: name)
      guard actual == expected else {
        throw .moved(name, expected: expected, actual: actual)
      }
      guard try isComplete() else { throw .incomplete(name) }
    } catch {
      try files.remove(lock)
      try files.removeIfThere(copyMark(scratch))
      try files.remove(scratch)
      throw error
    }
    try files.rename(lock, to: target)
    try files.synchronize(target.parentFolder)
    // All is done: what is left is cleared away by the next writer.
    try? files.removeIfThere(copyMark(scratch))
    try? files.remove(scratch)
  }

  private func directID(of name: ReferenceName) throws(StorageError) -> ObjectID? {
    switch try read(name) {
    case .direct(let id): id
    case .symbolic, nil: nil
    }
  }

  /// Ends what a writer began that was killed in the midst of an update: what it changed becomes
  /// durable, what it left is cleared away.
  func settle(_ name: ReferenceName, scratch: String) throws(StorageError) {
    let lock = path(of: name) + ".lock"
    guard let left = try files.metadata(of: scratch) else { return }
    if let held = try files.metadata(of: lock) {
      if held.identity == left.identity {
        try files.remove(lock)
      } else if try isOwn(lock, copyOf: scratch) {
        try files.remove(lock)
      }
    }
    try files.removeIfThere(copyMark(scratch))
    let folder = lock.parentFolder
    if try files.metadata(of: folder) != nil { try files.synchronize(folder) }
    try files.remove(scratch)
  }

  private func take(
    _ lock: String, for id: ObjectID, scratch: String, timeout: Duration
  ) throws(StorageError) {
    let clock = ContinuousClock()
    let deadline = clock.now + timeout
    var waits = Waits()
    while true {
      do throws(StorageError) {
        do throws(StorageError) {
          return try files.link(scratch, to: lock)
        } catch {
          // What a file system says that knows no second names; `write` tells whether it was that.
          guard case .denied = error else { throw error }
          return try copy(scratch, to: lock, for: id)
        }
      } catch .alreadyExists {
        guard clock.now < deadline else { throw .referenceLocked(path: lock) }
        try files.pause(for: waits.next(), at: lock)
      } catch {
        throw error
      }
    }
  }

  /// Takes the lock as git does, by making it; a mark says before whose it is.
  private func copy(_ scratch: String, to lock: String, for id: ObjectID) throws(StorageError) {
    if try files.metadata(of: copyMark(scratch)) == nil {
      let nothing: [UInt8] = []
      try files.write(copyMark(scratch), nothing.span, readOnly: false)
      try files.synchronize(scratch.parentFolder)
    }
    try files.write(lock, Reference.direct(id).encoded.span, readOnly: false)
  }

  private func copyMark(_ scratch: String) -> String { scratch + "-copy" }

  /// Whether a dead writer of Stet's made this lock where it could not link it.
  private func isOwn(_ lock: String, copyOf scratch: String) throws(StorageError) -> Bool {
    guard try files.metadata(of: copyMark(scratch)) != nil else { return false }
    let bytes = try contents(of: lock)
    return try bytes == contents(of: scratch)
  }

  private func makeParents(of path: String) throws(StorageError) {
    let folder = path.parentFolder
    guard try files.metadata(of: folder) == nil else { return }
    try makeParents(of: folder)
    try files.makeFolder(folder)
    try files.synchronize(folder.parentFolder)
  }
}
