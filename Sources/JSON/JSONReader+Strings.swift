extension JSONReader {
  /// Reads a string, from its opening to its closing quotation mark.
  mutating func readString() throws(JSONDecodingError) -> String {
    String(decoding: try readText(), as: UTF8.self)
  }

  /// Reads a string as the UTF-8 that it is: where it has no escapes, the very bytes that were read.
  mutating func readText() throws(JSONDecodingError) -> ArraySlice<UInt8> {
    try expect(UInt8(ascii: "\""))
    let start = offset
    let hasEscapes = try skipToClosingQuote()
    let content = start..<offset
    offset += 1
    // Escapes are ASCII, so the whole is valid UTF-8 exactly if each run between them is.
    try validate(content)
    return hasEscapes ? try unescaped(content)[...] : bytes[content]
  }

  /// Stops at the closing quotation mark and tells whether a backslash came before it.
  private mutating func skipToClosingQuote() throws(JSONDecodingError) -> Bool {
    var hasEscapes = false
    while offset < bytes.count {
      skipPlain()
      guard offset < bytes.count else { break }
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        return hasEscapes
      case UInt8(ascii: "\\"):
        hasEscapes = true
        offset += 2
      case let byte where byte < 0x20:
        throw .controlCharacter(byte, byteOffset: offset)
      default:
        offset += 1
      }
    }
    throw .unexpectedEnd(byteOffset: bytes.count)
  }

  /// Goes on over bytes, eight at a time, that stand for themselves.
  private mutating func skipPlain() {
    var place = offset
    while place + 8 <= bytes.count, !EightBytes(bytes.span, at: place).mayEndPlainText {
      place += 8
    }
    offset = place
  }

  private func validate(_ range: Range<Int>) throws(JSONDecodingError) {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span.extracting(range))
    } catch {
      throw .invalidUTF8(byteOffset: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  private func unescaped(_ range: Range<Int>) throws(JSONDecodingError) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var runStart = range.lowerBound
    var position = range.lowerBound
    while position < range.upperBound {
      if position + 8 <= range.upperBound, !EightBytes(bytes.span, at: position).mayEndPlainText {
        position += 8
        continue
      }
      guard bytes[position] == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      text.append(contentsOf: bytes[runStart..<position])
      text.append(contentsOf: String(try readEscape(&position)).utf8)
      runStart = position
    }
    text.append(contentsOf: bytes[runStart..<range.upperBound])
    return text
  }

  /// The character that the escape at `position` stands for; `position` moves past it.
  private func readEscape(_ position: inout Int) throws(JSONDecodingError) -> Unicode.Scalar {
    let start = position
    position += 2
    switch bytes[start + 1] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try readUnicodeEscape(startingAt: start, &position)
    default: throw .invalidEscape(byteOffset: start)
    }
  }

  /// Reads the digits of `\uXXXX`, and those of the second half where it is a surrogate pair.
  private func readUnicodeEscape(
    startingAt start: Int, _ position: inout Int
  ) throws(JSONDecodingError) -> Unicode.Scalar {
    let first = try readHexDigits(escapeAt: start, &position)
    if let scalar = Unicode.Scalar(first) { return scalar }
    let secondStart = position
    guard UTF16.isLeadSurrogate(first), bytes[secondStart] == UInt8(ascii: "\\"),
      bytes[secondStart + 1] == UInt8(ascii: "u")
    else { throw .loneSurrogate(byteOffset: start) }
    position += 2
    let second = try readHexDigits(escapeAt: secondStart, &position)
    guard UTF16.isTrailSurrogate(second) else { throw .loneSurrogate(byteOffset: start) }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  /// The closing quotation mark lies ahead and is no digit, so this never reads past the end.
  private func readHexDigits(
    escapeAt start: Int, _ position: inout Int
  ) throws(JSONDecodingError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw .invalidEscape(byteOffset: start)
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }
}
