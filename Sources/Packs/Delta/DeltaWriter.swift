internal import Bytes

/// Collects the instructions of one delta, up to a size.
struct DeltaWriter {
  private(set) var bytes: [UInt8] = []
  private let limit: Int

  init(baseCount: Int, resultCount: Int, limit: Int) {
    self.limit = limit
    Varint.append(size: baseCount, to: &bytes)
    Varint.append(size: resultCount, to: &bytes)
  }

  /// Whether the delta is larger than its limit already.
  var isOverLimit: Bool { bytes.count > limit }

  /// How many more bytes of data may be inserted.
  var allowance: Int { limit - bytes.count }

  /// Copies a range of the base.
  mutating func copy(_ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = min(range.upperBound - offset, DeltaInstruction.largestCopy)
      DeltaInstruction.append(copyFrom: offset, count: count, to: &bytes)
      offset += count
    }
  }

  /// Inserts a range of the target, unless that exceeds the limit.
  mutating func insert(_ target: borrowing Span<UInt8>, _ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound && !isOverLimit {
      let count = min(range.upperBound - offset, DeltaInstruction.largestInsertion)
      bytes.append(UInt8(count))
      bytes.append(target.extracting(offset..<offset + count))
      offset += count
    }
  }
}
