/// How far two texts agree, sixteen bytes at a step.
enum EqualBytes {
  private static let step = 16

  /// How many bytes two ranges have in common at their beginning.
  static func prefixCount(
    _ old: Span<UInt8>, from oldStart: Int, _ new: Span<UInt8>, from newStart: Int, limit: Int
  ) -> Int {
    var count = 0
    while count + step <= limit, isEqualStep(old, oldStart + count, new, newStart + count) {
      count += step
    }
    while count < limit, old[oldStart + count] == new[newStart + count] { count += 1 }
    return count
  }

  /// How many bytes two ranges have in common at their end.
  static func suffixCount(
    _ old: Span<UInt8>, before oldEnd: Int, _ new: Span<UInt8>, before newEnd: Int, limit: Int
  ) -> Int {
    var count = 0
    while count + step <= limit,
      isEqualStep(old, oldEnd - count - step, new, newEnd - count - step)
    { count += step }
    while count < limit, old[oldEnd - 1 - count] == new[newEnd - 1 - count] { count += 1 }
    return count
  }

  @inline(__always)
  private static func isEqualStep(
    _ old: Span<UInt8>, _ oldStart: Int, _ new: Span<UInt8>, _ newStart: Int
  ) -> Bool {
    (word(old, oldStart) ^ word(new, newStart))
      | (word(old, oldStart + 8) ^ word(new, newStart + 8))
      == 0
  }

  /// Eight bytes as one number; the compiler makes a single load of it.
  @inline(__always)
  static func word(_ bytes: Span<UInt8>, _ start: Int) -> UInt64 {
    let eight = bytes.extracting(start..<start + 8)
    let low =
      UInt64(eight[0]) | UInt64(eight[1]) << 8 | UInt64(eight[2]) << 16 | UInt64(eight[3]) << 24
    let high =
      UInt64(eight[4]) | UInt64(eight[5]) << 8 | UInt64(eight[6]) << 16 | UInt64(eight[7]) << 24
    return low | high << 32
  }
}
