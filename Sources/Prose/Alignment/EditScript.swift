/// Writes edits from what is kept: everything between two kept passages is deleted and inserted.
struct EditScript {
  private let old: [UInt8]
  private let new: [UInt8]
  private let oldLimit: Int
  private let newLimit: Int
  private(set) var oldPosition: Int
  private(set) var newPosition: Int
  private(set) var edits: [Edit] = []

  init(old: [UInt8], new: [UInt8], from oldRange: Range<Int>, to newRange: Range<Int>) {
    (self.old, self.new) = (old, new)
    (oldPosition, oldLimit) = (oldRange.lowerBound, oldRange.upperBound)
    (newPosition, newLimit) = (newRange.lowerBound, newRange.upperBound)
  }

  /// Makes room for the edits around as many kept passages: each has a deletion and an insertion before it.
  mutating func reserveCapacity(keptCount: Int) { edits.reserveCapacity(3 * keptCount + 2) }

  /// Keeps `count` bytes, and writes what lies before them as changed.
  mutating func keep(old oldStart: Int, new newStart: Int, count: Int) {
    change(oldEnd: oldStart, newEnd: newStart)
    append(.keep, oldCount: count, newCount: count)
  }

  /// Writes what is left as changed.
  mutating func finish() {
    change(oldEnd: oldLimit, newEnd: newLimit)
  }

  /// Writes a change, less the white space that both sides share at its edges.
  mutating func change(oldEnd: Int, newEnd: Int) {
    let head = commonWhitePrefix(oldEnd, newEnd)
    let tail = commonWhiteSuffix(oldEnd, newEnd, oldPosition + head, newPosition + head)
    append(.keep, oldCount: head, newCount: head)
    append(.delete, oldCount: oldEnd - tail - oldPosition, newCount: 0)
    append(.insert, oldCount: 0, newCount: newEnd - tail - newPosition)
    append(.keep, oldCount: tail, newCount: tail)
  }

  /// Keeps the white space that both sides go on with, as far as the two ends.
  mutating func keepBlank(oldEnd: Int, newEnd: Int) {
    let count = commonWhitePrefix(oldEnd, newEnd)
    append(.keep, oldCount: count, newCount: count)
  }

  /// Appends an edit at the present position, grown onto the last one where the kinds agree.
  mutating func append(_ kind: Edit.Kind, oldCount: Int, newCount: Int) {
    guard oldCount > 0 || newCount > 0 else { return }
    let oldEnd = oldPosition + oldCount
    let newEnd = newPosition + newCount
    if let last = edits.last, last.kind == kind {
      edits[edits.count - 1].old = last.old.lowerBound..<oldEnd
      edits[edits.count - 1].new = last.new.lowerBound..<newEnd
    } else {
      edits.append(Edit(kind, old: oldPosition..<oldEnd, new: newPosition..<newEnd))
    }
    (oldPosition, newPosition) = (oldEnd, newEnd)
  }

  private func commonWhitePrefix(_ oldEnd: Int, _ newEnd: Int) -> Int {
    let limit = min(oldEnd - oldPosition, newEnd - newPosition)
    var count = 0
    while count < limit, old[oldPosition + count] == new[newPosition + count] {
      let scalar = old.scalar(at: oldPosition + count)
      guard isWhiteSpace(scalar.value), count + scalar.byteCount <= limit else { break }
      let isSame = (1..<scalar.byteCount).allSatisfy {
        old[oldPosition + count + $0] == new[newPosition + count + $0]
      }
      guard isSame else { break }
      count += scalar.byteCount
    }
    return count
  }

  private func commonWhiteSuffix(
    _ oldEnd: Int, _ newEnd: Int, _ oldStart: Int, _ newStart: Int
  ) -> Int {
    let limit = min(oldEnd - oldStart, newEnd - newStart)
    var count = 0
    while count < limit, old[oldEnd - 1 - count] == new[newEnd - 1 - count] {
      let byteCount = old.whiteSpaceByteCount(endingAt: oldEnd - count)
      guard byteCount > 0, count + byteCount <= limit else { break }
      let isSame = (1...byteCount).allSatisfy {
        old[oldEnd - count - $0] == new[newEnd - count - $0]
      }
      guard isSame else { break }
      count += byteCount
    }
    return count
  }
}

extension [UInt8] {
  /// The length of the white-space character that ends before `end`, or 0 where none does.
  @inline(__always)
  func whiteSpaceByteCount(endingAt end: Int) -> Int {
    guard end > 0 else { return 0 }
    let byte = self[end - 1]
    if byte < 0x80 { return isWhiteSpace(UInt32(byte)) ? 1 : 0 }
    for length in 2...3 where end >= length {
      let scalar = scalar(at: end - length)
      if scalar.byteCount == length { return isWhiteSpace(scalar.value) ? length : 0 }
    }
    return 0
  }
}
