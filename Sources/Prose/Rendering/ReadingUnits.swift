/// Where a word begins, or a character of a script that writes without spaces.
struct ReadingUnit: Equatable {
  /// Byte offset in the text.
  var start: Int
  var isSentenceStart: Bool
}

/// Finds places where a text may be cut for display.
struct ReadingUnits {
  private let bytes: [UInt8]
  /// Byte offsets, in order.
  private let sentenceStarts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    sentenceStarts = Passages.sentences(in: bytes).map(\.lowerBound)
  }

  /// The units that begin inside `range`, in order.
  func units(in range: Range<Int>) -> [ReadingUnit] {
    var units: [ReadingUnit] = []
    var sentence = firstSentence(from: range.lowerBound)
    var offset = range.lowerBound
    var isInsideWord = offset > 0 && offset < bytes.count && !isSpace(bytes[offset - 1])
    while offset < range.upperBound {
      let (scalar, byteCount) = scalar(at: offset)
      let isWide = TerminalWidth.columns(of: scalar) == 2
      if !isWhiteSpace(scalar.value), isWide || !isInsideWord {
        while sentence < sentenceStarts.count, sentenceStarts[sentence] < offset { sentence += 1 }
        let isStart = sentence < sentenceStarts.count && sentenceStarts[sentence] == offset
        units.append(ReadingUnit(start: offset, isSentenceStart: isStart))
      }
      isInsideWord = !isWhiteSpace(scalar.value) && !isWide
      offset += byteCount
    }
    return units
  }

  /// Whether a sentence begins at `offset`; also true at the end of a text.
  func isSentenceStart(_ offset: Int) -> Bool {
    let sentence = firstSentence(from: offset)
    return offset >= bytes.count
      || sentence < sentenceStarts.count && sentenceStarts[sentence] == offset
  }

  /// The number of words, a wide character counting as one.
  func wordCount(in range: Range<Int>) -> Int { units(in: range).count }

  /// The end of the text in `range` without the white space after it.
  func trimmedEnd(_ range: Range<Int>) -> Int {
    let end = bytes[range].lastIndex { !isSpace($0) }
    return end.map { $0 + 1 } ?? range.lowerBound
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func firstSentence(from offset: Int) -> Int {
    var low = 0
    var high = sentenceStarts.count
    while low < high {
      let middle = (low + high) / 2
      if sentenceStarts[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The character at `offset`; U+FFFD for a byte that begins none.
  private func scalar(at offset: Int) -> (Unicode.Scalar, byteCount: Int) {
    let lead = bytes[offset]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let byteCount = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
    var iterator = bytes[offset...].prefix(byteCount).makeIterator()
    var decoder = UTF8()
    if case .scalarValue(let scalar) = decoder.decode(&iterator), byteCount > 1 {
      return (scalar, byteCount)
    }
    return ("\u{FFFD}", 1)
  }
}
