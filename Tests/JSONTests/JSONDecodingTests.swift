import JSON
import Testing

struct JSONDecodingTests {
  private func decode(_ text: String) throws -> JSON { try JSON(decoding: Array(text.utf8)) }

  private func error(_ text: String, depth: Int = 256) -> JSONDecodingError? {
    error(Array(text.utf8), depth: depth)
  }

  private func error(_ bytes: [UInt8], depth: Int = 256) -> JSONDecodingError? {
    do throws(JSONDecodingError) {
      _ = try JSON(decoding: bytes, maximumDepth: depth)
      return nil
    } catch {
      return error
    }
  }

  @Test func `every kind of value is read`() throws {
    let value = try decode(" {\"a\" : [1 , -2.5e1,true,false,null,\"x\"],\r\n\t\"b\":{}} ")
    #expect(value == ["a": [1, -25.0, true, false, nil, "x"], "b": [:]])
  }

  @Test func `repeated names are all kept`() throws {
    #expect(try decode(#"{"a":1,"a":2}"#).objectValue?.count == 2)
  }

  @Test func `whole numbers too large for 64 bits and minus zero are doubles`() throws {
    #expect(try decode("9223372036854775807") == .integer(.max))
    #expect(try decode("-9223372036854775808") == .integer(.min))
    #expect(try decode("9223372036854775808") == .double(9_223_372_036_854_775_808))
    #expect(try decode("-0").doubleValue?.sign == .minus)
    #expect(try decode("1E+2") == .double(100))
  }

  @Test func `escapes and surrogate pairs become characters`() throws {
    #expect(
      try decode(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00\u0000""#)
        == "\"\\/\u{8}\u{C}\n\r\té😀\0")
  }

  @Test(arguments: [
    (#""\ud800""#, 1), (#""ab\udc00""#, 3), (#""\ud800\n""#, 1), (#""\ud800\ud800""#, 1),
    (#""\ud800x""#, 1), (#"["\udfff\ud800"]"#, 2),
  ])
  func `half of a surrogate pair is refused where it stands`(text: String, offset: Int) {
    #expect(error(text) == .loneSurrogate(byteOffset: offset))
  }

  @Test(arguments: [
    ("", 0), ("  ", 2), ("[", 1), ("[1", 2), ("[1,", 3), ("{", 1), ("{\"a\"", 4), ("{\"a\":", 5),
    ("{\"a\":1", 6), ("tru", 3), ("\"abc", 4), ("\"abc\\", 5), ("-", 1), ("1.", 2), ("1e", 2),
    ("1e+", 3), (#""\u12"#, 5),
  ])
  func `an input cut short names its end`(text: String, offset: Int) {
    #expect(error(text) == .unexpectedEnd(byteOffset: offset))
  }

  @Test(arguments: [
    ("[1,]", "]", 3), ("{\"a\":1,}", "}", 7), ("{a:1}", "a", 1), ("[1 2]", "2", 3),
    ("nulL", "L", 3), ("{\"a\" 1}", "1", 5), ("+1", "+", 0), (".5", ".", 0), ("'a'", "'", 0),
    ("[,1]", ",", 1), ("{1:2}", "1", 1), ("NaN", "N", 0), ("\u{C}1", "\u{C}", 0),
  ])
  func `a byte that cannot stand there is named`(text: String, byte: String, offset: Int) throws {
    #expect(error(text) == .unexpectedByte(try #require(byte.utf8.first), byteOffset: offset))
  }

  @Test func `malformed numbers are refused`() {
    #expect(error("[01]") == .invalidNumber(byteOffset: 1))
    #expect(error("[-00.5]") == .invalidNumber(byteOffset: 1))
    #expect(error("[-x]") == .invalidNumber(byteOffset: 2))
    #expect(error("[1.e5]") == .invalidNumber(byteOffset: 3))
    #expect(error("[1ex]") == .invalidNumber(byteOffset: 3))
    #expect(error("[1e999]") == .numberOutOfRange(byteOffset: 1))
  }

  @Test func `malformed strings are refused`() {
    #expect(error(#""a\x""#) == .invalidEscape(byteOffset: 2))
    #expect(error(#""a\u12g4""#) == .invalidEscape(byteOffset: 2))
    #expect(error(#""\u12""#) == .invalidEscape(byteOffset: 1))
    #expect(error(#""\ud83d\u12""#) == .invalidEscape(byteOffset: 7))
    #expect(error("\"a\nb\"") == .controlCharacter(0x0A, byteOffset: 2))
    #expect(error("\"a\0\"") == .controlCharacter(0, byteOffset: 2))
  }

  @Test(
    arguments: [
      ([0x61, 0xFF], 2), ([0xC0, 0x80], 1), ([0xED, 0xA0, 0x80], 1), ([0xF4, 0x90, 0x80, 0x80], 1),
      ([0x61, 0x62, 0xE2, 0x82], 3), ([0x5C, 0x6E, 0x80], 3),
    ] as [([UInt8], Int)])
  func `bytes that are not UTF-8 are refused where they stand`(content: [UInt8], offset: Int) {
    #expect(error([0x22] + content + [0x22]) == .invalidUTF8(byteOffset: offset))
  }

  @Test func `nesting stops at the limit`() throws {
    #expect(error("[[1]]", depth: 1) == .tooDeep(limit: 1, byteOffset: 1))
    #expect(error(#"{"a":{}}"#, depth: 1) == .tooDeep(limit: 1, byteOffset: 5))
    #expect(error("[[1]]", depth: 2) == nil)
    let hostile = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(error(hostile) == .tooDeep(limit: 256, byteOffset: 256))
  }

  @Test func `anything after the value is refused`() {
    #expect(error("1 x") == .trailingBytes(byteOffset: 2))
    #expect(error("{}\0") == .trailingBytes(byteOffset: 2))
    #expect(error("\u{FEFF}1") == .unexpectedByte(0xEF, byteOffset: 0))
  }

  @Test func `a message says what is wrong and where`() {
    #expect(error("[1,]")?.description == "unexpected ']' at byte 3")
    #expect(error("[1e999]")?.description == "a number too large to represent at byte 1")
  }
}
