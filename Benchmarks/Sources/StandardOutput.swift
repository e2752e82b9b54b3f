internal import Glibc
internal import JSON

/// Gathers what a command prints, and writes it in large pieces.
struct StandardOutput {
  private var pending: [UInt8] = []

  mutating func append(_ bytes: [UInt8]) throws(BenchmarkError) {
    pending += bytes
    if pending.count >= 1 << 20 { try flush() }
  }

  mutating func append(_ text: String) throws(BenchmarkError) { try append(Array(text.utf8)) }

  mutating func flush() throws(BenchmarkError) {
    try StandardOutput.write(pending)
    pending.removeAll(keepingCapacity: true)
  }

  static func write(_ value: JSON) throws(BenchmarkError) { try write(value.encoded() + [0x0A]) }

  static func write(
    _ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO
  ) throws(BenchmarkError) {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      if written < 0 && errno == EINTR { continue }
      guard written >= 0 else { throw .current(doing: "write") }
      done += written
    }
  }
}
