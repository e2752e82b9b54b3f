package import Bytes
package import Storage

/// All that the store asks of a file system.
///
/// One narrow place, so that a simulated disk can stand in for the real one. Nothing is durable
/// before `synchronize` of the file and of its folder has returned; `rename` and `link` are atomic.
/// Paths are absolute or relative to the process's folder; no call follows a link at the end of
/// a path that it writes.
package protocol FileSystem: Sendable {
  /// The whole content of a file; large files are mapped into memory.
  func contents(of path: String) throws(StorageError) -> SharedBytes
  /// The whole content of a file that others may be changing, read and never mapped; `nil` where there is none of at
  /// most so many bytes. No link is followed.
  func contents(of path: String, upTo limit: Int) throws(StorageError) -> [UInt8]?
  /// What is known of a file or folder, and of a link itself, not of what it leads to; `nil` where
  /// there is none.
  func metadata(of path: String) throws(StorageError) -> FileMetadata?
  /// The names in a folder, without `.` and `..`, in no order.
  func names(in folder: String) throws(StorageError) -> [String]

  /// Makes one folder.
  func makeFolder(_ path: String) throws(StorageError)
  /// Makes a file that does not exist yet, to be written piece by piece.
  func create(_ path: String, readOnly: Bool) throws(StorageError) -> any WritableFile
  /// Makes the content of a file, or the names in a folder, outlast a loss of power.
  func synchronize(_ path: String) throws(StorageError)
  /// Gives a file another name, in place of whatever has that name.
  func rename(_ path: String, to newPath: String) throws(StorageError)
  /// Gives a file a second name that must not exist yet.
  func link(_ path: String, to newPath: String) throws(StorageError)
  func remove(_ path: String) throws(StorageError)
  /// Makes the file's time of change the current one.
  func touch(_ path: String) throws(StorageError)
  /// Lets time pass, while another process holds what this one waits for.
  ///
  /// - Parameter place: What is waited for.
  /// - Throws: `.cancelled` where whoever waits was asked to stop.
  func pause(for duration: Duration, at place: String) throws(StorageError)
  /// Lets time pass whoever is asked to stop: what is waited for can no longer be called back.
  func rest(for duration: Duration, at place: String)

  /// The same files, where what is made is shared with others.
  func sharing(_ permissions: SharedPermissions) -> any FileSystem
  /// The same files, where what is made is for its owner, and for the group if the archive is shared with one.
  func keepingSecrets() -> any FileSystem

  /// Locks a file, making it where it is missing, and waits for other holders at most `timeout`.
  ///
  /// The system releases the lock of a process that ends, however it ends.
  /// - Throws: `.locked` when the time is over.
  func lock(_ path: String, timeout: Duration) throws(StorageError) -> any StorageLock
}

extension FileSystem {
  /// File systems without permissions share everything.
  package func sharing(_ permissions: SharedPermissions) -> any FileSystem { self }
  package func keepingSecrets() -> any FileSystem { self }

  package func rest(for duration: Duration, at place: String) {
    try? pause(for: duration, at: place)
  }

  package func contents(of path: String, upTo limit: Int) throws(StorageError) -> [UInt8]? {
    guard let file = try metadata(of: path), file.kind == .file, file.byteCount <= limit else {
      return nil
    }
    return try contents(of: path).copy
  }

  /// Makes a file that does not exist yet, with bytes that need not outlast a loss of power.
  func put(_ path: String, _ bytes: [UInt8]) throws(StorageError) {
    let file = try create(path, readOnly: true)
    try file.append(bytes.span)
    try file.close()
  }

  /// Makes a file that does not exist yet, with bytes that outlast a loss of power once its name
  /// does, and reads it back.
  func write(
    _ path: String, _ bytes: borrowing Span<UInt8>, readOnly: Bool
  ) throws(StorageError) {
    let file = try create(path, readOnly: readOnly)
    try file.append(bytes)
    try file.synchronize()
    try file.close()
    let written = try contents(of: path)
    guard written.span.isEqual(to: bytes) else {
      throw .failed(
        doing: "read back", path: path, reason: "it holds other bytes than were written")
    }
  }

  /// Removes a file that another process may have removed already.
  func removeIfThere(_ path: String) throws(StorageError) {
    do {
      try remove(path)
    } catch .notFound {
      return
    } catch {
      throw error
    }
  }

  /// The names in a folder; none where there is no such folder.
  func namesIfThere(in folder: String) throws(StorageError) -> [String] {
    do {
      return try names(in: folder)
    } catch .notFound {
      return []
    } catch {
      throw error
    }
  }

  /// Makes a folder unless it is there, perhaps made by another process just now.
  func makeFolderIfMissing(_ path: String) throws(StorageError) {
    guard try metadata(of: path) == nil else { return }
    do {
      try makeFolder(path)
    } catch .alreadyExists {
      return
    } catch {
      throw error
    }
  }
}

/// A file that is being written.
package protocol WritableFile: AnyObject {
  func append(_ bytes: borrowing Span<UInt8>) throws(StorageError)
  /// Makes what was written outlast a loss of power.
  ///
  /// By the very descriptor that wrote: to another the system may not tell that a write failed.
  func synchronize() throws(StorageError)
  /// Writes over bytes that were appended before.
  func overwrite(_ bytes: borrowing Span<UInt8>, at offset: Int) throws(StorageError)
  func close() throws(StorageError)
}

/// What a file system knows of one name.
package struct FileMetadata: Equatable, Sendable {
  package enum Kind: Sendable {
    case file, folder, other
  }

  package var kind: Kind
  package var byteCount: Int
  /// Seconds since 1970.
  package var changed: Int
  /// Tells whether two names are one file.
  package var identity: UInt64

  package init(kind: Kind, byteCount: Int, changed: Int, identity: UInt64) {
    self.kind = kind
    self.byteCount = byteCount
    self.changed = changed
    self.identity = identity
  }
}

extension String {
  /// The folder that a path names something in.
  var parentFolder: String {
    guard let slash = lastIndex(of: "/") else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}
