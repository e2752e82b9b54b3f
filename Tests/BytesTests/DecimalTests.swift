import Bytes
import Testing

struct DecimalTests {
  @Test func `digits are a number up to the largest`() {
    #expect(value("0") == 0)
    #expect(value("7") == 7)
    #expect(value("1322155620") == 1_322_155_620)
    #expect(value("9223372036854775807") == Int.max)
  }

  @Test(arguments: [
    "", "00", "01", "-1", "+1", " 1", "1 ", "1a", "/", ":", "９", "9223372036854775808",
    "92233720368547758070", "999999999999999999999999999999",
  ])
  func `all else is no number`(text: String) {
    #expect(value(text) == nil)
  }

  @Test func `a number fits the type that is asked for`() {
    let (largest, next) = (Array("255".utf8), Array("256".utf8))
    #expect(Decimal.value(of: largest[...], as: UInt8.self) == 255)
    #expect(Decimal.value(of: next[...], as: UInt8.self) == nil)
    let word = Array("18446744073709551615".utf8)
    #expect(Decimal.value(of: word[...], as: UInt64.self) == UInt64.max)
    #expect(Decimal.value(of: word[1...], as: UInt64.self) == 8_446_744_073_709_551_615)
    #expect(Decimal.value(of: word[...]) == nil)
  }

  @Test(arguments: [
    (0, 2, "00"), (7, 2, "07"), (12, 2, "12"), (123, 2, "123"), (0, 0, "0"),
    (5, 20, "00000000000000000005"),
    (-7, 2, "-07"), (Int.max, 4, "9223372036854775807"), (Int.min, 4, "-9223372036854775808"),
  ])
  func `a number is written with zeros before it, and never cut`(
    number: Int, width: Int, text: String
  ) {
    var bytes: [UInt8] = []
    bytes.append(decimal: number, width: width)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test func `only the range is read`() {
    let bytes = Array("x12y".utf8)
    let (inside, none) = (
      Decimal.value(of: bytes.span, in: 1..<3), Decimal.value(of: bytes.span, in: 1..<1)
    )
    #expect(inside == 12)
    #expect(none == nil)
  }

  private func value(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    return Decimal.value(of: bytes.span, in: 0..<bytes.count)
  }
}
