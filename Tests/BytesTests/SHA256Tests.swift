import Bytes
import TestSupport
import Testing

/// Source of the vectors: FIPS 180-4 and its examples, NIST CSRC.
struct SHA256Tests {
  static let vectors = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test func `the hashes are those of the standard`() {
    for (text, expected) in SHA256Tests.vectors {
      #expect(SHA256.hash(Array(text.utf8)).description == expected)
    }
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `bytes hash alike in one piece and in many`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = random.bytes(count: random.number(in: 0..<1000))
    var hash = SHA256()
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + random.number(in: 0..<130))
      hash.update(Array(bytes[start..<end]))
      start = end
    }
    let digest = hash.finalize()
    #expect(digest == SHA256.hash(bytes))
  }

  @Test func `a finished hash starts anew`() {
    var hash = SHA256()
    hash.update(Array("something else".utf8))
    _ = hash.finalize()
    hash.update(Array("abc".utf8))
    let digest = hash.finalize()
    #expect(digest == SHA256.hash(Array("abc".utf8)))
  }

  @Test func `a byte and a hash are hashed as their bytes are`() {
    let digest = SHA256.hash(Array("abc".utf8))
    var hash = SHA256()
    hash.update(1)
    hash.update(digest)
    let together = hash.finalize()
    #expect(together == SHA256.hash([1] + digest.bytes))
  }

  @Test func `sizes around a block of 64 bytes hash as sha256sum hashes them`() throws {
    for count in [1, 55, 56, 63, 64, 65, 119, 120, 128] {
      let bytes = [UInt8](repeating: 0x61, count: count)
      let expected = try Program.run("sha256sum", input: bytes).text.prefix(64)
      #expect(SHA256.hash(bytes).description == expected)
    }
  }
}
