internal import Bytes

/// Finds the markup that a change touches.
struct MarkupPassages {
  private var reader: MarkupReader
  private var position = 0
  /// The passages that have been read and may still be asked about.
  private var found: [MarkupPassage] = []

  init(_ text: [UInt8]) { reader = MarkupReader(text: text) }

  /// The markup that shares bytes with a range, or has its place inside. To be asked in text order.
  mutating func passages(touching range: Range<Int>) -> [MarkupPassage] {
    found.removeAll { $0.range.upperBound <= range.lowerBound }
    while position < range.upperBound { readOn(to: range) }
    return found.filter {
      $0.range.lowerBound < range.upperBound && range.lowerBound < $0.range.upperBound
    }
  }

  private mutating func readOn(to range: Range<Int>) {
    skipProse(to: range.upperBound)
    guard position < range.upperBound else { return }
    guard let passage = reader.passage(at: position) else {
      position += 1
      return
    }
    if passage.range.upperBound > range.lowerBound { found.append(passage) }
    position = passage.range.upperBound
  }

  /// Goes on to the next byte with which markup may start.
  private mutating func skipProse(to end: Int) {
    let text = reader.text
    let bytes = text.span
    var place = position
    while place + 8 <= end, !Self.mayStart(bytes.littleEndianUInt64(at: place)) { place += 8 }
    while place < end, bytes[place] != UInt8(ascii: "<"), bytes[place] != UInt8(ascii: "]") {
      place += 1
    }
    position = place
  }

  /// Whether one of eight bytes is `<` or `]`.
  @inline(__always)
  private static func mayStart(_ word: UInt64) -> Bool {
    let each: UInt64 = 0x0101_0101_0101_0101
    let (open, close) = (word ^ each &* 0x3C, word ^ each &* 0x5D)
    let isZero = (open &- each) & ~open | (close &- each) & ~close
    return isZero & each << 7 != 0
  }
}

/// The markup on one side of a change.
struct MarkupSide {
  let range: Range<Int>
  let passages: [MarkupPassage]

  /// Whether all of the side lies in one passage.
  var isInside: Bool {
    passages.contains {
      $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
    }
  }

  /// The parts of the range that a reader sees.
  var visible: [Range<Int>] {
    var parts: [Range<Int>] = []
    var position = range.lowerBound
    for passage in passages {
      append(position..<max(position, passage.range.lowerBound), to: &parts)
      for part in passage.visible { append(part, to: &parts) }
      position = max(position, passage.range.upperBound)
    }
    append(position..<max(position, range.upperBound), to: &parts)
    return parts
  }

  private func append(_ part: Range<Int>, to parts: inout [Range<Int>]) {
    let clamped = part.clamped(to: range)
    if !clamped.isEmpty { parts.append(clamped) }
  }

  /// Where the markup that the side touches leads, without what says nothing about it.
  func destinations(in text: [UInt8]) -> [[UInt8]] {
    passages.flatMap(\.addresses).map { address in
      WebAddress.destination(text[address.range], isLoaded: address.isLoaded)
    }
  }
}
