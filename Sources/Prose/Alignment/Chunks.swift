internal import Bytes

/// A text in pieces of a line or a sentence or so, each with a key, cut by bytes alone.
///
/// Where a piece ends depends only on what is near, so two texts that are alike are cut alike.
struct Chunks {
  /// Byte offsets where the pieces start, and the end of the last.
  private(set) var bounds: [UInt32] = []
  /// Equal for equal pieces and, but for a chance in 2^64, only for them.
  private(set) var keys: [UInt64] = []

  /// No line and no sentence that is a piece of its own is shorter, in bytes.
  private static let shortestLine = 8
  private static let shortestSentence = 32

  init(_ bytes: [UInt8], in range: Range<Int>) {
    let span = bytes.span
    bounds.reserveCapacity(range.count / 64 + 2)
    keys.reserveCapacity(range.count / 64 + 2)
    var start = range.lowerBound
    while start < range.upperBound {
      let end = Self.end(span, from: start, limit: range.upperBound)
      bounds.append(UInt32(start))
      keys.append(ByteHash.hash(span, start..<end))
      start = end
    }
    bounds.append(UInt32(start))
  }

  func bytes(of run: Range<Int>) -> Range<Int> {
    Int(bounds[run.lowerBound])..<Int(bounds[run.upperBound])
  }

  /// Behind a line break, or a stop and the blank after it.
  private static func end(_ bytes: Span<UInt8>, from start: Int, limit: Int) -> Int {
    var place = start + shortestLine - 1
    while place + 8 < limit {
      if mayHaveEnd(bytes.littleEndianUInt64(at: place)) {
        for offset in place..<place + 8 {
          if bytes[offset] == 0x0A { return offset + 1 }
          if isStop(bytes[offset]), bytes[offset + 1] == 0x20, offset - start >= shortestSentence {
            return offset + 2
          }
        }
      }
      place += 8
    }
    return limit
  }

  @inline(__always)
  private static func isStop(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x21 || byte == 0x3F }

  /// Whether one of eight bytes is a line break or a stop.
  @inline(__always)
  private static func mayHaveEnd(_ word: UInt64) -> Bool {
    let each: UInt64 = 0x0101_0101_0101_0101
    var found: UInt64 = 0
    for byte: UInt64 in [0x0A, 0x2E, 0x21, 0x3F] {
      // The high bit of a byte is set where it is zero, or above one that is.
      let rest = word ^ each &* byte
      found |= (rest &- each) & ~rest
    }
    return found & (each << 7) != 0
  }
}
