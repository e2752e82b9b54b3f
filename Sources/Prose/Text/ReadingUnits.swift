internal import Bytes

/// Where a word begins, or a character of a script that writes without spaces.
package struct ReadingUnit: Equatable {
  /// Byte offset in the text.
  package var start: Int
  package var isSentenceStart: Bool
}

/// Finds places where a text may be cut for display.
///
/// Only what is asked about is read closely: of a long article that is a little around each change.
package struct ReadingUnits {
  private let bytes: [UInt8]
  private let sentences: SentenceStartsNearby

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    sentences = SentenceStartsNearby(bytes)
  }

  /// The units that begin inside `range`, in order.
  package func units(in range: Range<Int>) -> [ReadingUnit] {
    let starts = sentences.starts(around: range)
    var units: [ReadingUnit] = []
    var sentence = starts.partitioningIndex { $0 >= range.lowerBound }
    var offset = range.lowerBound
    var isInsideWord = isInsideWord(at: offset)
    while offset < range.upperBound {
      let start = offset
      guard isUnitStart(&offset, &isInsideWord) else { continue }
      while sentence < starts.count, starts[sentence] < start { sentence += 1 }
      let isStart = sentence < starts.count && starts[sentence] == start
      units.append(ReadingUnit(start: start, isSentenceStart: isStart))
    }
    return units
  }

  /// Whether a sentence begins at `offset`; also true at the end of a text.
  package func isSentenceStart(_ offset: Int) -> Bool {
    guard offset < bytes.count else { return true }
    let starts = sentences.starts(around: offset..<offset + 1)
    let sentence = starts.partitioningIndex { $0 >= offset }
    return sentence < starts.count && starts[sentence] == offset
  }

  /// The number of words, a wide character counting as one.
  package func wordCount(in range: Range<Int>) -> Int {
    var count = 0
    var offset = range.lowerBound
    var isInsideWord = isInsideWord(at: offset)
    while offset < range.upperBound {
      if offset + 8 <= range.upperBound, let blanks = BlankBytes(bytes.span, at: offset) {
        count += blanks.wordStartCount(isInsideWord: isInsideWord)
        isInsideWord = !blanks.isLastBlank
        offset += 8
      } else {
        if isUnitStart(&offset, &isInsideWord) { count += 1 }
      }
    }
    return count
  }

  /// The end of the text in `range` without the white space after it.
  package func trimmedEnd(_ range: Range<Int>) -> Int {
    let end = bytes[range].lastIndex { !isSpace($0) }
    return end.map { $0 + 1 } ?? range.lowerBound
  }

  private func isInsideWord(at offset: Int) -> Bool {
    offset > 0 && offset < bytes.count && !isSpace(bytes[offset - 1])
  }

  /// Whether the character at `offset` begins a unit; goes on behind it.
  @inline(__always)
  private func isUnitStart(_ offset: inout Int, _ isInsideWord: inout Bool) -> Bool {
    let byte = bytes[offset]
    var (isSpace, isWide) = (false, false)
    if byte < 0x80 {
      isSpace = self.isSpace(byte)
      offset += 1
    } else if byte >= 0xC3, byte <= 0xDF, bytes.isContinuation(at: offset + 1) {
      // No white space and no wide character begins with these.
      offset += 2
    } else {
      let scalar = bytes.scalar(at: offset)
      isWide = Unicode.Scalar(scalar.value).map(CharacterWidth.columns) == 2
      isSpace = isWhiteSpace(scalar.value)
      offset += scalar.byteCount
    }
    defer { isInsideWord = !isSpace && !isWide }
    return !isSpace && (isWide || !isInsideWord)
  }

  @inline(__always)
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }
}

/// Which of eight bytes are blanks, where none is part of a wide character or a blank beyond ASCII.
private struct BlankBytes {
  /// The highest bit of each byte that is a blank.
  private let mask: UInt64
  private static let each: UInt64 = 0x0101_0101_0101_0101
  private static let highest = each << 7

  @inline(__always)
  init?(_ bytes: Span<UInt8>, at offset: Int) {
    let word = bytes.littleEndianUInt64(at: offset)
    // Wide characters have three bytes or more and begin with E0 or more; C2 begins blanks.
    let mayBeWide = word & word << 1 & word << 2
    guard mayBeWide & Self.highest == 0, Self.zeros(word ^ Self.each &* 0xC2) == 0 else {
      return nil
    }
    let low = word & ~Self.highest
    let (isTabOrMore, isMoreThanReturn) = (low &+ Self.each &* 0x77, low &+ Self.each &* 0x72)
    mask =
      (isTabOrMore & ~isMoreThanReturn & ~word & Self.highest)
      | Self.zeros(word ^ Self.each &* 0x20)
  }

  /// The highest bit of each byte that is zero.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    ~((word & ~highest &+ ~highest) | word | ~highest)
  }

  var isLastBlank: Bool { mask >> 63 != 0 }

  @inline(__always)
  func wordStartCount(isInsideWord: Bool) -> Int {
    let afterBlank = mask << 8 | (isInsideWord ? 0 : 0x80)
    return (~mask & Self.highest & afterBlank).nonzeroBitCount
  }
}

/// The sentences around the places that are asked about.
private final class SentenceStartsNearby {
  private let bytes: [UInt8]
  private let edges: SentenceEdges
  /// What has been read last, and where sentences start in it.
  private var known = 0..<0
  private var starts: [Int] = []

  /// How much is read at least, in bytes: more where the last place asked about was near.
  private static let steps = 512...4_096
  private var step = steps.lowerBound

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    edges = SentenceEdges(bytes)
  }

  /// Byte offsets where sentences start, in order: all that lie in `range`, and some beside it.
  func starts(around range: Range<Int>) -> [Int] {
    if known.lowerBound <= range.lowerBound, range.upperBound <= known.upperBound { return starts }
    let isNear = range.lowerBound >= known.lowerBound && range.lowerBound <= known.upperBound + step
    step = isNear && !known.isEmpty ? min(2 * step, Self.steps.upperBound) : Self.steps.lowerBound
    // Reading starts and ends a sentence away, so that none of the range is seen cut.
    let start = edges.start(wellBefore: range.lowerBound) ?? 0
    let end = edges.start(wellAfter: range.upperBound + step) ?? bytes.count
    let tokens = Tokeniser.tokens(of: bytes, in: start..<end)
    starts = SentenceSegmenter.sentences(of: tokens, in: bytes, initials: .joined).map {
      Int(tokens[$0.lowerBound].start)
    }
    known = range.lowerBound..<max(range.upperBound, end - step)
    if start == 0 { known = 0..<known.upperBound }
    if end == bytes.count { known = known.lowerBound..<bytes.count }
    return starts
  }
}
