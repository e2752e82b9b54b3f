import Bytes
import TestSupport
import Testing

struct SHA512Tests {
  /// Source: NIST, "SHA512.pdf" of the examples with intermediate values; the empty message is of CAVP.
  @Test(arguments: [
    (
      "",
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
        + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
    ),
    (
      "abc",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    ),
  ])
  func `hashes are those of the standard`(message: String, hash: String) {
    #expect(Hex.string(SHA512.hash(Array(message.utf8)).span) == hash)
  }

  @Test(arguments: SeededGenerator.seeds(2))
  func `any message has the hash that sha512sum prints`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let message = random.bytes(count: random.number(in: 0..<5000))
    let printed = try Program.run("sha512sum", input: message).text.prefix(128)
    #expect(Hex.string(SHA512.hash(message).span) == printed)
  }
}
