import Bytes
import TestSupport
import Testing

struct CRC32Tests {
  /// Source: the "check" value of CRC-32/ISO-HDLC, and zlib's manual for no bytes.
  @Test func `the checksums are those of the standard`() {
    #expect(checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(checksum([]) == 0)
    #expect(checksum([0]) == 0xD202_EF8D)
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `a changed bit changes the checksum`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = random.bytes(count: random.number(in: 1..<500))
    var changed = bytes
    changed[random.number(in: 0..<bytes.count)] ^= 1 << UInt8(random.number(in: 0..<8))
    #expect(checksum(changed) != checksum(bytes))
  }

  private func checksum(_ bytes: [UInt8]) -> UInt32 { CRC32.checksum(bytes.span) }
}
