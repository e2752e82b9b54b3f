internal import Bytes

/// Numbers by the marks of a stream, which mostly count from one on.
///
/// Memory: 4 bytes for each mark of a stream whose marks are dense; at most 32, or what a dictionary takes, for others.
struct MarkedNumbers {
  /// One more than the number; 0 where none is.
  private var dense = SegmentedArray<UInt32>()
  private var sparse: [Int: UInt32] = [:]
  private var count = 0

  subscript(mark: Int) -> Int? {
    if dense.indices.contains(mark), dense[mark] != 0 { return Int(dense[mark]) - 1 }
    return sparse[mark].map { Int($0) }
  }

  /// Gives a mark a number, in place of one that it had.
  mutating func set(_ mark: Int, to number: Int) {
    count += 1
    // What a stream makes this take is in proportion to the marks in it, whatever they are.
    guard mark >= 0, mark < 8 * (count + MarkedNumbers.leastCount) else {
      return sparse[mark] = UInt32(number)
    }
    while dense.count <= mark { dense.append(0) }
    dense[mark] = UInt32(number + 1)
  }

  private static let leastCount = 1024
}
