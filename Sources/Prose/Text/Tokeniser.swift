internal import Bytes

/// Cuts a text into tokens at word boundaries.
///
/// ASCII and the common letters and marks of European texts are cut by rules of their own; the
/// general ones of `WordBoundaries` are asked only where a segment has, or touches, another
/// character.
struct Tokeniser {
  private let bytes: [UInt8]
  private var limit: Int
  private var position: Int
  private let mode: Mode
  /// Whether a web address is one token.
  private let areAddressesJoined: Bool
  private var tokens: [Token] = []
  private var counted = TokenCount()
  private var group = TokenGroup()

  /// What becomes of the tokens.
  private enum Mode {
    case list
    /// Several become one (`TokenGroup`).
    case listGroups
    case count
  }

  private init(
    _ bytes: [UInt8], in range: Range<Int>, _ mode: Mode, areAddressesJoined: Bool = false
  ) {
    self.bytes = bytes
    self.mode = mode
    self.areAddressesJoined = areAddressesJoined
    limit = range.upperBound
    position = range.lowerBound
  }

  /// - Parameters:
  ///   - passages: Byte ranges inside `range`, in order, that become one token each.
  ///   - areGrouped: Whether tokens become one with their neighbours (`TokenGroup`).
  ///   - areAddressesJoined: Whether a web address is one word, however many it is made of.
  static func tokens(
    of bytes: [UInt8], in range: Range<Int>, passages: [Range<Int>] = [], areGrouped: Bool = false,
    areAddressesJoined: Bool = false
  ) -> [Token] {
    var tokeniser = Tokeniser(
      bytes, in: range, areGrouped ? .listGroups : .list, areAddressesJoined: areAddressesJoined)
    let passageByteCount = passages.reduce(0) { $0 + $1.count }
    tokeniser.tokens.reserveCapacity((range.count - passageByteCount) / 5 + passages.count + 8)
    tokeniser.run(around: passages, to: range.upperBound)
    return tokeniser.tokens
  }

  /// How many tokens `tokens(of:in:)` would give.
  static func count(
    in bytes: [UInt8], _ range: Range<Int>, passages: [Range<Int>] = []
  ) -> TokenCount {
    var tokeniser = Tokeniser(bytes, in: range, .count)
    tokeniser.run(around: passages, to: range.upperBound)
    return tokeniser.counted
  }

  /// The key that a word has as a token.
  static func key(ofWord word: [UInt8]) -> UInt64 {
    ByteHash.key(word.span, 0..<word.count, .word)
  }

  private mutating func run(around passages: [Range<Int>], to end: Int) {
    for (number, passage) in passages.enumerated() {
      limit = passage.lowerBound
      run()
      closeGroup()
      add(Token(passage: passage, number: number))
      position = passage.upperBound
    }
    limit = end
    run()
    closeGroup()
  }

  private mutating func run() {
    while position < limit {
      let byte = bytes[position]
      if byte >= 0x80 {
        general(from: position)
      } else if isWordPart(byte) {
        word()
      } else if byte == 0x20 || byte &- 0x09 < 5 {
        position += 1
      } else {
        mark()
      }
    }
  }

  @inline(__always)
  private mutating func append(_ start: Int, _ end: Int, _ kind: Token.Kind) {
    position = end
    switch mode {
    case .list:
      add(Token(start, end, key: ByteHash.key(bytes.span, start..<end, kind)))
    case .listGroups:
      group.append(start..<end, kind, in: bytes)
      if let token = group.takenIfComplete() { add(token) }
    case .count:
      counted.tokens += 1
      counted.words += kind == .punctuation ? 0 : 1
    }
  }

  private mutating func closeGroup() {
    guard let token = group.taken() else { return }
    add(token)
  }

  @inline(__always)
  private mutating func add(_ token: Token) {
    if tokens.count == tokens.capacity { makeRoom() }
    tokens.append(token)
  }

