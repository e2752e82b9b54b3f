internal import Bytes

/// Sees to it that of a mapped pack which is read once no more is in memory than what was read last.
struct MappedWindow {
  /// How much that is, in bytes.
  private static let width = 16 << 20
  /// What the system takes into memory where it is asked for a byte that is not there: up to some five times the 64 KB
  /// that it is told to, as measured, where a file lies in large pieces in its cache.
  private static let reach = 320 << 10

  private let bytes: SharedBytes
  private var readCount = 0
  private var start = 0

  init(_ bytes: SharedBytes) {
    self.bytes = bytes
  }

  /// Notes that a range was read.
  mutating func read(_ range: Range<Int>) {
    // What lies between came along.
    readCount += min(abs(range.lowerBound - start), MappedWindow.reach) + range.count
    start = range.upperBound
    guard readCount >= MappedWindow.width else { return }
    bytes.letGo()
    readCount = 0
  }

  /// Notes that all before an offset was read, or passed over.
  mutating func read(upTo end: Int) {
    guard end - start >= MappedWindow.width else { return }
    bytes.letGo(start..<end)
    start = end
  }
}
