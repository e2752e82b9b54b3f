package import Bytes
package import DirectoryStorage
package import Storage
internal import Synchronization

/// A file system in memory that can lose power, fill up, lie, and end its process.
///
/// It keeps the promises of `FileSystem` and no others: what was not synchronized may be lost,
/// or come back in part. Every operation that changes something is recorded.
package final class SimulatedDisk: FileSystem {
  private let state: Mutex<DiskState>
  /// Called while somebody waits, with the number of waits so far.
  private let onPause: @Sendable (SimulatedDisk, Int) -> Void

  /// Called before each look at a file or folder, with the number of looks before it: another
  /// program's moment.
  private let onLook: @Sendable (SimulatedDisk, Int) -> Void

  package init(onPause: @escaping @Sendable (SimulatedDisk, Int) -> Void = { _, _ in }) {
    state = Mutex(DiskState())
    self.onPause = onPause
    onLook = { _, _ in }
  }

  private init(
    _ state: DiskState, onLook: @escaping @Sendable (SimulatedDisk, Int) -> Void = { _, _ in },
    onPause: @escaping @Sendable (SimulatedDisk, Int) -> Void = { _, _ in }
  ) {
    self.state = Mutex(state)
    self.onPause = onPause
    self.onLook = onLook
  }

  // MARK: For tests

  /// What was done, in order.
  package var operations: [DiskOperation] { state.withLock { $0.operations } }

  /// How often a file or folder was looked at.
  package var lookCount: Int { state.withLock { $0.lookCount } }

  /// Another disk with the same content and nothing done yet.
  package func copy(
    fault: DiskFault? = nil,
    onLook: @escaping @Sendable (SimulatedDisk, Int) -> Void = { _, _ in },
    onPause: @escaping @Sendable (SimulatedDisk, Int) -> Void = { _, _ in }
  ) -> SimulatedDisk {
    SimulatedDisk(state.withLock { $0.restarted(fault: fault) }, onLook: onLook, onPause: onPause)
  }

  /// The disk after its process ended: all that was done is there, locks are released.
  package func afterDeath() -> SimulatedDisk { copy() }

  /// The disk after a loss of power.
  package func afterPowerLoss(_ fate: Fate) -> SimulatedDisk {
    SimulatedDisk(state.withLock { $0.afterPowerLoss(fate) })
  }

  /// Puts durable bytes into a file, with the folders above it.
  package func write(_ bytes: [UInt8], to path: String) {
    state.withLock { $0.write(bytes, to: path) }
  }

  /// Takes a name away, durably.
  package func delete(_ path: String) {
    state.withLock { $0.delete(path) }
  }

  package func bytes(of path: String) -> [UInt8]? {
    state.withLock { state in state.find(path).map { state.nodes[$0].bytes } }
  }

  /// The paths of all files below a folder, in order.
  package func files(below folder: String) -> [String] {
    state.withLock { state in
      guard let node = state.find(folder) else { return [] }
      return state.files(below: node, folder).sorted()
    }
  }

  // MARK: FileSystem

  package func contents(of path: String) throws(StorageError) -> SharedBytes {
    look()
    return try state.withLock { state throws(StorageError) in
      try state.checkAlive()
      let node = state.nodes[try state.existing(path)]
      guard !node.isFolder else {
        throw .notAFile(path)
      }
      return SharedBytes(node.bytes)
    }
  }

  package func metadata(of path: String) throws(StorageError) -> FileMetadata? {
    look()
    return try state.withLock { state throws(StorageError) in
      try state.checkAlive()
      guard let index = state.find(path) else { return nil }
      let node = state.nodes[index]
      return FileMetadata(
        kind: node.isFolder ? .folder : .file, byteCount: node.bytes.count, changed: 0,
        identity: UInt64(index))
    }
  }

  package func names(in folder: String) throws(StorageError) -> [String] {
    look()
    return try state.withLock { state throws(StorageError) in
      try state.checkAlive()
      return state.nodes[try state.existing(folder)].names.keys.sorted()
    }
  }

  package func makeFolder(_ path: String) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      try state.begin(.makeFolder(path))
      try state.add(Node(isFolder: true), at: path)
    }
  }

  package func create(
    _ path: String, readOnly: Bool
  ) throws(StorageError) -> any WritableFile {
    try state.withLock { state throws(StorageError) in
      try state.begin(.create(path))
      try state.add(Node(), at: path)
    }
    return SimulatedFile(path: path, disk: self)
  }

  package func synchronize(_ path: String) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      try state.begin(.synchronize(path))
      state.synchronize(try state.existing(path))
    }
  }

  package func rename(_ path: String, to newPath: String) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      try state.begin(.rename(path, newPath))
      let node = try state.existing(path)
      // POSIX: two names of one file stay as they are.
      if state.find(newPath) == node { return }
      state.change([
        NameChange.Place(try state.place(newPath), node),
        NameChange.Place(try state.place(path), nil),
      ])
    }
  }

  package func link(_ path: String, to newPath: String) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      try state.begin(.link(path, newPath))
      let node = try state.existing(path)
      if case .noLinks = state.fault { throw .denied(newPath) }
      guard state.find(newPath) == nil else { throw .alreadyExists(newPath) }
      state.change([NameChange.Place(try state.place(newPath), node)])
    }
  }

  package func remove(_ path: String) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      try state.begin(.remove(path))
      _ = try state.existing(path)
      state.change([NameChange.Place(try state.place(path), nil)])
    }
  }

  package func touch(_ path: String) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      try state.begin(.touch(path))
      _ = try state.existing(path)
    }
  }

  private func look() {
    let count = state.withLock { state in
      defer { state.lookCount += 1 }
      return state.lookCount
    }
    onLook(self, count)
  }

  package func pause(for duration: Duration, at place: String) {
    let count = state.withLock { state in
      state.pauseCount += 1
      return state.pauseCount
    }
    onPause(self, count)
  }

  package func lock(
    _ path: String, timeout: Duration
  ) throws(StorageError) -> any StorageLock {
    try state.withLock { state throws(StorageError) in
      try state.begin(.lock(path))
      if state.find(path) == nil { try state.add(Node(), at: path) }
      guard state.locks.insert(path).inserted else { throw .locked(path) }
    }
    return SimulatedLock(path: path, disk: self)
  }

  /// Ends a lock, whoever has it.
  package func unlock(_ path: String) {
    state.withLock { _ = $0.locks.remove(path) }
  }

  fileprivate func append(_ bytes: [UInt8], to path: String) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      do throws(StorageError) {
        try state.begin(.append(path))
      } catch {
        // A write that fails leaves what it had written so far.
        if state.isFirstFailure, let node = state.find(path) {
          state.nodes[node].bytes += bytes.prefix(bytes.count / 2)
        }
        throw error
      }
      state.nodes[try state.existing(path)].bytes += state.altered(bytes)
    }
  }

  fileprivate func overwrite(
    _ bytes: [UInt8], of path: String, at offset: Int
  ) throws(StorageError) {
    try state.withLock { state throws(StorageError) in
      try state.begin(.append(path))
      let node = try state.existing(path)
      state.nodes[node].bytes.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
  }
}

private final class SimulatedFile: WritableFile {
  let path: String
  let disk: SimulatedDisk

  init(path: String, disk: SimulatedDisk) {
    self.path = path
    self.disk = disk
  }

  func append(_ bytes: borrowing Span<UInt8>) throws(StorageError) {
    try disk.append(bytes.bytes(in: 0..<bytes.count), to: path)
  }

  func overwrite(_ bytes: borrowing Span<UInt8>, at offset: Int) throws(StorageError) {
    try disk.overwrite(bytes.bytes(in: 0..<bytes.count), of: path, at: offset)
  }

  func synchronize() throws(StorageError) { try disk.synchronize(path) }

  func close() throws(StorageError) {}
}

private final class SimulatedLock: StorageLock {
  let path: String
  let disk: SimulatedDisk

  init(path: String, disk: SimulatedDisk) {
    self.path = path
    self.disk = disk
  }

  func release() { disk.unlock(path) }
}
