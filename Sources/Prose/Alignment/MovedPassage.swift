/// A passage that stands elsewhere in the new text, as bytes and kept tokens.
struct MovedPassage {
  /// Byte ranges in both texts.
  var source: Range<Int>
  var target: Range<Int>
  /// Kept byte ranges inside, in order: offsets of the whole texts.
  var kept: [KeptBytes]
}

/// Bytes that are equal on both sides.
struct KeptBytes {
  var old: Int
  var new: Int
  var count: Int

  var oldEnd: Int { old + count }
  var newEnd: Int { new + count }
}

extension [MovedPassage] {
  /// Joins passages that touch on both sides, but for white space, into one.
  ///
  /// - Returns: The passages in old order.
  func joined(old: [UInt8], new: [UInt8]) -> [MovedPassage] {
    var result: [MovedPassage] = []
    for passage in sorted(by: { $0.source.lowerBound < $1.source.lowerBound }) {
      if let last = result.last, last.target.upperBound <= passage.target.lowerBound,
        old.isBlank(last.source.upperBound..<passage.source.lowerBound),
        new.isBlank(last.target.upperBound..<passage.target.lowerBound)
      {
        result[result.count - 1].source = last.source.lowerBound..<passage.source.upperBound
        result[result.count - 1].target = last.target.lowerBound..<passage.target.upperBound
        result[result.count - 1].kept += passage.kept
      } else {
        result.append(passage)
      }
    }
    return result
  }
}

extension [UInt8] {
  /// Whether a range holds nothing but white space.
  func isBlank(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let scalar = scalar(at: offset)
      guard isWhiteSpace(scalar.value) else { return false }
      offset += scalar.byteCount
    }
    return true
  }

  /// Whether a range holds nothing but white space, and equals a range of another text.
  @inline(__always)
  func isEqualBlank(_ range: Range<Int>, _ other: [UInt8], _ otherRange: Range<Int>) -> Bool {
    guard range.count == otherRange.count else { return false }
    for offset in 0..<range.count
    where self[range.lowerBound + offset] != other[otherRange.lowerBound + offset] { return false }
    return range.count == 1 && self[range.lowerBound] == 0x20 || isBlank(range)
  }
}
