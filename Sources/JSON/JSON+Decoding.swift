extension JSON {
  /// Reads one JSON value, with nothing but white space around it.
  ///
  /// A number without fraction or exponent is an `integer` if it fits in 64 bits and is not `-0`,
  /// otherwise a `double`. Names may repeat in an object; all of them are kept.
  ///
  /// - Parameter maximumDepth: How many arrays and objects may stand inside each other.
  /// - Throws: What is wrong, and at which byte.
  /// - Complexity: O(bytes).
  package init(decoding bytes: [UInt8], maximumDepth: Int = 256) throws(JSONDecodingError) {
    var reader = JSONReader(bytes: bytes, maximumDepth: maximumDepth)
    self = try reader.readDocument()
  }
}

extension JSON {
  /// A string. A long one stays the bytes that it is: whole texts come in so, and want to be bytes again.
  fileprivate init(text: ArraySlice<UInt8>) {
    self = text.count < 256 ? .string(String(decoding: text, as: UTF8.self)) : .utf8(text)
  }
}

/// Walks over bytes and makes values of them.
struct JSONReader {
  let bytes: [UInt8]
  let maximumDepth: Int
  var offset = 0
  private var depth = 0

  init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func readDocument() throws(JSONDecodingError) -> JSON {
    let value = try readValue()
    skipWhitespace()
    guard offset == bytes.count else { throw .trailingBytes(byteOffset: offset) }
    return value
  }

  private mutating func readValue() throws(JSONDecodingError) -> JSON {
    skipWhitespace()
    switch try peek() {
    case UInt8(ascii: "\""): return JSON(text: try readText())
    case UInt8(ascii: "{"): return .object(try readMembers())
    case UInt8(ascii: "["): return .array(try readElements())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
    case UInt8(ascii: "t"): return try readWord("true", as: .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", as: .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", as: .null)
    case let byte: throw .unexpectedByte(byte, byteOffset: offset)
    }
  }

  private mutating func readWord(
    _ word: StaticString, as value: JSON
  ) throws(JSONDecodingError) -> JSON {
    for expected in word.description.utf8 { try expect(expected) }
    return value
  }

  private mutating func readElements() throws(JSONDecodingError) -> [JSON] {
    var elements: [JSON] = []
    try readList(closedBy: UInt8(ascii: "]")) { (reader) throws(JSONDecodingError) in
      elements.append(try reader.readValue())
    }
    return elements
  }

  private mutating func readMembers() throws(JSONDecodingError) -> [JSON.Member] {
    var members: [JSON.Member] = []
    try readList(closedBy: UInt8(ascii: "}")) { (reader) throws(JSONDecodingError) in
      let name = try reader.readString()
      reader.skipWhitespace()
      try reader.expect(UInt8(ascii: ":"))
      members.append(JSON.Member(name, try reader.readValue()))
    }
    return members
  }

  /// Reads items with commas between them, from the opening bracket to `close`.
  private mutating func readList(
    closedBy close: UInt8,
    _ readItem: (inout JSONReader) throws(JSONDecodingError) -> Void
  ) throws(JSONDecodingError) {
    guard depth < maximumDepth else {
      throw .tooDeep(limit: maximumDepth, byteOffset: offset)
    }
    depth += 1
    defer { depth -= 1 }
    offset += 1
    skipWhitespace()
    if try skip(close) { return }
    repeat {
      skipWhitespace()
      try readItem(&self)
      skipWhitespace()
    } while try skip(UInt8(ascii: ","))
    try expect(close)
  }
}

// MARK: - Single bytes

extension JSONReader {
  mutating func skipWhitespace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        offset += 1
      default:
        return
      }
    }
  }

  /// The next byte, which stays where it is.
  func peek() throws(JSONDecodingError) -> UInt8 {
    guard offset < bytes.count else { throw .unexpectedEnd(byteOffset: offset) }
    return bytes[offset]
  }

  mutating func expect(_ expected: UInt8) throws(JSONDecodingError) {
    let byte = try peek()
    guard byte == expected else { throw .unexpectedByte(byte, byteOffset: offset) }
    offset += 1
  }

  private mutating func skip(_ wanted: UInt8) throws(JSONDecodingError) -> Bool {
    guard try peek() == wanted else { return false }
    offset += 1
    return true
  }
}

// MARK: - Numbers

extension JSONReader {
  private mutating func readNumber() throws(JSONDecodingError) -> JSON {
    let start = offset
    skipOptional { $0 == UInt8(ascii: "-") }
    let digitsStart = offset
    try skipDigits()
    guard bytes[digitsStart] != UInt8(ascii: "0") || offset == digitsStart + 1 else {
      throw .invalidNumber(byteOffset: start)
    }
    let integerEnd = offset
    if skipOptional({ $0 == UInt8(ascii: ".") }) { try skipDigits() }
    if skipOptional({ $0 | 0x20 == UInt8(ascii: "e") }) {
      skipOptional { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
      try skipDigits()
    }
    return try number(in: start..<offset, isWhole: offset == integerEnd)
  }

  private func number(in range: Range<Int>, isWhole: Bool) throws(JSONDecodingError) -> JSON {
    let text = String(decoding: bytes[range], as: UTF8.self)
    if isWhole, text != "-0", let integer = Int(text) { return .integer(integer) }
    guard let double = Double(text), double.isFinite else {
      throw .numberOutOfRange(byteOffset: range.lowerBound)
    }
    return .double(double)
  }

  @discardableResult
  private mutating func skipOptional(_ matches: (UInt8) -> Bool) -> Bool {
    guard offset < bytes.count, matches(bytes[offset]) else { return false }
    offset += 1
    return true
  }

  private mutating func skipDigits() throws(JSONDecodingError) {
    let start = offset
    while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) {
      offset += 1
    }
    guard offset > start else {
      throw offset < bytes.count
        ? .invalidNumber(byteOffset: offset) : .unexpectedEnd(byteOffset: offset)
    }
  }
}
