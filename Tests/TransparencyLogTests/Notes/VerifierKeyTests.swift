import Testing
import TransparencyLog

struct VerifierKeyTests {
  /// Source: C2SP signed-note, "Example".
  static let example = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

  @Test func `the specification's example is read and written`() throws {
    let key = try VerifierKey(text: VerifierKeyTests.example)
    #expect(key.name == "example.com/foo" && key.keyID == 0x530d_903a && key.kind == .ed25519)
    #expect(key.text == VerifierKeyTests.example)
  }

  @Test func `a key of each kind comes back, under another id`() throws {
    let note = try Keys.signer("a.example/é").verifier
    let witness = try Keys.witness("a.example/é", seed: 1).verifier
    #expect(note.key == witness.key && note.keyID != witness.keyID)
    for key in [note, witness] { #expect(try VerifierKey(text: key.text) == key) }
  }

  @Test(arguments: [
    ("", KeyError.malformed), ("name", .malformed), ("name+00000000", .malformed),
    ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .badName),
    ("a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .badName),
    ("a\u{00a0}b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .badName),
    ("a\u{3000}+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .badName),
    ("a\u{0001}+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .badName),
    ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformed),
    ("example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformed),
    ("example.com/foo+530d903a0+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformed),
    ("example.com/foo+530d903g+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformed),
    ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", .malformed),
    ("example.com/foo+530d903a+", .malformed),
    ("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .wrongKeyID),
    ("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .wrongKeyID),
    ("example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .wrongKeyID),
    ("example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .unsupportedKind(6)),
    ("example.com/foo+530d903a+AQ==", .wrongByteCount(0)),
    (
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAA==",
      .wrongByteCount(33)
    ),
  ])
  func `every other text is refused, and it is said why`(text: String, error: KeyError) {
    #expect(throws: error) { try VerifierKey(text: text) }
  }

  @Test func `names that only look alike are not the same`() throws {
    let (composed, decomposed) = ("caf\u{00e9}", "cafe\u{0301}")
    #expect(composed == decomposed)
    let key = try Keys.signer("a").verifier.key
    let first = try VerifierKey(name: composed, kind: .ed25519, key: key)
    let second = try VerifierKey(name: decomposed, kind: .ed25519, key: key)
    #expect(first != second && first.keyID != second.keyID)
  }
}
