internal import Bytes
internal import Storage

/// A repository's `config`, changed by git's own protocol: who makes `config.lock` may, and renaming that onto it is
/// the change.
///
/// The lock is a second name of `scratch`, as with references, so that a successor knows a dead writer's from git's.
struct ConfigurationFile {
  let root: String
  /// A path that only the holder of Stet's own lock uses.
  let scratch: String
  let files: any FileSystem

  private var path: String { root + "/config" }
  private var lock: String { root + "/config.lock" }

  /// Adds lines at the end, durably; what is there stays as it is.
  ///
  /// - Throws: `.locked` while git changes the file.
  func append(_ lines: String) throws(StorageError) {
    try settle()
    var bytes = try files.contents(of: path).copy
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    bytes += Array(lines.utf8)
    try files.write(scratch, bytes.span, readOnly: false)
    try files.synchronize(scratch.parentFolder)
    do throws(StorageError) {
      try files.link(scratch, to: lock)
    } catch .alreadyExists {
      try files.remove(scratch)
      throw .locked(lock)
    } catch .denied {
      // Where files cannot have two names (FAT), only a look tells whether git is at work.
      guard try files.metadata(of: lock) == nil else { throw .locked(lock) }
      try files.rename(scratch, to: path)
      return try files.synchronize(root)
    } catch {
      throw error
    }
    try files.rename(lock, to: path)
    try files.synchronize(root)
    // It is another name of what is `config` now.
    try files.removeIfThere(scratch)
  }

  /// Ends what a writer began that was killed.
  func settle() throws(StorageError) {
    guard let left = try files.metadata(of: scratch) else { return }
    if let held = try files.metadata(of: lock), held.identity == left.identity {
      try files.remove(lock)
    }
    try files.synchronize(root)
    try files.remove(scratch)
  }
}
