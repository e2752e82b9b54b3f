import Testing

@testable import Objects

struct HeaderReaderTests {
  @Test func `headers are read one after the other up to the blank line`() throws {
    let bytes = Array("a 1\nb 2 3\n\nmessage\n".utf8)
    var reader = HeaderReader()
    let (first, second) = (try reader.next(in: bytes.span), try reader.next(in: bytes.span))
    let none = try reader.next(in: bytes.span)
    let message = try reader.readMessage(in: bytes.span)
    #expect(first?.name == "a")
    #expect(first?.valueOffset == 2)
    #expect(second?.name == "b")
    #expect(second?.value == Array("2 3".utf8))
    #expect(none == nil)
    #expect(message == Array("message\n".utf8))
  }

  @Test func `lines that start with a space go on with the value`() throws {
    let bytes = Array("sig one\n two\n \n  four\nnext x\n".utf8)
    var reader = HeaderReader()
    let header = try reader.next(in: bytes.span)
    #expect(header?.value == Array("one\ntwo\n\n four".utf8))
    #expect(reader.offset == 22)
  }

  /// What does not belong in a header, and the error that names it.
  static let malformed: [(String, ObjectDecodingError)] = [
    ("a", .badHeader(atByte: 0)), ("a 1", .badHeader(atByte: 0)), ("a\n", .badHeader(atByte: 0)),
    (" 1\n", .badHeader(atByte: 0)), ("a\nb 1\n", .badHeader(atByte: 0)),
    ("a 1\n 2", .badHeader(atByte: 4)), ("a 1\n 2\n 3", .badHeader(atByte: 7)),
    ("a\0 1\n", .nulByte(atByte: 1)), ("a 1\0\n", .nulByte(atByte: 3)),
    ("a 1\n 2\n 3\0\n", .nulByte(atByte: 9)),
  ]

  @Test(arguments: malformed)
  func `a malformed header names the byte`(text: String, error: ObjectDecodingError) {
    #expect(throws: error) { try next(Array(text.utf8)) }
  }

  @Test func `a name that could not be written again is refused`() {
    #expect(throws: ObjectDecodingError.badHeader(atByte: 0)) {
      try next([0xFF] + Array(" 1\n".utf8))
    }
  }

  @Test func `an object may end without a blank line, and then has no message`() throws {
    let bytes = Array("a 1\n".utf8)
    var reader = HeaderReader()
    _ = try reader.next(in: bytes.span)
    let none = try reader.next(in: bytes.span)
    let message = try reader.readMessage(in: bytes.span)
    #expect(none == nil)
    #expect(message == [])
  }

  private func next(_ bytes: [UInt8]) throws(ObjectDecodingError) {
    var reader = HeaderReader()
    _ = try reader.next(in: bytes.span)
  }
}