  /// Makes as much room as the rest of the text will need, if it goes on as it began: twice as much
  /// would be more than a text of many tokens can afford.
  private mutating func makeRoom() {
    guard let first = tokens.first, position > first.start else { return }
    let bytesRead = position - Int(first.start)
    let rest = (limit - position) * tokens.count / bytesRead
    tokens.reserveCapacity(tokens.count + rest + rest / 16 + 64)
  }
}

/// How many tokens a text has, and how many of them are not punctuation.
struct TokenCount {
  var tokens = 0
  var words = 0
}

// MARK: - ASCII

extension Tokeniser {
  /// A run of ASCII letters, digits and low lines, joined over apostrophes and decimal marks.
  @inline(__always)
  private mutating func word() {
    let start = position
    var offset = start + 1
    // A number parts from the letters behind it: 5km is 5 and km.
    let isNumber = isDigit(bytes[start])
    if !isNumber { offset = endOfASCIILetters(from: offset) }
    while offset < limit {
      let byte = bytes[offset]
      if byte >= 0x80 { return general(from: start) }
      let goesOn = isNumber ? isDigit(byte) : isWordPart(byte)
      guard goesOn || joins(byte, at: offset) else { break }
      offset += 1
    }
    if areAddressesJoined, !isNumber,
      let end = WebAddress.end(in: bytes, ofWord: start..<offset, limit: limit)
    {
      offset = end
    }
    append(start, offset, isNumber ? .number : .word)
  }

  /// Where a run of ASCII letters ends, found by eight bytes at a time.
  @inline(__always)
  private func endOfASCIILetters(from start: Int) -> Int {
    let text = bytes.span
    var offset = start
    while offset + 8 <= limit {
      let count = Self.asciiLetterCount(text.littleEndianUInt64(at: offset))
      offset += count
      if count < 8 { return offset }
    }
    while offset < limit, isASCIILetter(text[offset]) { offset += 1 }
    return offset
  }

  /// How many of eight bytes are ASCII letters before the first that is none.
  @inline(__always)
  private static func asciiLetterCount(_ word: UInt64) -> Int {
    let each: UInt64 = 0x0101_0101_0101_0101
    let small = (word | each &* 0x20) & ~(each << 7)
    // The highest bit of each byte: not before "a", not behind "z", and no byte beyond ASCII.
    let isLetter = (small &+ each &* 0x1F) & ~(small &+ each &* 0x05) & ~word & each << 7
    return (isLetter ^ each << 7).trailingZeroBitCount >> 3
  }

  /// Whether an ASCII mark stands between two letters, or two digits, that it joins.
  @inline(__always)
  private func joins(_ byte: UInt8, at offset: Int) -> Bool {
    guard byte == 0x27 || byte == 0x2E || byte == 0x2C, offset + 1 < limit else { return false }
    let before = bytes[offset - 1]
    let after = bytes[offset + 1]
    if isDigit(before) { return isDigit(after) }
    // What follows an apostrophe beyond ASCII is left to the general rules, from the start.
    return byte == 0x27 && (isASCIILetter(after) || after >= 0x80) && isASCIILetter(before)
  }

  private mutating func mark() {
    let end = position + 1
    if endsMark(at: end) { append(position, end, .punctuation) } else { general(from: position) }
  }

  /// Whether what stands at `offset` is sure to be no part of a mark before it.
  @inline(__always)
  private func endsMark(at offset: Int) -> Bool {
    guard offset < limit, bytes[offset] >= 0x80 else { return true }
    return offset + 1 < limit && CommonLetters.contains(bytes[offset], bytes[offset + 1])
  }
}

// MARK: - Beyond ASCII

extension Tokeniser {
  /// A word of ASCII letters, the common letters of two bytes and apostrophes between them.
  ///
  /// - Returns: False where something follows that the general rules have to judge.
  private mutating func commonWord(from start: Int) -> Bool {
    var offset = start
    while offset < limit {
      if bytes[offset] & 0xFE == 0xD0 {
        offset = endOfCyrillicLetters(from: offset)
        if offset == limit { break }
      }
      if let letter = commonLetterByteCount(at: offset) {
        offset += letter
        continue
      }
      let apostrophe = apostropheByteCount(at: offset)
      if apostrophe > 0, let letter = commonLetterByteCount(at: offset + apostrophe) {
        offset += apostrophe + letter
      } else if isSureEnd(offset), apostrophe == 0 || isSureEnd(offset + apostrophe) {
        break
      } else {
        return false
      }
    }
    append(start, offset, .word)
    return true
  }

