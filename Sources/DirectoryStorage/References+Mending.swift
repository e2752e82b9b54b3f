internal import Objects
internal import Storage

extension References {
  /// The branch that `HEAD` names, be it readable or not, or most likely named: the only one there is, else `main`.
  func likelyBranch() throws(StorageError) -> ReferenceName {
    do throws(StorageError) {
      return try head().branch
    } catch {
      guard error.isUnreadableReference else { throw error }
      if case .symbolic(let branch) = try contentsOfFile(path(of: .head))
        .flatMap({ Reference(head: $0) }), branch.isBranch
      {
        return branch
      }
      let loose = try looseFiles(in: "refs/heads", depth: 0).compactMap { ReferenceName($0) }
      let (packed, isWhole) = try packedLines()
      let branches = Set(loose + packed.keys.filter(\.isBranch))
      // Where the list cannot be read, the one branch that can is not the only one there was.
      return branches.count == 1 && isWhole ? branches.first ?? .main : .main
    }
  }

  /// The references as far as they can be read.
  func readable() throws(StorageError) -> ReadableReferences {
    var all: [ReferenceName: ObjectID] = [:]
    var unreadable: [String] = []
    var lost: Set<ReferenceName> = []
    for file in try looseFiles(in: "refs", depth: 0) {
      let path = root + "/" + file
      guard let bytes = try contentsOfFile(path) else { continue }
      let isSound = try isSound(file, bytes)
      guard let name = ReferenceName(file) else {
        unreadable.append(path)
        continue
      }
      if !isSound { unreadable.append(path) }
      switch Reference(decoding: bytes) {
      case .direct(let id): all[name] = id
      case .symbolic where isSound: continue
      case .symbolic, nil: lost.insert(name)
      }
    }
    // After the loose ones, as in `all()`.
    let (packed, isPackedWhole) = try packedLines()
    all.merge(packed) { loose, _ in loose }
    if !isPackedWhole { unreadable.insert(packedPath, at: 0) }
    let head = try contentsOfFile(path(of: .head))
    if head.flatMap({ Reference(head: $0) })?.encoded != head || head == nil {
      unreadable.append(path(of: .head))
    }
    let branch = try likelyBranch()
    let id = branch == .head ? try self.head().id : all[branch]
    return ReadableReferences(
      head: StoredHead(branch: branch, id: id, token: id?.description ?? ""), all: all,
      unreadable: unreadable, lost: lost.subtracting(all.keys), mayLackMore: !isPackedWhole)
  }

  /// Removes the locks that a repair left which was killed as it made a reference.
  func removeLocks(heldBy scratch: String) throws(StorageError) {
    guard let left = try files.metadata(of: scratch) else { return }
    for lock in try lockFiles(in: root + "/refs", depth: 0)
    where try files.metadata(of: lock)?.identity == left.identity {
      try files.remove(lock)
    }
    try files.remove(scratch)
  }

  private func lockFiles(in folder: String, depth: Int) throws(StorageError) -> [String] {
    guard depth < 2048 else { return [] }
    var locks: [String] = []
    for name in try files.namesIfThere(in: folder).sorted() {
      let path = folder + "/" + name
      if try files.metadata(of: path)?.kind == .folder {
        locks += try lockFiles(in: path, depth: depth + 1)
      } else if name.hasSuffix(".lock") {
        locks.append(path)
      }
    }
    return locks
  }

  /// Sets aside what holds no reference, writes anew what holds one in other words.
  ///
  /// - Returns: Where the bytes are now that were there before.
  func mend(_ aside: Aside) throws(StorageError) -> [String] {
    let readable = try readable()
    var places: [String] = []
    for path in readable.unreadable {
      let bytes = try contentsOfFile(path)
      guard let better = mended(path, bytes, branch: readable.head.branch) else {
        places.append(try aside.take(path))
        continue
      }
      if let bytes {
        places.append(try aside.keep(bytes, of: path))
      } else if try files.metadata(of: path) != nil {
        places.append(try aside.take(path))
      }
      try write(better, to: path)
    }
    return places
  }

  /// What a file should hold; `nil` where nobody can tell.
  private func mended(_ path: String, _ bytes: [UInt8]?, branch: ReferenceName) -> [UInt8]? {
    if path == packedPath { return packedText(packedLines(bytes ?? []).references) }
    if path == self.path(of: .head) {
      return (bytes.flatMap { Reference(head: $0) } ?? .symbolic(branch)).encoded
    }
    // One that names another is there, and bad, only where that leads nowhere.
    guard case .direct(let id) = bytes.flatMap({ Reference(decoding: $0) }) else { return nil }
    return Reference.direct(id).encoded
  }

  private func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
    let scratch = root + "/stet/mended"
    try files.removeIfThere(scratch)
    try files.write(scratch, bytes.span, readOnly: false)
    try files.rename(scratch, to: path)
    try files.synchronize(path.parentFolder)
  }

  /// What git writes: sorted, and without what tags lead to in the end, which is found out anew.
  private func packedText(_ references: [ReferenceName: ObjectID]) -> [UInt8] {
    let lines = references.sorted { $0.key.description < $1.key.description }
      .map { "\($0.value) \($0.key)\n" }
    return Array(("# pack-refs with: sorted \n" + lines.joined()).utf8)
  }

  /// A file's bytes; `nil` where there is none, or what stands there is no file.
  private func contentsOfFile(_ path: String) throws(StorageError) -> [UInt8]? {
    guard try files.metadata(of: path)?.kind == .file else { return nil }
    return try contents(of: path)
  }
}

extension StorageError {
  fileprivate var isUnreadableReference: Bool {
    switch self {
    case .badReference, .notARepository: true
    default: isNotAFile
    }
  }
}
