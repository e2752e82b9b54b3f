internal import Glibc

/// Standard input, output and error.
enum StandardStreams {
  /// Reads all of standard input.
  static func read(limit: Int) throws(PostError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(STDIN_FILENO, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("read standard input") }
      if count == 0 { return bytes }
      bytes += piece[..<count]
      guard bytes.count <= limit else { throw .requestTooLarge }
    }
  }

  static func write(_ bytes: [UInt8]) throws(PostError) {
    guard write(bytes, to: STDOUT_FILENO) else { throw failure("write standard output") }
  }

  /// Says what went wrong.
  static func complain(_ error: PostError) {
    let line = "stet-post: error: \(PostArguments.printable(error.words))\n"
    _ = write(Array(line.utf8), to: STDERR_FILENO)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return false }
      done += count
    }
    return true
  }

  private static func failure(_ doing: String) -> PostError {
    .system(doing: doing, words: unsafe String(cString: strerror(errno)))
  }
}
