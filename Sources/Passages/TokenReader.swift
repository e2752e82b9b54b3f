/// Reads a text from its beginning to its end, and writes the tokens of it.
struct TokenReader {
  private enum Run {
    case none
    /// Letters and numbers that are one token.
    case word
    /// Scalars each of which makes a token with the next.
    case pairs
  }

  /// A folded scalar that waits for the next: marks may follow, or a scalar to pair it with.
  private struct Waiting {
    var scalar: UInt32
    var source: Range<Int>
  }

  private(set) var tokens: SearchTokens

  private var run = Run.none
  /// Where the open token begins: in the folded bytes, and its source.
  private var start = 0
  private var source = 0..<0
  /// The letter that marks may still join, and what joined it.
  private var letter: Waiting?
  private var joined: [UInt32] = []
  /// In `.pairs`: the scalar that has no token yet.
  private var first = Waiting(scalar: 0, source: 0..<0)

  /// As many marks as any language needs (UAX #15, "Stream-Safe Text Format"): more are put in order
  /// in parts, so that a million of them take no time.
  private static let joinedLimit = 30

  init(expecting byteCount: Int) { tokens = SearchTokens(expecting: byteCount) }

  /// Reads until `limit` bytes of the text are read, or of tokens written.
  mutating func read(_ text: borrowing Span<UInt8>, limit: Int) {
    let end = min(text.count, limit)
    var offset = 0
    while offset < end, tokens.end < limit {
      let byte = text[offset]
      if byte < 0x80 {
        if Self.folded(byte) != 0 {
          offset = readASCII(text, in: offset..<end)
        } else {
          endRun()
          offset += 1
        }
        continue
      }
      guard let scalar = UTF8Scalar(text, at: offset) else {
        endRun()
        offset += 1
        continue
      }
      let range = offset..<offset + scalar.byteCount
      if scalar.value < 0x800 {
        switch FoldingTable.shared[scalar.value] {
        case .separator: endRun()
        case .alphanumeric(let folded): wait(folded, range)
        case .other: take(scalar.value, range)
        }
      } else if Script.isPlain(scalar.value) {
        wait(scalar.value, range)
      } else {
        take(scalar.value, range)
      }
      offset = range.upperBound
    }
    endRun()
  }

  /// A letter or digit of ASCII in lower case; 0 for all else.
  @inline(__always) private static func folded(_ byte: UInt8) -> UInt8 {
    let lower = byte | 0x20
    if lower &- 0x61 < 26 { return lower }
    return byte &- 0x30 < 10 ? byte : 0
  }

