import TestSupport
import Testing
import TransparencyLog

struct SignedNoteTests {
  /// Source: C2SP signed-note, "Example".
  static let example = """
    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

    """
  private let known: VerifierKey
  private let first: SigningKey
  private let second: SigningKey

  init() throws {
    known = try VerifierKey(text: VerifierKeyTests.example)
    first = try Keys.signer("first.example", seed: 1)
    second = try Keys.signer("second.example", seed: 2)
  }

  private func note(_ text: String, by keys: [SigningKey]) throws -> SignedNote {
    try SignedNote(text: text.bytes, by: keys)
  }

  @Test func `the specification's example is read, written and verified`() throws {
    let note = try SignedNote(decoding: SignedNoteTests.example.bytes)
    #expect(note.text == "This is an example message.\n".bytes)
    #expect(note.encoded() == SignedNoteTests.example.bytes)
    #expect(note.verified(by: [known]) == [known])
  }

  @Test func `several keys sign one note, and each is found`() throws {
    let note = try note("hello\n\nworld\n\n\n", by: [first, second])
    let again = try SignedNote(decoding: note.encoded())
    #expect(again == note && again.text == "hello\n\nworld\n\n\n".bytes)
    #expect(
      again.verified(by: [second.verifier, known, first.verifier])
        == [second.verifier, first.verifier])
    #expect(again.verified(by: [first.verifier, first.verifier]) == [first.verifier])
    #expect(again.verified(by: [known]) == [])
    #expect(throws: NoteError.untrusted) { try again.checked(by: [known]) }
    #expect(throws: NoteError.untrusted) { try again.checked(by: []) }
  }

  @Test func `signatures by unknown keys are ignored, even where they share a name`() throws {
    let namesake = try Keys.signer("first.example", seed: 9)
    let note = try note("hello\n", by: [namesake, first])
    #expect(note.verified(by: [first.verifier]) == [first.verifier])
    #expect(try self.note("hello\n", by: [namesake]).verified(by: [first.verifier]) == [])
  }

  @Test func `a note with a wrong signature by a known key is refused whole`() throws {
    var note = try note("hello\n", by: [first, second])
    note = try SignedNote(text: "hullo\n".bytes, signatures: note.signatures)
    try note.add(second.sign("hullo\n".bytes))
    #expect(note.verified(by: [second.verifier]) == [second.verifier])
    #expect(note.verified(by: [first.verifier, second.verifier]) == [])
    let id = first.verifier.keyID
    #expect(throws: NoteError.invalidSignature(name: "first.example", keyID: id)) {
      try note.checked(by: [second.verifier, first.verifier])
    }
  }

  @Test func `of two signatures that name one key both have to be by it`() throws {
    let right = try first.sign("hello\n".bytes)
    let wrong = try first.sign("other\n".bytes)
    let twice = try SignedNote(text: "hello\n".bytes, signatures: [right, right])
    #expect(twice.verified(by: [first.verifier]) == [first.verifier])
    for signatures in [[right, wrong], [wrong, right]] {
      let note = try SignedNote(text: "hello\n".bytes, signatures: signatures)
      #expect(note.verified(by: [first.verifier]) == [])
    }
  }

  @Test func `a note with any bit changed is refused or is by nobody`() throws {
    let bytes = try note("hello\nworld\n", by: [first]).encoded()
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      let keys = (try? SignedNote(decoding: changed))?.verified(by: [first.verifier]) ?? []
      #expect(keys.isEmpty, "bit \(bit)")
    }
  }

  @Test func `a signature takes the place of an earlier one by the same key`() throws {
    var note = try SignedNote(
      text: "hello\n".bytes,
      signatures: [first.sign("other\n".bytes), second.sign("hello\n".bytes)])
    try note.add(first.sign("hello\n".bytes))
    #expect(note.signatures.map(\.name) == ["second.example", "first.example"])
    #expect(note.verified(by: [first.verifier]) == [first.verifier])
  }

  private static let line = "— a AAAAAAE=\n"

  static let malformed: [(String, NoteError)] = [
    ("", NoteError.unsigned), ("hello\n", .unsigned), ("hello\n\n", .unsigned),
    ("\n\(line)", .unsigned), (line, .unsigned), ("hello\n\(line)", .unsigned),
    ("hello\n\n— a AAAAAAE=", .unsigned),
    ("hello\n\n\(line)\n", .unsigned),
    ("hello\n\nx\n", .badSignature(atByte: 7)),
    ("hello\n\n\(line)- a AAAAAAE=\n", .badSignature(atByte: 22)),
    ("hello\n\n—a AAAAAAE=\n", .badSignature(atByte: 7)),
    ("hello\n\n—  AAAAAAE=\n", .badSignature(atByte: 7)),
    ("hello\n\n— a\n", .badSignature(atByte: 7)),
    ("hello\n\n— a \n", .badSignature(atByte: 7)),
    ("hello\n\n— a AAAAAA==\n", .badSignature(atByte: 7)),
    ("hello\n\n— a AAAAAAE\n", .badSignature(atByte: 7)),
    ("hello\n\n— a AAAAAAF=\n", .badSignature(atByte: 7)),
    ("hello\n\n— a AAAAAAE= \n", .badSignature(atByte: 7)),
    ("hello\n\n— a  AAAAAAE=\n", .badSignature(atByte: 7)),
    ("hello\n\n— a+b AAAAAAE=\n", .badSignature(atByte: 7)),
    ("hello\n\n— a\u{2003}b AAAAAAE=\n", .badSignature(atByte: 7)),
    ("he\tllo\n\n" + line, .badCharacter(atByte: 2)),
    ("hello\r\n\n" + line, .badCharacter(atByte: 5)),
    ("hello\u{0}\n\n" + line, .badCharacter(atByte: 5)),
  ]

  @Test(arguments: malformed)
  func `what is no note is refused, and it is said where`(text: String, error: NoteError) {
    #expect(throws: error) { try SignedNote(decoding: text.bytes) }
  }

  @Test func `what is not UTF-8 is refused, and it is said where`() {
    for bytes: [UInt8] in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]] {
      let note = "ab".bytes + bytes + ("\n\n" + SignedNoteTests.line).bytes
      #expect(throws: NoteError.badCharacter(atByte: 2)) { try SignedNote(decoding: note) }
    }
  }

  @Test func `the empty line alone is a text, and DEL may stand in one`() throws {
    for text in ["\n", "a\u{7f}b\n", "— looks like a signature\n"] {
      let note = try note(text, by: [first])
      #expect(try SignedNote(decoding: note.encoded()) == note)
      #expect(note.verified(by: [first.verifier]) == [first.verifier])
    }
  }

  @Test func `a note has a signature, and no more than are read`() throws {
    #expect(throws: NoteError.unsigned) {
      try SignedNote(text: "hello\n".bytes, signatures: [])
    }
    let one = try first.sign("hello\n".bytes)
    let many = Array(repeating: one, count: SignedNote.signatureLimit)
    let note = try SignedNote(text: "hello\n".bytes, signatures: many)
    #expect(try SignedNote(decoding: note.encoded()) == note)
    #expect(throws: NoteError.tooManySignatures) {
      try SignedNote(text: "hello\n".bytes, signatures: many + [one])
    }
    #expect(throws: NoteError.tooManySignatures) {
      try SignedNote(decoding: note.encoded() + SignedNoteTests.line.bytes)
    }
    var full = note
    #expect(throws: NoteError.tooManySignatures) { try full.add(second.sign("hello\n".bytes)) }
    try full.add(one)
    #expect(full.signatures == [one])
    #expect(throws: NoteError.unsignableText) {
      try SignedNote(text: "hello".bytes, signatures: [one])
    }
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `what is read is written as it was`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let note = try note("hello\nworld\n", by: [first, second]).encoded()
    for _ in 0..<300 {
      let bytes = random.mutation(of: note)
      if let note = try? SignedNote(decoding: bytes) { #expect(note.encoded() == bytes) }
    }
  }
}
