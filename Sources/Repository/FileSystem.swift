package import Bytes

/// All that the store asks of a file system.
///
/// One narrow place, so that a simulated disk can stand in for the real one. Nothing is durable
/// before `synchronize` of the file and of its folder has returned; `rename` and `link` are atomic.
/// Paths are absolute or relative to the process's folder; no call follows a link at the end of
/// a path that it writes.
package protocol FileSystem: Sendable {
  /// The whole content of a file; large files are mapped into memory.
  func contents(of path: String) throws(FileSystemError) -> SharedBytes
  /// What is known of a file or folder; `nil` where there is none.
  func metadata(of path: String) throws(FileSystemError) -> FileMetadata?
  /// The names in a folder, without `.` and `..`, in no order.
  func names(in folder: String) throws(FileSystemError) -> [String]

  /// Makes one folder.
  func makeFolder(_ path: String) throws(FileSystemError)
  /// Makes a file that does not exist yet and writes it whole.
  func create(_ path: String, _ bytes: borrowing Span<UInt8>, readOnly: Bool)
    throws(FileSystemError)
  /// Makes a file that does not exist yet, to be written piece by piece.
  func create(_ path: String, readOnly: Bool) throws(FileSystemError) -> any WritableFile
  /// Makes the content of a file, or the names in a folder, outlast a loss of power.
  func synchronize(_ path: String) throws(FileSystemError)
  /// Gives a file another name, in place of whatever has that name.
  func rename(_ path: String, to newPath: String) throws(FileSystemError)
  /// Gives a file a second name that must not exist yet.
  func link(_ path: String, to newPath: String) throws(FileSystemError)
  func remove(_ path: String) throws(FileSystemError)
  /// Makes the file's time of change the current one.
  func touch(_ path: String) throws(FileSystemError)
  /// Lets time pass, while another process holds what this one waits for.
  func pause(for duration: Duration)

  /// Locks a file, making it where it is missing, and waits for other holders at most `timeout`.
  ///
  /// The system releases the lock of a process that ends, however it ends.
  /// - Throws: `.locked` when the time is over.
  func lock(_ path: String, timeout: Duration) throws(FileSystemError) -> any FileLock
}

extension FileSystem {
  /// Makes a folder unless it is there, perhaps made by another process just now.
  func makeFolderIfMissing(_ path: String) throws(FileSystemError) {
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
  func append(_ bytes: borrowing Span<UInt8>) throws(FileSystemError)
  /// Writes over bytes that were appended before.
  func overwrite(_ bytes: borrowing Span<UInt8>, at offset: Int) throws(FileSystemError)
  func close() throws(FileSystemError)
}

/// A lock that is held until it is released or let go of.
package protocol FileLock: AnyObject {
  func release()
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

/// Why the file system did not do what it was asked.
package enum FileSystemError: Error, Equatable, Sendable {
  case notFound(String)
  case alreadyExists(String)
  case denied(String)
  case noSpace(String)
  /// Another process holds the lock on this path.
  case locked(String)
  /// Anything else: what was being done, to what, and the system's own words.
  case failed(doing: String, path: String, reason: String)

  package var path: String {
    switch self {
    case .notFound(let path), .alreadyExists(let path), .denied(let path), .noSpace(let path),
      .locked(let path), .failed(_, let path, _):
      path
    }
  }
}
