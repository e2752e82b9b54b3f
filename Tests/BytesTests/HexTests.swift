import Bytes
import Testing

struct HexTests {
  @Test func `digits of either case have a value and no other byte has`() {
    for byte in UInt8.min...UInt8.max {
      let character = Character(UnicodeScalar(byte))
      let expected = byte < 128 ? character.hexDigitValue.map(UInt8.init) : nil
      #expect(Hex.value(of: byte) == expected)
    }
  }

  @Test func `each value below 16 has one lower-case digit`() {
    let digits = (0..<16).map { Hex.digit(of: $0) }
    #expect(digits == Array("0123456789abcdef".utf8))
  }

  @Test func `bytes are written as two digits each`() {
    let bytes: [UInt8] = [0x00, 0x01, 0x7f, 0x80, 0xab, 0xff]
    let empty: [UInt8] = []
    #expect(Hex.string(bytes.span) == "00017f80abff")
    #expect(Hex.string(empty.span) == "")
  }
}
