import Bytes
import TestSupport
import Testing

struct DigestTests {
  private let text = "00112233445566778899aabbccddeeff0123456789abcdef0f1e2d3c4b5a6978"

  @Test func `a digest is written as it is read`() throws {
    let digest = try #require(Digest(text))
    #expect(digest.description == text)
    #expect(digest.firstByte == 0)
    #expect(digest.bytes.count == Digest.byteCount)
    #expect(digest.bytes.prefix(4) == [0x00, 0x11, 0x22, 0x33])
    #expect(digest.bytes.last == 0x78)
  }

  @Test func `digits of either case are read`() {
    #expect(Digest(text.uppercased()) == Digest(text))
  }

  @Test func `only 64 hexadecimal digits are a digest`() {
    #expect(Digest("") == nil)
    #expect(Digest(String(text.dropLast())) == nil)
    #expect(Digest(text + "0") == nil)
    #expect(Digest("g" + text.dropFirst()) == nil)
    #expect(Digest(text.dropLast() + " ") == nil)
    #expect(Digest(text.dropLast(2) + "é") == nil)
  }

  @Test func `digits are read at an offset, if 64 are there`() {
    let bytes = Array(("tree " + text).utf8)
    let found = Digest(hex: bytes.span, at: 5)
    let tooLate = Digest(hex: bytes.span, at: 6)
    let beyond = Digest(hex: bytes.span, at: 500)
    #expect(found?.description == text)
    #expect(tooLate == nil)
    #expect(beyond == nil)
  }

  @Test func `the zero digest is 32 zero bytes`() {
    #expect(Digest.zero.bytes == [UInt8](repeating: 0, count: 32))
    #expect(Digest.zero.description == String(repeating: "0", count: 64))
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `digests survive being bytes and text`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = random.bytes(count: 40)
    let digest = Digest(reading: bytes.span, at: 3)
    #expect(digest.bytes == Array(bytes[3..<35]))
    #expect(digest.firstByte == bytes[3])
    #expect(Digest(digest.description) == digest)
    #expect(Set([digest, digest]).count == 1)
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `digests are ordered as their bytes are`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for position in 0..<Digest.byteCount {
      let a = random.bytes(count: Digest.byteCount)
      // The same bytes but for one, so that each byte in turn decides.
      var b = a
      b[position] = random.byte()
      let (first, second) = (Digest(reading: a.span, at: 0), Digest(reading: b.span, at: 0))
      #expect((first < second) == a.lexicographicallyPrecedes(b))
      #expect((second < first) == b.lexicographicallyPrecedes(a))
      #expect((first == second) == (a == b))
    }
  }
}
