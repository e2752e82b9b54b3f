import Testing
import TransparencyLog

struct SigningKeyTests {
  /// Source: the documentation of golang.org/x/mod/sumdb/note, example of `Sign`.
  static let goKey =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let goVerifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

  @Test func `a key of Go's package is read and written, and signs as there`() throws {
    let key = try SigningKey(text: SigningKeyTests.goKey)
    #expect(key.text == SigningKeyTests.goKey)
    #expect(key.verifier.text == SigningKeyTests.goVerifier)
    let text =
      "If you think cryptography is the answer to your problem,\n"
      + "then you don't know what your problem is.\n"
    let expected =
      text + "\n"
      + "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    #expect(try SignedNote(text: text.bytes, by: [key]).encoded() == expected.bytes)
  }

  @Test func `keys of each kind come back`() throws {
    for key in [try Keys.signer("a.example"), try Keys.witness("a.example", seed: 3)] {
      let again = try SigningKey(text: key.text)
      #expect(again.text == key.text && again.verifier == key.verifier)
    }
  }

  @Test(arguments: [
    ("", KeyError.malformed), (goVerifier, .malformed),
    ("PRIVATE+KEY+", .malformed),
    ("PRIVATE+KEY+PeterNeumann+c74f20a4+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", .wrongKeyID),
    ("PRIVATE+KEY+PeterNeumenn+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", .wrongKeyID),
    (
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AoEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
      .unsupportedKind(2)
    ),
    ("PRIVATE+KEY+Peter Neumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", .badName),
    ("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEK", .wrongByteCount(2)),
    ("private+key+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", .malformed),
  ])
  func `every other text is refused, and it is said why`(text: String, error: KeyError) {
    #expect(throws: error) { try SigningKey(text: text) }
  }

  @Test func `a key is not made of a bad name or seed`() {
    let seed = [UInt8](repeating: 1, count: 32)
    #expect(throws: KeyError.badName) { try SigningKey.make(name: "a+b", seed: seed) }
    #expect(throws: KeyError.badName) { try SigningKey.make(name: "", seed: seed) }
    #expect(throws: KeyError.wrongByteCount(31)) {
      try SigningKey.make(name: "a", seed: Array(seed.dropLast()))
    }
  }

  @Test(arguments: ["", "no newline", "a\tb\n", "a\r\n", "\u{0}\n"])
  func `what no note may have is not signed`(text: String) throws {
    let key = try Keys.signer("a.example")
    #expect(throws: NoteError.unsignableText) { try key.sign(text.bytes) }
    #expect(throws: NoteError.unsignableText) { try key.sign([0xff] + text.bytes + [0x0a]) }
  }

  @Test func `notes and cosignatures have keys of their own`() throws {
    let checkpoint = try Checkpoint(origin: "a", size: 0, root: MerkleHash.emptyTree).encoded()
    #expect(throws: NoteError.wrongKind) { try Keys.witness("a", seed: 1).sign(checkpoint) }
    #expect(throws: NoteError.wrongKind) { try Keys.signer("a").cosign(checkpoint, time: 1) }
  }
}
