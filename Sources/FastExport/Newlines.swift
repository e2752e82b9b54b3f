/// Counts lines at the speed of memory, so that an error in the last commit of a large stream
/// still names its line.
enum Newlines {
  /// A multiple of all vector widths whose sum fits in a byte.
  private static let blockByteCount = 192

  static func count(in bytes: borrowing Span<UInt8>, from start: Int) -> Int {
    var total = 0
    var index = start
    while index < bytes.count {
      let end = min(index + blockByteCount, bytes.count)
      // A sum of bytes lets the compiler add 16 or 32 at a time.
      var sum: UInt8 = 0
      while index < end {
        sum &+= bytes[index] == UInt8(ascii: "\n") ? 1 : 0
        index += 1
      }
      total += Int(sum)
    }
    return total
  }
}
