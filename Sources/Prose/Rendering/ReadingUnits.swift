/// Where a word begins, or a character of a script that writes without spaces.
struct ReadingUnit: Equatable {
  /// Byte offset in the text.
  var start: Int
  var isSentenceStart: Bool
}

/// Finds places where a text may be cut for display.
///
/// Only what is asked about is read closely: of a long article that is a little around each change.
struct ReadingUnits {
  private let bytes: [UInt8]
  private let sentences: SentenceStartsNearby

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    sentences = SentenceStartsNearby(bytes)
  }

  /// The units that begin inside `range`, in order.
  func units(in range: Range<Int>) -> [ReadingUnit] {
    let starts = sentences.starts(around: range)
    var units: [ReadingUnit] = []
    var sentence = starts.partitioningIndex { $0 >= range.lowerBound }
    forEachUnit(in: range) { offset in
      while sentence < starts.count, starts[sentence] < offset { sentence += 1 }
      let isStart = sentence < starts.count && starts[sentence] == offset
      units.append(ReadingUnit(start: offset, isSentenceStart: isStart))
    }
    return units
  }

  /// Whether a sentence begins at `offset`; also true at the end of a text.
  func isSentenceStart(_ offset: Int) -> Bool {
    guard offset < bytes.count else { return true }
    let starts = sentences.starts(around: offset..<offset + 1)
    let sentence = starts.partitioningIndex { $0 >= offset }
    return sentence < starts.count && starts[sentence] == offset
  }

  /// The number of words, a wide character counting as one.
  func wordCount(in range: Range<Int>) -> Int {
    var count = 0
    forEachUnit(in: range) { _ in count += 1 }
    return count
  }

  /// The end of the text in `range` without the white space after it.
  func trimmedEnd(_ range: Range<Int>) -> Int {
    let end = bytes[range].lastIndex { !isSpace($0) }
    return end.map { $0 + 1 } ?? range.lowerBound
  }

  /// Calls `body` with the byte offset of each unit that begins inside `range`.
  @inline(__always)
  private func forEachUnit(in range: Range<Int>, _ body: (Int) -> Void) {
    var offset = range.lowerBound
    var isInsideWord = offset > 0 && offset < bytes.count && !isSpace(bytes[offset - 1])
    while offset < range.upperBound {
      let byte = bytes[offset]
      if byte < 0x80 {
        let isSpace = isSpace(byte)
        if !isSpace && !isInsideWord { body(offset) }
        isInsideWord = !isSpace
        offset += 1
      } else if byte >= 0xC3, byte <= 0xDF, bytes.isContinuation(at: offset + 1) {
        // No white space and no wide character begins with these.
        if !isInsideWord { body(offset) }
        isInsideWord = true
        offset += 2
      } else {
        let scalar = bytes.scalar(at: offset)
        let isWide = Unicode.Scalar(scalar.value).map(TerminalWidth.columns) == 2
        let isSpace = isWhiteSpace(scalar.value)
        if !isSpace, isWide || !isInsideWord { body(offset) }
        isInsideWord = !isSpace && !isWide
        offset += scalar.byteCount
      }
    }
  }

  @inline(__always)
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }
}

/// The sentences around the places that are asked about.
private final class SentenceStartsNearby {
  private let bytes: [UInt8]
  private let edges: SentenceEdges
  /// What has been read last, and where sentences start in it.
  private var known = 0..<0
  private var starts: [Int] = []

  /// How much is read at least, in bytes: the next place asked about is near.
  private static let step = 2_048

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    edges = SentenceEdges(bytes)
  }

  /// Byte offsets where sentences start, in order: all that lie in `range`, and some beside it.
  func starts(around range: Range<Int>) -> [Int] {
    if known.lowerBound <= range.lowerBound, range.upperBound <= known.upperBound { return starts }
    // Reading starts and ends a sentence away, so that none of the range is seen cut.
    let start = edges.start(wellBefore: range.lowerBound) ?? 0
    let end = edges.start(wellAfter: range.upperBound + Self.step) ?? bytes.count
    let tokens = Tokeniser.tokens(of: bytes, in: start..<end)
    starts = SentenceSegmenter.sentences(of: tokens, in: bytes, initials: .joined).map {
      Int(tokens[$0.lowerBound].start)
    }
    known = range.lowerBound..<max(range.upperBound, end - Self.step)
    if start == 0 { known = 0..<known.upperBound }
    if end == bytes.count { known = known.lowerBound..<bytes.count }
    return starts
  }
}