  /// Reads letters and digits of ASCII at the beginning of `range`, and returns where they end.
  private mutating func readASCII(_ text: borrowing Span<UInt8>, in range: Range<Int>) -> Int {
    endLetter()
    open(.word, at: range.lowerBound)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = Self.folded(text[offset])
      if byte == 0 { break }
      if tokens.end - start == SearchTokens.byteLimit {
        cut(source.lowerBound..<offset, next: offset)
      }
      tokens.append(byte)
      offset += 1
    }
    source = source.lowerBound..<offset
    return offset
  }

  /// Takes any scalar as Unicode has it.
  private mutating func take(_ scalar: UInt32, _ range: Range<Int>) {
    let facts = FoldedScalar.facts(of: scalar)
    switch facts.kind {
    case .separator: endRun()
    case .ignored: break
    case .alphanumeric where !facts.folds: wait(scalar, range)
    case .alphanumeric, .mark:
      for folded in FoldedScalar.decomposed(scalar) { takeFolded(folded, range) }
    case .symbol: takeSymbol(scalar, range)
    }
  }

  /// Takes a sign by itself, so that a note's number is no part of the word before it.
  private mutating func takeSymbol(_ scalar: UInt32, _ range: Range<Int>) {
    let folded = FoldedScalar.decomposed(scalar)
    // "CO₂" is typed as "CO2". Radicals look like Han characters, and copied text has them instead.
    let isSubscript = (0x2080...0x2089).contains(scalar)
    let isAlone = !isSubscript && !Script.runsOn(folded.first ?? 0)
    if isAlone { endRun() }
    for scalar in folded { takeFolded(scalar, range) }
    if isAlone { endRun() }
  }

  private mutating func takeFolded(_ scalar: UInt32, _ range: Range<Int>) {
    switch FoldedScalar.facts(of: scalar).kind {
    case .alphanumeric: wait(scalar, range)
    case .mark: takeMark(scalar, range)
    case .ignored: break
    case .separator, .symbol: endRun()
    }
  }

  private mutating func takeMark(_ scalar: UInt32, _ range: Range<Int>) {
    guard let letter else {
      if run == .word {
        // The letter is one of ASCII, and written.
        source = source.lowerBound..<range.upperBound
      } else if Script.runsOn(scalar) {
        wait(scalar, range)
      }
      return
    }
    if Script.losesMarks(letter.scalar) {
      self.letter?.source = letter.source.lowerBound..<range.upperBound
    } else {
      join(scalar, range)
    }
  }

  /// Keeps a mark until the letter is whole.
  private mutating func join(_ scalar: UInt32, _ range: Range<Int>) {
    guard let letter else { return }
    if joined.count == Self.joinedLimit {
      endLetter()
      self.letter = Waiting(scalar: scalar, source: range)
    } else {
      joined.append(scalar)
      self.letter?.source = letter.source.lowerBound..<range.upperBound
    }
  }

  /// Keeps a letter until it is known that no mark follows.
  @inline(__always) private mutating func wait(_ scalar: UInt32, _ range: Range<Int>) {
    if let letter, Script.joins(scalar, after: letter.scalar) {
      join(scalar, range)
      return
    }
    endLetter()
    letter = Waiting(scalar: scalar, source: range)
  }

  /// Writes the letter that waits.
  @inline(__always) private mutating func endLetter() {
    guard let letter else { return }
    self.letter = nil
    if joined.isEmpty {
      write(letter.scalar, letter.source, runsOn: Script.runsOn(letter.scalar))
    } else {
      writeJoined(letter)
    }
  }

  private mutating func writeJoined(_ letter: Waiting) {
    let scalars = FoldedScalar.composed(FoldedScalar.decomposed(letter.scalar) + joined)
    joined.removeAll(keepingCapacity: true)
    let runsOn = Script.runsOn(letter.scalar)
    for scalar in scalars { write(scalar, letter.source, runsOn: runsOn) }
  }

  @inline(__always) private mutating func write(
    _ scalar: UInt32, _ range: Range<Int>, runsOn: Bool
  ) {
    if runsOn {
      writePair(Waiting(scalar: scalar, source: range))
      return
    }
    open(.word, at: range.lowerBound)
    let byteCount = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
    if tokens.end - start + byteCount > SearchTokens.byteLimit {
      cut(source, next: range.lowerBound)
    }
    tokens.append(scalar)
    source = source.lowerBound..<range.upperBound
  }

  private mutating func writePair(_ second: Waiting) {
    if run == .pairs {
      start = tokens.end
      tokens.append(first.scalar)
      tokens.append(second.scalar)
      tokens.close(from: start, source: first.source.lowerBound..<second.source.upperBound)
    } else {
      closeRun()
      run = .pairs
    }
    first = second
  }

  /// Begins a token where none of this kind is open.
  @inline(__always) private mutating func open(_ kind: Run, at offset: Int) {
    if run == kind { return }
    closeRun()
    run = kind
    start = tokens.end
    source = offset..<offset
  }

  /// Ends a token that is as long as it may be; the run goes on with another.
  private mutating func cut(_ range: Range<Int>, next offset: Int) {
    tokens.close(from: start, source: range)
    start = tokens.end
    source = offset..<offset
  }

  @inline(__always) private mutating func endRun() {
    endLetter()
    closeRun()
  }

  private mutating func closeRun() {
    switch run {
    case .none: return
    case .word: tokens.close(from: start, source: source)
    case .pairs:
      start = tokens.end
      tokens.append(first.scalar)
      tokens.close(from: start, source: first.source)
    }
    run = .none
  }
}

// MARK: - Places where reading may begin

extension TokenReader {
  /// Whether the tokens from a place on are the same without what stands before it: a token begins there.
  static func canBegin(at offset: Int, in text: borrowing Span<UInt8>) -> Bool {
    if offset == 0 || isSeparator(before: offset, in: text) { return true }
    guard offset < text.count, let scalar = UTF8Scalar(text, at: offset) else { return false }
    return Script.isPlain(scalar.value)
  }

  /// A place before `limit`, the last that is easily found: the tokens that begin before it are the same whatever
  /// stands from `limit` on.
  ///
  /// - Parameter start: Where to stop looking.
  static func settledEnd(before limit: Int, in text: borrowing Span<UInt8>, from start: Int) -> Int
  {
    var end = limit
    var isPlainBehind = false
    while end > start {
      if isSeparator(before: end, in: text) { return end }
      let scalar = scalar(before: end, in: text)
      let isPlain = scalar.map { Script.isPlain($0.value) } ?? false
      end -= scalar?.byteCount ?? 1
      // It makes a token with the one behind, which no mark can change any more, and ends the one before.
      if isPlain, isPlainBehind { return end }
      isPlainBehind = isPlain
    }
    return start
  }

  private static func isSeparator(before end: Int, in text: borrowing Span<UInt8>) -> Bool {
    if text[end - 1] < 0x80 { return folded(text[end - 1]) == 0 }
    guard let scalar = scalar(before: end, in: text) else { return false }
    return FoldedScalar.facts(of: scalar.value).kind == .separator
  }

  private static func scalar(before end: Int, in text: borrowing Span<UInt8>) -> UTF8Scalar? {
    var start = end - 1
    while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
    guard let scalar = UTF8Scalar(text, at: start), start + scalar.byteCount == end else {
      return nil
    }
    return scalar
  }
}
