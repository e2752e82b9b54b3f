internal import Glibc

/// The lines of a file, or of standard input, one after the other as they come.
struct InputLines: ~Copyable, Sendable {
  private let stream: InputStream
  private var bytes: [UInt8] = []
  /// Where the next line starts in `bytes`.
  private var start = 0
  private var isAtEnd = false

  init(_ path: String) throws(CommandError) {
    stream = try InputStream(path)
  }

  /// The next line without its newline; `nil` at the end.
  mutating func next() throws(CommandError) -> [UInt8]? {
    var searched = start
    while true {
      if let end = lineEnd(from: searched) {
        defer { start = end + 1 }
        return Array(bytes[start..<end])
      }
      if isAtEnd {
        defer { start = bytes.count }
        return start < bytes.count ? Array(bytes[start...]) : nil
      }
      bytes.removeSubrange(..<start)
      start = 0
      searched = bytes.count
      try fill()
    }
  }

  /// Where the next newline stands: a line may be megabytes.
  private func lineEnd(from start: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      guard start < buffer.count, let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, 0x0A, buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  private mutating func fill() throws(CommandError) {
    let before = bytes.count
    var failure: CommandError?
    bytes.append(addingCapacity: 1 << 18) { space in
      do throws(CommandError) {
        try stream.read(into: &space)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    isAtEnd = bytes.count == before
  }
}
