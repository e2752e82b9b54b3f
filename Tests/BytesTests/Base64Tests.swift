import Bytes
import Foundation
import TestSupport
import Testing

struct Base64Tests {
  /// Source: RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `bytes are written and read as the standard has them`(text: String, base64: String) {
    #expect(Base64.string(Array(text.utf8)) == base64)
    #expect(Base64.bytes(base64.utf8) == Array(text.utf8))
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `bytes of every length are written as another library writes them`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for count in 0..<100 {
      let bytes = random.bytes(count: count)
      let base64 = Base64.string(bytes)
      #expect(base64 == Data(bytes).base64EncodedString())
      #expect(Base64.bytes(base64.utf8) == bytes)
    }
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "=Zg=", "Z===", "====", "Zg==Zg==", "Zh==", "Zm9=", "Zm9v\n",
    "Zm 9v", "Zm9v====", "Zg==\n", "Zm9-", "Zm9_", "Zm9ö", "Zm=v",
  ])
  func `every other spelling is refused`(text: String) {
    #expect(Base64.bytes(text.utf8) == nil)
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `what is read is written as it was`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let text = random.mutation(of: Base64.encoded(random.bytes(count: random.number(in: 0..<9))))
      if let bytes = Base64.bytes(text) { #expect(Base64.encoded(bytes) == text) }
    }
  }
}
