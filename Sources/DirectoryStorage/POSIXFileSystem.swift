package import Bytes
internal import Glibc
package import Storage

/// The operating system's files.
package struct POSIXFileSystem: FileSystem {
  private let permissions: SharedPermissions
  private let goesOn: @Sendable () -> Bool
  /// What a new file's mode is cut down to.
  private var mask: mode_t = 0o777

  /// - Parameter goesOn: Asked while a lock is waited for: whether to wait on.
  package init(
    permissions: SharedPermissions = .none, goesOn: @escaping @Sendable () -> Bool = { true }
  ) {
    self.permissions = permissions
    self.goesOn = goesOn
  }

  package func sharing(_ permissions: SharedPermissions) -> any FileSystem {
    POSIXFileSystem(permissions: permissions, goesOn: goesOn)
  }

  package func keepingSecrets() -> any FileSystem {
    var files = POSIXFileSystem(permissions: permissions.withoutOthers, goesOn: goesOn)
    files.mask = 0o700
    return files
  }

  package func contents(of path: String) throws(StorageError) -> SharedBytes {
    // Without blocking: a pipe of that name would make a reader wait for ever.
    let descriptor = try Descriptor(opening: path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    return try descriptor.contents()
  }

  package func contents(of path: String, upTo limit: Int) throws(StorageError) -> [UInt8]? {
    do throws(StorageError) {
      let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW
      return try Descriptor(opening: path, flags).contents(upTo: limit)
    } catch {
      guard case .notFound = error else { throw error }
      return nil
    }
  }

  package func metadata(of path: String) throws(StorageError) -> FileMetadata? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .current(doing: "look at", path)
    }
    return FileMetadata(status)
  }

  package func names(in folder: String) throws(StorageError) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw .current(doing: "list", folder) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      // The end of a folder and an error look alike but for `errno`.
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    if errno != 0 { throw .current(doing: "list", folder) }
    return names
  }

  package func makeFolder(_ path: String) throws(StorageError) {
    guard unsafe mkdir(path, 0o777) == 0 else { throw .current(doing: "make the folder", path) }
    guard !permissions.isNothing else { return }
    var status = stat()
    guard unsafe lstat(path, &status) == 0,
      unsafe chmod(path, permissions.folderMode(status.st_mode & 0o7777)) == 0
    else { throw .current(doing: "share", path) }
  }

  package func create(
    _ path: String, readOnly: Bool
  ) throws(StorageError) -> any WritableFile {
    let file = try Descriptor(
      opening: path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
      mode: (readOnly ? 0o444 : 0o666) & mask)
    try file.share(permissions)
    return file
  }

  package func synchronize(_ path: String) throws(StorageError) {
    let descriptor = try Descriptor(opening: path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    try descriptor.synchronize()
  }

  package func rename(_ path: String, to newPath: String) throws(StorageError) {
    guard unsafe Glibc.rename(path, newPath) == 0 else { throw .current(doing: "rename", path) }
  }

  package func link(_ path: String, to newPath: String) throws(StorageError) {
    guard unsafe Glibc.link(path, newPath) == 0 else { throw .current(doing: "link", newPath) }
  }

  package func remove(_ path: String) throws(StorageError) {
    guard unsafe Glibc.remove(path) == 0 else { throw .current(doing: "remove", path) }
  }

  package func touch(_ path: String) throws(StorageError) {
    guard unsafe utimensat(AT_FDCWD, path, nil, 0) == 0 else {
      throw .current(doing: "touch", path)
    }
  }

  package func pause(for duration: Duration, at place: String) throws(StorageError) {
    guard goesOn() else { throw .cancelled(place) }
    usleep(UInt32(duration / .microseconds(1)))
    guard goesOn() else { throw .cancelled(place) }
  }

  package func rest(for duration: Duration, at place: String) {
    usleep(UInt32(duration / .microseconds(1)))
  }

  package func lock(
    _ path: String, timeout: Duration
  ) throws(StorageError) -> any StorageLock {
    // Reading is enough for a lock: another member of the group may have made the file.
    let descriptor = try Descriptor(
      opening: path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode: 0o666)
    // Only its owner can share it, and has done so.
    try? descriptor.share(permissions)
    let clock = ContinuousClock()
    let deadline = clock.now + timeout
    var waits = Waits()
    while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw .current(doing: "lock", path) }
      guard clock.now < deadline else { throw .locked(path) }
      try pause(for: waits.next(), at: path)
    }
    return descriptor
  }
}

extension StorageError {
  /// The error that the last system call left in `errno`.
  static func current(doing: String, _ path: String) -> StorageError {
    switch errno {
    case ENOENT, ENOTDIR: .notFound(path)
    case EEXIST: .alreadyExists(path)
    case EACCES, EPERM: .denied(path)
    case ENOSPC, EDQUOT: .noSpace(path)
    case EMFILE, ENFILE, ENOMEM, EAGAIN:
      unsafe .exhausted(path, reason: String(cString: strerror(errno)))
    default: unsafe .failed(doing: doing, path: path, reason: String(cString: strerror(errno)))
    }
  }
}

extension FileMetadata {
  init(_ status: stat) {
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    self.init(
      kind: kind, byteCount: Int(status.st_size), changed: status.st_mtim.tv_sec,
      identity: UInt64(status.st_ino))
  }
}
