internal import Glibc

/// Where a server says what happens, a line at a time.
enum StandardError {
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    // A line that cannot be written has nobody who would read why.
    unsafe bytes.withUnsafeBytes { unsafe _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
