/// Puts the visible text together: white space, blank lines, bullets and bars between words.
package struct PageWriter {
  package private(set) var bytes: [UInt8] = []
  package private(set) var map = SourceMap()
  /// Where the source of what was written last ends.
  private var sourceEnd = 0

  /// What has to stand before the next word.
  private enum Gap: Int, Comparable {
    case none, space, line, paragraph

    static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
  }

  package init() {}

  private var gap = Gap.none
  private var hasBullet = false
  /// Bars that have to stand before the next word.
  private var bars = 0
  private var rowHasCell = false
  private var rowHasText = false
  private var cellIsEmpty = false

  // MARK: - Gaps

  package mutating func space() { gap = max(gap, .space) }

  package mutating func lineBreak() {
    // Two of them leave an empty line.
    gap = gap == .line ? .paragraph : max(gap, .line)
  }

  /// A block begins or ends. The first one of a cell leaves the row in its line.
  package mutating func block(isParagraph: Bool) {
    guard !(rowHasCell && cellIsEmpty) else { return }
    gap = max(gap, isParagraph ? .paragraph : .line)
  }

  package mutating func item() {
    block(isParagraph: false)
    hasBullet = true
  }

  /// A point or a list ends: a bullet that no words followed is none.
  package mutating func endItem(isList: Bool) {
    block(isParagraph: isList)
    hasBullet = false
  }

  package mutating func row() {
    // What ended inside the last cell does not part the rows.
    gap = rowHasText ? .line : max(gap, .line)
    (rowHasCell, rowHasText, cellIsEmpty, bars) = (false, false, false, 0)
  }

  package mutating func endTable() {
    row()
    block(isParagraph: true)
  }

  package mutating func cell() {
    if rowHasCell {
      bars += 1
      // What ended inside the cell before does not break the row.
      if rowHasText { gap = .none }
    }
    (rowHasCell, cellIsEmpty) = (true, true)
  }

  // MARK: - Words

  /// Text without white space to collapse, from a range of the source.
  package mutating func put(_ text: some Collection<UInt8>, from source: Range<Int>) {
    put(Array(text)[...], from: source)
  }

  /// The same of a part of the source, as most of it is: this one is not generic, which is half the time.
  package mutating func put(_ text: ArraySlice<UInt8>, from source: Range<Int>) {
    flush(before: source.lowerBound)
    bytes += text
    map.append(text.count, from: source)
    sourceEnd = source.upperBound
    cellIsEmpty = false
    if rowHasCell { rowHasText = true }
  }

  /// What stands between the last word and the next, which comes from all the source between them.
  private mutating func flush(before start: Int) {
    let count = bytes.count
    let last = bytes.last
    if gap >= .line, let last {
      let missing = gap == .line ? 1 : 2
      let before = last != 0x0A ? 0 : bytes.dropLast().last == 0x0A ? 2 : 1
      bytes += repeatElement(0x0A, count: max(0, missing - before))
    } else if gap == .space, bars == 0, let last, last != 0x20, last != 0x0A {
      bytes.append(0x20)
    }
    for _ in 0..<bars { bytes += (bytes.last ?? 0x0A) == 0x0A ? "| ".utf8 : " | ".utf8 }
    if hasBullet { bytes += "• ".utf8 }
    if bytes.count > count {
      map.append(bytes.count - count, from: min(sourceEnd, start)..<start)
    }
    (gap, bars, hasBullet) = (.none, 0, false)
  }
}
