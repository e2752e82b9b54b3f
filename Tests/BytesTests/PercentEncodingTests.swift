import Bytes
import Testing

struct PercentEncodingTests {
  @Test(arguments: ["", "a b", "100%", "é/桥", "a+b", "..", ".", "...", "-._~", "\u{1F600}?#&="])
  func `what is encoded is one plain step, and is read back`(text: String) {
    let encoded = PercentEncoding.encoded(text)
    #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#&=+".utf8.contains($0) })
    #expect(encoded != "." && encoded != "..")
    #expect(PercentEncoding.decoded(encoded) == text)
  }

  @Test func `digits are written large, and read in either case`() {
    #expect(PercentEncoding.encoded("/é") == "%2F%C3%A9")
    #expect(PercentEncoding.decoded("%2f%c3%A9") == "/é")
    #expect(PercentEncoding.decoded("a+b", plusIsSpace: true) == "a b")
  }

  @Test(arguments: ["%", "%2", "%zz", "a%", "%00", "%ff", "%+1"])
  func `what says no text is none`(text: String) {
    #expect(PercentEncoding.decoded(text) == nil)
  }
}
