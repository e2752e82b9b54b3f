/// A passage that stands elsewhere in the new text, as bytes and kept tokens.
struct MovedPassage {
  /// Byte ranges in both texts.
  var source: Range<Int>
  var target: Range<Int>
  /// Kept byte ranges inside, in order: offsets of the whole texts.
  var kept: [KeptBytes]
}

extension MovedPassage {
  /// The passage with the white space behind it, where that is the same in both places.
  ///
  /// A sentence that leaves its place takes its blank along: what stays then needs no edit.
  func takingBlank(old: [UInt8], new: [UInt8]) -> MovedPassage {
    let count = old.blankCount(from: source.upperBound)
    let other = new.blankCount(from: target.upperBound)
    let oldBlank = source.upperBound..<source.upperBound + count
    let newBlank = target.upperBound..<target.upperBound + other
    guard count > 0, old.isEqualBlank(oldBlank, new, newBlank) else { return self }
    var passage = self
    passage.kept.append(KeptBytes(old: oldBlank.lowerBound, new: newBlank.lowerBound, count: count))
    passage.source = source.lowerBound..<oldBlank.upperBound
    passage.target = target.lowerBound..<newBlank.upperBound
    return passage
  }
}

/// Bytes that are equal on both sides.
struct KeptBytes {
  // As in `MatchRun`: there may be many.
  private var storedOld: Int32
  private var storedNew: Int32
  private var storedCount: Int32

  @inline(__always)
  init(old: Int, new: Int, count: Int) {
    (storedOld, storedNew, storedCount) = (Int32(old), Int32(new), Int32(count))
  }

  /// Byte offsets.
  @inline(__always) var old: Int { Int(storedOld) }
  @inline(__always) var new: Int { Int(storedNew) }
  @inline(__always) var count: Int {
    get { Int(storedCount) }
    set { storedCount = Int32(newValue) }
  }

  var oldEnd: Int { old + count }
  var newEnd: Int { new + count }
  var oldRange: Range<Int> { old..<oldEnd }
  var newRange: Range<Int> { new..<newEnd }
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

  /// The length of the white space that starts at `offset`, in bytes.
  func blankCount(from offset: Int) -> Int {
    var end = offset
    while end < count {
      let scalar = scalar(at: end)
      guard isWhiteSpace(scalar.value) else { break }
      end += scalar.byteCount
    }
    return end - offset
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
