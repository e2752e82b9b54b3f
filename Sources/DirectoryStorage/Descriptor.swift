internal import Bytes
internal import Glibc
internal import Storage

/// An open file; closed when it is let go of.
final class Descriptor: WritableFile, StorageLock {
  let path: String
  private(set) var number: Int32

  /// Smaller files are read: mapping one costs more than copying it.
  private static let smallestMapping = 1 << 16

  init(opening path: String, _ flags: Int32, mode: mode_t = 0) throws(StorageError) {
    self.path = path
    number = unsafe open(path, flags, mode)
    if number < 0 { throw .current(doing: "open", path) }
  }

  deinit {
    if number >= 0 { Glibc.close(number) }
  }

  func close() throws(StorageError) {
    let result = Glibc.close(number)
    number = -1
    if result != 0 { throw .current(doing: "close", path) }
  }

  /// Closing the only descriptor of a lock releases it.
  func release() {
    if number >= 0 { Glibc.close(number) }
    number = -1
  }

  func append(_ bytes: borrowing Span<UInt8>) throws(StorageError) {
    try unsafe writeAll(bytes) { number, base, count, _ in unsafe write(number, base, count) }
  }

  func overwrite(_ bytes: borrowing Span<UInt8>, at offset: Int) throws(StorageError) {
    try unsafe writeAll(bytes) { number, base, count, done in
      unsafe pwrite(number, base, count, offset + done)
    }
  }

  /// Writes until nothing is left: a system call may write less than it was given.
  private func writeAll(
    _ bytes: borrowing Span<UInt8>, _ call: (Int32, UnsafeRawPointer, Int, Int) -> Int
  ) throws(StorageError) {
    let failed = unsafe bytes.withUnsafeBytes { buffer -> Bool in
      guard let base = buffer.baseAddress else { return false }
      var done = 0
      while done < buffer.count {
        let written = unsafe call(number, base + done, buffer.count - done, done)
        if written < 0 && errno == EINTR { continue }
        // A system that writes nothing, and says no why, would be asked for ever.
        if written == 0 { errno = EIO }
        if written <= 0 { return true }
        done += written
      }
      return false
    }
    if failed { throw .current(doing: "write", path) }
  }

  func synchronize() throws(StorageError) {
    while fsync(number) != 0 {
      if errno != EINTR { throw .current(doing: "synchronize", path) }
    }
  }

  /// Gives others the permissions that the repository shares.
  func share(_ permissions: SharedPermissions) throws(StorageError) {
    guard !permissions.isNothing else { return }
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .current(doing: "look at", path) }
    let mode = status.st_mode & 0o7777
    guard permissions.fileMode(mode) != mode else { return }
    guard fchmod(number, permissions.fileMode(mode)) == 0 else {
      throw .current(doing: "share", path)
    }
  }

  func contents() throws(StorageError) -> SharedBytes {
    guard let count = try byteCount() else { throw .notAFile(path) }
    if count >= Descriptor.smallestMapping { return try mapped(count) }
    return SharedBytes(try read(count))
  }

  /// The whole content, read; `nil` where it is no file of at most so many bytes.
  func contents(upTo limit: Int) throws(StorageError) -> [UInt8]? {
    guard let count = try byteCount(), count <= limit else { return nil }
    return try read(count)
  }

  /// `nil` where it is no file.
  private func byteCount() throws(StorageError) -> Int? {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .current(doing: "look at", path) }
    return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  private func mapped(_ count: Int) throws(StorageError) -> SharedBytes {
    let mapping = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, number, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      throw .current(doing: "map", path)
    }
    return unsafe SharedBytes(unsafeMapping: mapping, count: count)
  }

  private func read(_ count: Int) throws(StorageError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(number, buffer.baseAddress.map { unsafe $0 + done }, count - done)
      }
      if got < 0 && errno == EINTR { continue }
      if got < 0 { throw .current(doing: "read", path) }
      if got == 0 { break }
      done += got
    }
    bytes.removeLast(count - done)
    return bytes
  }
}
