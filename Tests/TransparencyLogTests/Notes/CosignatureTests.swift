import Bytes
import Testing

@testable import TransparencyLog

struct CosignatureTests {
  private let witness: SigningKey
  private let text = CheckpointTests.example.bytes

  init() throws {
    witness = try Keys.witness("witness.example/w1", seed: 5)
  }

  @Test func `what is signed is the specification's message, and the time stands before it`() throws
  {
    let signature = try witness.cosign(text, time: 1_679_315_147)
    #expect(signature.bytes.count == 72)
    #expect(signature.bytes.prefix(8) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb])
    let message = "cosignature/v1\ntime 1679315147\n" + CheckpointTests.example
    #expect(
      Ed25519.isValid(
        Array(signature.bytes.dropFirst(8)), of: message.bytes, publicKey: witness.verifier.key))
  }

  @Test func `the time of the specification's example is read`() throws {
    let line =
      "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZC"
      + "B9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    let note = try SignedNote(decoding: (CheckpointTests.example + "\n" + line).bytes)
    let checked = CheckedSignature(
      key: try Keys.witness("w", seed: 1).verifier, signature: note.signatures[0])
    #expect(checked.time == 1_679_315_147)
  }

  @Test func `a witness is known by its cosignature, and its time is told`() throws {
    let log = try Keys.signer("example.com/behind-the-sofa")
    var note = try SignedNote(text: text, by: [log])
    try note.add(witness.cosign(text, time: 77))
    let again = try SignedNote(decoding: note.encoded())
    let checked = try again.checked(by: [log.verifier, witness.verifier])
    #expect(checked.map(\.key) == [log.verifier, witness.verifier])
    #expect(checked.map(\.time) == [nil, 77])
  }

  @Test func `a cosignature with any bit changed is none`() throws {
    let signature = try witness.cosign(text, time: 1_679_315_147)
    let key = witness.verifier
    #expect(key.isValid(signature.bytes, of: text))
    for bit in 0..<signature.bytes.count * 8 {
      var bytes = signature.bytes
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!key.isValid(bytes, of: text))
    }
    #expect(!key.isValid(signature.bytes + [0], of: text))
    #expect(!key.isValid(Array(signature.bytes.dropLast()), of: text))
    #expect(!key.isValid(signature.bytes, of: text + "extension\n".bytes))
  }

  @Test func `the signature of a note is no cosignature, nor the other way round`() throws {
    let seed = [UInt8](repeating: 5, count: 32)
    let log = try SigningKey.make(name: "witness.example/w1", seed: seed)
    #expect(!witness.verifier.isValid(try log.sign(text).bytes, of: text))
    #expect(!log.verifier.isValid(try witness.cosign(text, time: 1).bytes, of: text))
  }

  @Test func `no time beyond the limit is signed or accepted`() throws {
    let limit = UInt64(Int64.max)
    let last = try witness.cosign(text, time: limit)
    #expect(witness.verifier.isValid(last.bytes, of: text))
    #expect(throws: NoteError.unsignableText) { try witness.cosign(text, time: limit + 1) }
    // By whoever has the key and does not keep to it.
    let message = "cosignature/v1\ntime \(limit + 1)\n" + CheckpointTests.example
    let signature = try Ed25519.signature(
      of: message.bytes, seed: [UInt8](repeating: 5, count: 32))
    #expect(!witness.verifier.isValid([0x80, 0, 0, 0, 0, 0, 0, 0] + signature, of: text))
  }

  @Test func `only checkpoints are cosigned`() {
    #expect(throws: NoteError.unsignableText) { try witness.cosign("hello\n".bytes, time: 1) }
  }
}
