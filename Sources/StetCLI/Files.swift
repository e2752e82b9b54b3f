internal import Glibc

/// The user's files, and standard input and output.
enum Files {
  /// Reads all of a file, or of standard input.
  ///
  /// - Parameter limit: The most bytes that are taken; a larger file is refused before it is read.
  static func read(_ path: String, limit: Int = .max - 1) throws(CommandError) -> [UInt8] {
    if path == "-" {
      return try read(descriptor: STDIN_FILENO, path: "standard input", limit: limit)
    }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("read", path) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, path: path, limit: limit)
  }

  private static func read(
    descriptor: Int32, path: String, limit: Int
  ) throws(CommandError) -> [UInt8] {
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    // Room for one byte more than a file has: the end is seen without growing.
    if isFile, status.st_size > limit { throw tooLarge(path, limit) }
    let room = isFile ? Int(status.st_size) + 1 : 1 << 16
    var bytes = [UInt8](repeating: 0, count: room)
    var filled = 0
    while true {
      if filled > limit { throw tooLarge(path, limit) }
      if filled == bytes.count { bytes += repeatElement(0, count: bytes.count) }
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          descriptor, buffer.baseAddress.map { unsafe $0 + filled }, buffer.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("read", path) }
      if count == 0 {
        bytes.removeSubrange(filled...)
        return bytes
      }
      filled += count
    }
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> CommandError {
    .file(doing: "take", path: path, reason: .tooLarge(limit: limit))
  }

  /// Writes a file whole: under another name first, so that a reader never sees half of it.
  ///
  /// A device or a pipe takes the bytes itself: in its place nobody wants a file.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
    if path == "-" { return try write(bytes, descriptor: STDOUT_FILENO, path: "standard output") }
    if isStream(path) { return try writeInto(path, bytes) }
    let temporary = path + ".stet-\(getpid())"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("write", path) }
    do throws(CommandError) {
      defer { close(descriptor) }
      try write(bytes, descriptor: descriptor, path: path)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    guard unsafe rename(temporary, path) == 0 else {
      let error = failure("write", path)
      unsafe unlink(temporary)
      throw error
    }
  }

  private static func writeInto(_ path: String, _ bytes: [UInt8]) throws(CommandError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("write", path) }
    defer { close(descriptor) }
    try write(bytes, descriptor: descriptor, path: path)
  }

  static func write(
    _ bytes: [UInt8], descriptor: Int32, path: String
  ) throws(CommandError) {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      if written < 0 && errno == EINTR { continue }
      guard written >= 0 else { throw failure("write", path) }
      done += written
    }
  }

  static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether this is a pipe, a terminal or a device: bytes without a place.
  static func isStream(_ path: String) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// Makes a folder and those above it that are missing.
  static func makeFolders(_ path: String) throws(CommandError) {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard !exists(path) else { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolders(String(path[..<slash]))
    }
    try makeFolder(path)
  }

  static func makeFolder(_ path: String) throws(CommandError) {
    guard unsafe mkdir(path, 0o777) == 0 else { throw failure("make the folder", path) }
  }

  /// What is in a folder, in no order.
  static func names(in path: String) throws(CommandError) -> [String] {
    guard let folder = unsafe opendir(path) else { throw failure("read", path) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Whether nothing is in a folder.
  static func isEmptyFolder(_ path: String) throws(CommandError) -> Bool {
    try names(in: path).isEmpty
  }

  /// Begins a file that is written bit by bit under another name, so that a reader never sees half of it.
  ///
  /// A device or a pipe takes the bytes itself.
  /// - Parameter body: Writes the file.
  static func write(
    to path: String, _ body: (GrowingFile) throws(CommandError) -> Void
  ) throws(CommandError) {
    let isStream = isStream(path)
    let target = isStream ? path : path + ".stet-\(getpid())"
    let flags = isStream ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL
    let descriptor = unsafe open(target, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("write", path) }
    let file = GrowingFile(descriptor: descriptor, path: path)
    do throws(CommandError) {
      try body(file)
      try file.flush()
      if isStream { return }
      guard unsafe rename(target, path) == 0 else { throw failure("write", path) }
    } catch {
      if !isStream { unsafe unlink(target) }
      throw error
    }
  }

  /// Copies a folder with all files and folders in it; what is neither is left out.
  static func copyFolder(_ path: String, to copy: String) throws(CommandError) {
    try makeFolder(copy)
    for name in try names(in: path) {
      let (source, target) = (path + "/" + name, copy + "/" + name)
      if isStream(source) { continue }
      if isFolder(source) {
        try copyFolder(source, to: target)
      } else {
        try write(try read(source), to: target)
      }
    }
  }

  /// The path without links and `..`.
  static func absolute(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  static func failure(_ doing: String, _ path: String) -> CommandError {
    let reason: FileFailure =
      switch errno {
      case ENOENT, ENOTDIR: .notFound
      case EACCES, EPERM: .denied
      case ENOSPC, EDQUOT: .noSpace
      case EEXIST: .exists
      case EPIPE: .noReader
      case EISDIR: .other("it is a folder")
      default: unsafe .other(String(cString: strerror(errno)))
      }
    return .file(doing: doing, path: path, reason: reason)
  }
}