  /// Where a run of letters of the first Cyrillic block ends, or before it does.
  @inline(__always)
  private func endOfCyrillicLetters(from start: Int) -> Int {
    let text = bytes.span
    var offset = start
    while offset + 8 <= limit {
      let letters = text.littleEndianUInt64(at: offset)
      let others = letters & 0xC0FE_C0FE_C0FE_C0FE ^ 0x80D0_80D0_80D0_80D0
      offset += others.trailingZeroBitCount / 16 * 2
      if others != 0 { break }
    }
    return offset
  }

  /// The length of the ASCII or common letter that stands at `offset`; `nil` where none does.
  @inline(__always)
  private func commonLetterByteCount(at offset: Int) -> Int? {
    guard offset < limit else { return nil }
    if bytes[offset] < 0x80 { return isASCIILetter(bytes[offset]) ? 1 : nil }
    guard offset + 1 < limit else { return nil }
    return CommonLetters.contains(bytes[offset], bytes[offset + 1]) ? 2 : nil
  }

  private func apostropheByteCount(at offset: Int) -> Int {
    if bytes[offset] == 0x27 { return 1 }
    let isCurved =
      bytes[offset] == 0xE2 && offset + 2 < limit && bytes[offset + 1] == 0x80
      && bytes[offset + 2] == 0x99
    return isCurved ? 3 : 0
  }

  /// Whether no word goes on with what stands at `offset`.
  @inline(__always)
  private func isSureEnd(_ offset: Int) -> Bool {
    guard offset < limit else { return true }
    let byte = bytes[offset]
    if byte < 0x80 { return !isWordPart(byte) }
    return byte == 0xC2 && offset + 1 < limit && bytes[offset + 1] == 0xA0
      || isCommonMark(at: offset)
  }

  /// Whether one of the dashes, quotation marks and signs stands at `offset` that are three bytes
  /// long and mean nothing to the rules for words, but for the apostrophe among them.
  private func isCommonMark(at offset: Int) -> Bool {
    guard bytes[offset] == 0xE2, offset + 2 < limit else { return false }
    switch (bytes[offset + 1], bytes[offset + 2]) {
    case (0x80, 0x90...0xA3), (0x80, 0xA6), (0x84, 0x96): return true
    default: return false
    }
  }

  private mutating func general(from start: Int) {
    let byte = bytes[start]
    if isASCIILetter(byte) || byte &- 0xC3 < 0x11, commonWord(from: start) { return }
    if isCommonMark(at: start), endsMark(at: start + 3) {
      return append(start, start + 3, .punctuation)
    }
    let first = bytes.scalar(at: start)
    if isWhiteSpace(first.value) {
      position = start + first.byteCount
      return
    }
    let end = WordBoundaries().end(in: bytes, from: start, limit: limit)
    append(start, end, kind(of: first.value))
  }

  private func kind(of scalar: UInt32) -> Token.Kind {
    let properties = WordBreakTable.shared[scalar]
    if properties.isUnspaced { return .character }
    // A picture says something: 👍 to 👎 is no change of punctuation.
    if properties.isPictographic { return .word }
    switch properties.wordBreak {
    case .regionalIndicator, .letter, .hebrewLetter, .katakana, .extendNumLet, .extend: return .word
    case .numeric: return .number
    default: return .punctuation
    }
  }
}

@inline(__always)
private func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

@inline(__always)
private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Whether an ASCII character is a letter, a digit or a low line.
@inline(__always)
private func isWordPart(_ byte: UInt8) -> Bool {
  isASCIILetter(byte) || isDigit(byte) || byte == 0x5F
}
