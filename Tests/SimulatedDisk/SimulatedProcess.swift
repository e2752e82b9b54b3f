package import Bytes
package import DirectoryStorage
package import Storage
internal import Synchronization

/// One process of several on a disk: it can end, or be refused something, at any of its own operations, and the others
/// go on. Its locks end with it.
package final class SimulatedProcess: FileSystem {
  private struct State: Sendable {
    var operations: [DiskOperation] = []
    var isDead = false
    var locks: Set<String> = []
  }

  private let disk: SimulatedDisk
  private let fault: DiskFault?
  private let state = Mutex(State())

  package init(on disk: SimulatedDisk, fault: DiskFault? = nil) {
    (self.disk, self.fault) = (disk, fault)
  }

  /// What it did, in order.
  package var operations: [DiskOperation] { state.withLock { $0.operations } }

  private static let end = StorageError.failed(
    doing: "live", path: "", reason: "the process has ended")

  private func checkAlive() throws(StorageError) {
    if state.withLock({ $0.isDead }) { throw SimulatedProcess.end }
  }

  private func begin(_ operation: DiskOperation) throws(StorageError) {
    try checkAlive()
    let number = state.withLock { state in
      state.operations.append(operation)
      return state.operations.count - 1
    }
    switch fault {
    case .death(number):
      die()
      throw SimulatedProcess.end
    case .noSpace(number): throw .noSpace("\(operation)")
    case .denied(number): throw .denied("\(operation)")
    default: break
    }
  }

  private func die() {
    let locks = state.withLock { state in
      state.isDead = true
      defer { state.locks = [] }
      return state.locks
    }
    for path in locks { disk.unlock(path) }
  }

  // MARK: FileSystem

  package func contents(of path: String) throws(StorageError) -> SharedBytes {
    try checkAlive()
    return try disk.contents(of: path)
  }

  package func metadata(of path: String) throws(StorageError) -> FileMetadata? {
    try checkAlive()
    return try disk.metadata(of: path)
  }

  package func names(in folder: String) throws(StorageError) -> [String] {
    try checkAlive()
    return try disk.names(in: folder)
  }

  package func makeFolder(_ path: String) throws(StorageError) {
    try begin(.makeFolder(path))
    try disk.makeFolder(path)
  }

  package func create(
    _ path: String, readOnly: Bool
  ) throws(StorageError) -> any WritableFile {
    try begin(.create(path))
    let file = try disk.create(path, readOnly: readOnly)
    return ProcessFile(file, path: path, of: self)
  }

  package func synchronize(_ path: String) throws(StorageError) {
    try begin(.synchronize(path))
    try disk.synchronize(path)
  }

  package func rename(_ path: String, to newPath: String) throws(StorageError) {
    try begin(.rename(path, newPath))
    try disk.rename(path, to: newPath)
  }

  package func link(_ path: String, to newPath: String) throws(StorageError) {
    try begin(.link(path, newPath))
    try disk.link(path, to: newPath)
  }

  package func remove(_ path: String) throws(StorageError) {
    try begin(.remove(path))
    try disk.remove(path)
  }

  package func touch(_ path: String) throws(StorageError) {
    try begin(.touch(path))
    try disk.touch(path)
  }

  package func pause(for duration: Duration, at place: String) throws(StorageError) {
    try checkAlive()
    disk.pause(for: duration, at: place)
  }

  package func lock(
    _ path: String, timeout: Duration
  ) throws(StorageError) -> any StorageLock {
    try begin(.lock(path))
    _ = try disk.lock(path, timeout: timeout)
    state.withLock { _ = $0.locks.insert(path) }
    return ProcessLock(path: path, of: self)
  }

  fileprivate func release(_ path: String) {
    // One that ended with the process may be another's by now.
    let wasHeld = state.withLock { $0.locks.remove(path) != nil }
    if wasHeld { disk.unlock(path) }
  }

  fileprivate func append(
    _ bytes: borrowing Span<UInt8>, to file: any WritableFile, at path: String
  ) throws(StorageError) {
    let wasDead = state.withLock { $0.isDead }
    do throws(StorageError) {
      try begin(.append(path))
    } catch {
      // A write that fails leaves what it had written so far.
      let half = bytes.bytes(in: 0..<bytes.count / 2)
      if !wasDead { try file.append(half.span) }
      throw error
    }
    try file.append(bytes)
  }

  fileprivate func overwrite(
    _ bytes: borrowing Span<UInt8>, at offset: Int, of file: any WritableFile, at path: String
  ) throws(StorageError) {
    try begin(.append(path))
    try file.overwrite(bytes, at: offset)
  }

  fileprivate func synchronize(
    _ file: any WritableFile, at path: String
  ) throws(StorageError) {
    try begin(.synchronize(path))
    try file.synchronize()
  }
}

private final class ProcessFile: WritableFile {
  private let file: any WritableFile
  private let path: String
  private let process: SimulatedProcess

  init(_ file: any WritableFile, path: String, of process: SimulatedProcess) {
    (self.file, self.path, self.process) = (file, path, process)
  }

  func append(_ bytes: borrowing Span<UInt8>) throws(StorageError) {
    try process.append(bytes, to: file, at: path)
  }

  func overwrite(_ bytes: borrowing Span<UInt8>, at offset: Int) throws(StorageError) {
    try process.overwrite(bytes, at: offset, of: file, at: path)
  }

  func synchronize() throws(StorageError) { try process.synchronize(file, at: path) }

  func close() throws(StorageError) { try file.close() }
}

private final class ProcessLock: StorageLock {
  private let path: String
  private let process: SimulatedProcess

  init(path: String, of process: SimulatedProcess) {
    (self.path, self.process) = (path, process)
  }

  func release() { process.release(path) }
}
