import TestSupport
import Testing

@testable import Objects

struct SignatureTests {
  @Test func `a signature is name, mail, seconds and zone`() throws {
    let signature = try decode("Ann Author <ann@example.org> 1322155620 +0200")
    #expect(
      signature
        == Signature(
          name: "Ann Author", mail: "ann@example.org", seconds: 1_322_155_620, zone: "+0200"))
    #expect(signature.encoded == Array("Ann Author <ann@example.org> 1322155620 +0200".utf8))
  }

  @Test(arguments: [
    "A <> 0 +0000", " <m> 1 +0000", "A  <m> 1 +0000", " A <m> 1 +0000", "A < m > 1 +0000",
    "A <m> 9223372036854775807 -0000", "A <m> 1 +9999", "A <m> 1 -1400", "é <é@é> 1 +0530",
    "A, B. <m> 1 +0000",
  ])
  func `odd signatures are written as they were read`(text: String) throws {
    #expect(try decode(text).encoded == Array(text.utf8))
  }

  @Test func `a name of any bytes is kept`() throws {
    let bytes: [UInt8] = [0xE9, 0xFF, 0x01] + Array(" <m> 1 +0000".utf8)
    let signature = try Signature(decoding: bytes, atByte: 0)
    #expect(signature.name == [0xE9, 0xFF, 0x01])
    #expect(signature.encoded == bytes)
  }

  @Test func `an empty name is written with the space that git demands`() {
    let signature = Signature(name: "", mail: "m", seconds: 1, zone: "+0000")
    #expect(signature.encoded == Array(" <m> 1 +0000".utf8))
  }

  /// What is wrong, and the byte at which it is.
  static let malformed = [
    ("", 0), ("A m 1 +0000", 11), ("A <m 1 +0000", 2), ("A> <m> 1 +0000", 3),
    ("A <m<> 1 +0000", 2), ("<m> 1 +0000", 0), ("A<m> 1 +0000", 1), ("A\t<m> 1 +0000", 2),
    ("A <m>", 5), ("A <m>1 +0000", 5), ("A <m>\t1 +0000", 5), ("A <m> ", 5), ("A <m> 1", 5),
    ("A <m> 01 +0000", 5), ("A <m> -1 +0000", 5), ("A <m> 1x +0000", 5), ("A <m> x +0000", 5),
    ("A <m> 9223372036854775808 +0000", 5), ("A <m> 1 ", 8), ("A <m> 1  +0000", 8),
    ("A <m> 1 0000", 8), ("A <m> 1 +000", 8), ("A <m> 1 +00000", 8), ("A <m> 1 +0a00", 8),
    ("A <m> 1 UTC", 8), ("A <m> 1 +0000 ", 8), ("A\nB <m> 1 +0000", 1), ("A <m\n> 1 +0000", 4),
    ("A <m> 1 +0000\n", 13),
  ]

  @Test(arguments: malformed)
  func `a malformed signature names the byte where it goes wrong`(text: String, byte: Int) {
    #expect(throws: ObjectDecodingError.badSignature(atByte: 100 + byte)) {
      try Signature(decoding: Array(text.utf8), atByte: 100)
    }
  }

  @Test func `spaces before a date, which git passes over, are refused`() {
    #expect(throws: ObjectDecodingError.badSignature(atByte: 5)) { try decode("A <m>  1 +0000") }
  }

  @Test func `what git leaves out of names and addresses is left out`() {
    let signature = Signature(
      name: " .\"A. <B>\n C,\u{7}\0' ", mail: "<m@x>;", seconds: -5, zone: "+0000")
    #expect(signature.name == Array("A. B C".utf8))
    #expect(signature.mail == Array("m@x".utf8))
    #expect(signature.seconds == 0)
    #expect(Signature(name: "'.'", mail: "<>", seconds: 1, zone: "+0000").name == [])
  }

  @Test func `git cleans names and addresses the same way`() throws {
    let names = [" A. ", "<A>", "A < B > C", "'A'", ".A\\", "A\nB", "\"A\", B;", "Á É"]
    let repository = try GitRepository()
    for name in names {
      let environment = ["GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": name]
      let expected = try repository.git(["var", "GIT_AUTHOR_IDENT"], environment: environment)
      let signature = Signature(name: name, mail: name, seconds: 1_322_155_620, zone: "+0200")
      #expect(String(decoding: signature.encoded, as: UTF8.self) == expected.text)
    }
  }

  @Test(arguments: [
    ("+0000", 0), ("-0000", 0), ("+0200", 120), ("-0130", -90), ("+1245", 765), ("+9999", 6039),
  ])
  func `a zone is minutes east of UTC`(zone: String, minutes: Int) {
    #expect(Signature(name: "A", mail: "m", seconds: 1, zone: zone).zoneMinutes == minutes)
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `mutated signatures are refused or written as they were read`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let mutated = random.mutation(of: RandomObject.signature(&random).encoded)
      guard let signature = try? Signature(decoding: mutated, atByte: 0) else { continue }
      #expect(signature.encoded == mutated)
    }
  }

  private func decode(_ text: String) throws(ObjectDecodingError) -> Signature {
    try Signature(decoding: Array(text.utf8), atByte: 0)
  }
}
