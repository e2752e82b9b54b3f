/// Cuts a text into tokens at word boundaries.
///
/// ASCII is cut by a table of its own; the general rules of `WordBoundaries` are asked only
/// where a segment has, or touches, a character beyond it.
struct Tokeniser {
  private let bytes: [UInt8]
  private var limit: Int
  private(set) var tokens: [Token] = []
  private var position: Int

  private init(_ bytes: [UInt8], in range: Range<Int>, tokenCount: Int) {
    self.bytes = bytes
    limit = range.upperBound
    position = range.lowerBound
    tokens.reserveCapacity(tokenCount)
  }

  /// - Parameter passages: Byte ranges inside `range`, in order, that become one token each.
  static func tokens(
    of bytes: [UInt8], in range: Range<Int>, passages: [Range<Int>] = []
  ) -> [Token] {
    let passageByteCount = passages.reduce(0) { $0 + $1.count }
    var tokeniser = Tokeniser(
      bytes, in: range, tokenCount: (range.count - passageByteCount) / 5 + 8)
    for (number, passage) in passages.enumerated() {
      tokeniser.limit = passage.lowerBound
      tokeniser.run()
      tokeniser.tokens.append(Token(passage: passage, number: number))
      tokeniser.position = passage.upperBound
    }
    tokeniser.limit = range.upperBound
    tokeniser.run()
    return tokeniser.tokens
  }

  private mutating func run() {
    while position < limit {
      let byte = bytes[position]
      switch asciiKinds[Int(byte & 0x7F)] {
      case _ where byte >= 0x80: general(from: position)
      case .space: position += 1
      case .wordPart: word()
      case .mark: mark(byte)
      }
    }
  }

  /// A run of ASCII letters, digits and low lines, joined over apostrophes and decimal marks.
  private mutating func word() {
    let start = position
    var offset = start
    var hash = ByteHash()
    // A number parts from the letters behind it: 5km is 5 and km.
    let isNumber = bytes[start] &- 0x30 < 10
    while offset < limit {
      let byte = bytes[offset]
      if byte >= 0x80 { return general(from: start) }
      let isDigit = byte &- 0x30 < 10
      guard isDigit || !isNumber && asciiKinds[Int(byte)] == .wordPart || joins(byte, at: offset)
      else { break }
      hash.append(byte)
      offset += 1
    }
    append(start, offset, hash.key(isNumber ? .number : .word))
  }

  /// Whether an ASCII mark stands between two letters, or two digits, that it joins.
  @inline(__always)
  private func joins(_ byte: UInt8, at offset: Int) -> Bool {
    guard byte == 0x27 || byte == 0x2E || byte == 0x2C, offset + 1 < limit else { return false }
    let before = bytes[offset - 1]
    let after = bytes[offset + 1]
    if before &- 0x30 < 10 { return after &- 0x30 < 10 }
    // What follows an apostrophe beyond ASCII is left to the general rules, from the start.
    return byte == 0x27 && (isASCIILetter(after) || after >= 0x80) && isASCIILetter(before)
  }

  private mutating func mark(_ byte: UInt8) {
    let start = position
    if start + 1 < limit, bytes[start + 1] >= 0x80 { return general(from: start) }
    var hash = ByteHash()
    hash.append(byte)
    append(start, start + 1, hash.key(.punctuation))
  }

  /// A word of ASCII letters and the common letters of two bytes.
  ///
  /// - Returns: False where something follows that the general rules have to judge.
  private mutating func commonWord(from start: Int) -> Bool {
    var offset = start
    var hash = ByteHash()
    while offset < limit {
      let byte = bytes[offset]
      if byte < 0x80 {
        guard isASCIILetter(byte) else {
          // Digits, low lines and apostrophes may go on with a word.
          if asciiKinds[Int(byte)] == .wordPart || byte == 0x27 { return false }
          break
        }
        hash.append(byte)
        offset += 1
      } else {
        guard offset + 1 < limit, CommonLetters.contains(byte, bytes[offset + 1]) else {
          return false
        }
        hash.append(byte)
        hash.append(bytes[offset + 1])
        offset += 2
      }
    }
    append(start, offset, hash.key(.word))
    return true
  }

  private mutating func general(from start: Int) {
    if startsCommonWord(bytes[start]), commonWord(from: start) { return }
    let first = bytes.scalar(at: start)
    if isWhiteSpace(first.value) {
      position = start + first.byteCount
      return
    }
    let end = WordBoundaries().end(in: bytes, from: start, limit: limit)
    var hash = ByteHash()
    for offset in start..<end { hash.append(bytes[offset]) }
    append(start, end, hash.key(kind(of: first.value)))
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

  @inline(__always)
  private mutating func append(_ start: Int, _ end: Int, _ key: UInt64) {
    tokens.append(Token(start: UInt32(start), end: UInt32(end), key: key))
    position = end
  }
}

@inline(__always)
private func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

/// Whether a word of common letters may start with this byte.
@inline(__always)
private func startsCommonWord(_ byte: UInt8) -> Bool {
  isASCIILetter(byte) || byte &- 0xC3 < 0x11
}

private enum ASCIIKind: UInt8 {
  case space, wordPart, mark
}

/// What each ASCII character is to the tokeniser.
private let asciiKinds: [ASCIIKind] = (0..<128).map { code in
  let byte = UInt8(code)
  if isWhiteSpace(UInt32(byte)) { return .space }
  return isASCIILetter(byte) || byte &- 0x30 < 10 || byte == 0x5F ? .wordPart : .mark
}

extension Tokeniser {
  /// The key that a word has as a token.
  static func key(ofWord word: Substring) -> UInt64 {
    var hash = ByteHash()
    for byte in word.utf8 { hash.append(byte) }
    return hash.key(.word)
  }
}
