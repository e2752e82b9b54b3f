internal import Glibc

/// A file, or standard input, read piece by piece.
final class InputStream: Sendable {
  private let path: String
  private let descriptor: Int32
  /// The file's size; `nil` for what is no file.
  let byteCount: Int?

  init(_ path: String) throws(CommandError) {
    self.path = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure("read", path) }
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    byteCount = isFile ? Int(status.st_size) : nil
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Appends the next bytes, as many as come at once; none at the end.
  func read(into space: inout OutputSpan<UInt8>) throws(CommandError) {
    var got = 0
    unsafe space.withUnsafeMutableBufferPointer { buffer, initialized in
      repeat {
        got = unsafe Glibc.read(
          descriptor, buffer.baseAddress.map { unsafe $0 + initialized },
          buffer.count - initialized)
      } while got < 0 && errno == EINTR
      initialized += max(0, got)
    }
    guard got >= 0 else { throw Files.failure("read", path) }
  }
}
