import JSON
import Testing

struct JSONEncodingTests {
  private func text(_ value: JSON, pretty: Bool = false) -> String {
    String(decoding: value.encoded(pretty: pretty), as: UTF8.self)
  }

  @Test func `members keep their order and repeated names are kept`() {
    #expect(text(["b": 1, "a": [true, nil], "b": 2.5]) == #"{"b":1,"a":[true,null],"b":2.5}"#)
  }

  @Test func `a pretty value indents by two spaces and leaves empty lists on one line`() {
    let value: JSON = ["a": [1, "x"], "none": [], "nothing": [:]]
    #expect(
      text(value, pretty: true) == """
        {
          "a": [
            1,
            "x"
          ],
          "none": [],
          "nothing": {}
        }
        """)
  }

  @Test(arguments: [
    "\"", "\\", "\n", "\0", "\u{7F}", "\u{9B}", "\u{61C}", "\u{2028}", "\u{202E}", "é", "🚢",
  ])
  func `a character is written and read alike wherever it stands`(character: String) throws {
    for (before, after) in (0..<20).flatMap({ before in (0..<10).map { (before, $0) } }) {
      let string =
        String(repeating: "a", count: before) + character + String(repeating: "я", count: after)
      let bytes = JSON.string(string).encoded()
      #expect(bytes == JSON.utf8(Array(string.utf8)[...]).encoded())
      #expect(try JSON(decoding: bytes) == .string(string))
      #expect(bytes.count > string.utf8.count + 2 || character == "é" || character == "🚢")
    }
  }

  @Test func `a string is the same however it is kept`() {
    let bytes = Array("xyé".utf8)
    #expect(JSON.utf8(bytes[1...]) == "yé")
    #expect(["a": JSON.utf8(bytes[...])] as JSON == ["a": "xyé"])
    #expect(JSON.utf8(bytes[...]) != "xy" && JSON.utf8([]) != nil && JSON.string("1") != 1)
    #expect(JSON.utf8(bytes[1...]).stringValue == "yé")
  }

  @Test func `quotes, backslashes and control characters are escaped`() {
    #expect(text("a\"b\\c\n\r\t\u{8}\u{C}") == #""a\"b\\c\n\r\t\b\f""#)
    #expect(text("\0\u{1B}[31m\u{7F}\u{9B}\u{80}") == #""\u0000\u001b[31m\u007f\u009b\u0080""#)
  }

  @Test func `line separators are escaped and their neighbours are not`() {
    #expect(text("\u{2028}\u{2029}\u{2027}\u{A0}") == "\"\\u2028\\u2029\u{2027}\u{A0}\"")
  }

  @Test func `what turns the direction of writing round is escaped and its neighbours are not`() {
    #expect(text("\u{61B}\u{61C}\u{61D}") == "\"\u{61B}\\u061c\u{61D}\"")
    let escaped = [0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069].flatMap { Array($0) }
    for value in 0x2000...0x2070 as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected =
        escaped.contains(Int(value)) ? "\\u\(String(value, radix: 16))" : String(scalar)
      #expect(text(.string(String(scalar))) == "\"\(expected)\"")
    }
  }

  @Test func `a value without pretty is one line whatever it holds`() {
    let value: JSON = ["k\n": "a\r\nb\u{2028}\u{85}c"]
    #expect(!value.encoded().contains(UInt8(ascii: "\n")))
  }

  @Test func `numbers without a JSON form become null`() {
    #expect(text([.double(.nan), .double(.infinity), 1.0, -0.0]) == "[null,null,1.0,-0.0]")
  }

  @Test func `members are found by name, the last of a repeated one`() {
    let value: JSON = ["a": 1, "a": "two"]
    #expect(value["a"]?.stringValue == "two")
    #expect(value["b"] == nil)
    #expect(JSON.integer(3).doubleValue == 3)
  }
}
