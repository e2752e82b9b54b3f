import Testing

@testable import Bytes

struct SipHashTests {
  private let key = SipHash.Key(low: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908)

  /// Bytes 0, 1, 2 and so on under the key 0 to 15: what the authors' own program gives.
  @Test(
    arguments: [
      (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (7, 0xab02_00f5_8b01_d137),
      (8, 0x93f5_f579_9a93_2462), (15, 0xa129_ca61_49be_45e5), (16, 0x3f2a_cc7f_57c2_9bdb),
      (63, 0x958a_324c_eb06_4572),
    ] as [(Int, UInt64)])
  func `hashes are those of the paper`(byteCount: Int, hash: UInt64) {
    let bytes = [0xAA, 0xBB] + (0..<byteCount).map(UInt8.init) + [0xCC]
    #expect(SipHash.hash(bytes.span, in: 2..<2 + byteCount, key: key) == hash)
  }

  @Test func `another key gives another hash`() {
    let other = SipHash.Key(low: key.low, high: key.high ^ 1)
    let bytes: [UInt8] = [1, 2, 3]
    #expect(
      SipHash.hash(bytes.span, in: 0..<3, key: key)
        != SipHash.hash(bytes.span, in: 0..<3, key: other)
    )
  }
}
