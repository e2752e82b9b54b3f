package import Objects

extension References {
  /// Moves a branch from one commit to another, durably, or not at all.
  ///
  /// Git's own protocol: whoever makes `<ref>.lock` may change the reference, and renaming the
  /// lock onto it is the change. Git leaves a lock behind when it is killed. Stet does not: the
  /// lock is a second name of `scratch`, and so a successor tells its own kind's lock from git's.
  ///
  /// - Parameters:
  ///   - expected: Where the branch must be now; `nil` where it must not exist yet.
  ///   - scratch: A path that only the holder of Stet's own lock uses.
  /// - Throws: `.referenceLocked` while git holds the lock, `.referenceMoved` where the branch is
  ///   elsewhere; nothing has changed then.
  package func update(
    _ name: ReferenceName, from expected: ObjectID?, to id: ObjectID, scratch: String,
    timeout: Duration
  ) throws(RepositoryError) {
    let target = path(of: name)
    let lock = target + ".lock"
    try settle(name, scratch: scratch)
    try translated { () throws(FileSystemError) in
      try files.create(scratch, Reference.direct(id).encoded.span, readOnly: false)
      try files.synchronize(scratch)
      // Were only the lock's name to outlast a loss of power, it would look like git's.
      try files.synchronize(parent(of: scratch))
      try makeParents(of: target)
    }
    try take(lock, scratch: scratch, timeout: timeout)
    do throws(RepositoryError) {
      let actual = try directID(of: name)
      guard actual == expected else {
        throw .referenceMoved(name, expected: expected, actual: actual)
      }
    } catch {
      try translated { () throws(FileSystemError) in
        try files.remove(lock)
        try files.remove(scratch)
      }
      throw error
    }
    try translated { () throws(FileSystemError) in
      try files.rename(lock, to: target)
      try files.synchronize(parent(of: target))
      try files.remove(scratch)
    }
  }

  private func directID(of name: ReferenceName) throws(RepositoryError) -> ObjectID? {
    switch try read(name) {
    case .direct(let id): id
    case .symbolic, nil: nil
    }
  }

  /// Ends what a writer began that was killed in the midst of an update: what it changed becomes
  /// durable, what it left is cleared away.
  func settle(_ name: ReferenceName, scratch: String) throws(RepositoryError) {
    let lock = path(of: name) + ".lock"
    try translated { () throws(FileSystemError) in
      guard let left = try files.metadata(of: scratch) else { return }
      if let held = try files.metadata(of: lock), held.identity == left.identity {
        try files.remove(lock)
      }
      let folder = parent(of: lock)
      if try files.metadata(of: folder) != nil { try files.synchronize(folder) }
      try files.remove(scratch)
    }
  }

  private func take(
    _ lock: String, scratch: String, timeout: Duration
  ) throws(RepositoryError) {
    let clock = ContinuousClock()
    let deadline = clock.now + timeout
    while true {
      do throws(FileSystemError) {
        return try files.link(scratch, to: lock)
      } catch .alreadyExists {
        guard clock.now < deadline else { throw .referenceLocked(path: lock) }
        files.pause(for: .milliseconds(5))
      } catch {
        throw .fileSystem(error)
      }
    }
  }

  private func makeParents(of path: String) throws(FileSystemError) {
    let folder = parent(of: path)
    guard try files.metadata(of: folder) == nil else { return }
    try makeParents(of: folder)
    try files.makeFolder(folder)
    try files.synchronize(parent(of: folder))
  }

  private func parent(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
  }
}

/// Runs calls of the file system and gives their errors on as the repository's.
func translated<Result>(
  _ body: () throws(FileSystemError) -> Result
) throws(RepositoryError) -> Result {
  do {
    return try body()
  } catch {
    throw .fileSystem(error)
  }
}
