import Bytes
import Testing
import TransparencyLog

struct WitnessResponseTests {
  private let sample: PolicySample
  private let note: SignedNote

  init() throws {
    sample = try PolicySample()
    note = try sample.checkpoint()
  }

  private func response(
    _ status: Int, _ body: String, type: String? = nil
  ) throws(WitnessResponseError) -> WitnessResponse {
    try WitnessResponse(status: status, contentType: type, body: body.bytes)
  }

  /// The lines of signatures, as a witness sends them.
  private func lines(_ signatures: [NoteSignature]) throws -> String {
    let note = try SignedNote(text: "\n".bytes, signatures: signatures)
    return String(decoding: note.encoded().dropFirst(2), as: UTF8.self)
  }

  @Test func `the specification's example is read`() throws {
    let body = """
      — witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
      — witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
      — witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==

      """
    guard case .signed(let signatures) = try response(200, body) else {
      Issue.record("no signatures")
      return
    }
    #expect(
      signatures.map(\.name) == ["witness.example/w1", "witness.example/w1", "witness.example/w2"])
  }

  @Test func `only what known witnesses signed of this checkpoint is taken`() throws {
    let keys = sample.witnesses.map(\.verifier)
    let right = try sample.witnesses[0].cosign(note.text, time: 5)
    let timeless = try sample.witnesses[1].cosign(note.text, time: 0)
    let other = try Checkpoint(origin: "log.example/one", size: 1, root: .zero).encoded()
    let elsewhere = try sample.witnesses[2].cosign(other, time: 5)
    let strange = try Keys.witness("x", seed: 99).cosign(note.text, time: 5)
    let log = try sample.log.sign(note.text)
    let answer = try response(200, lines([strange, timeless, elsewhere, log, right]))
    #expect(answer.cosignatures(of: note, by: keys + [sample.log.verifier]) == [right])
    var signed = note
    for signature in answer.cosignatures(of: note, by: keys) { try signed.add(signature) }
    #expect(signed.verified(by: keys) == [keys[0]])
    #expect(WitnessResponse.forbidden.cosignatures(of: note, by: keys) == [])
  }

  @Test func `a conflict tells the size`() throws {
    for type in ["text/x.tlog.size", "Text/X.Tlog.Size; charset=utf-8", "text/x.tlog.size ;"] {
      #expect(try response(409, "20852163\n", type: type) == .conflict(size: 20_852_163))
    }
    #expect(try response(409, "0\n", type: "text/x.tlog.size") == .conflict(size: 0))
    for body in ["", "\n", "5", "05\n", "5\n\n", " 5\n", "-5\n", "18446744073709551616\n"] {
      #expect(throws: WitnessResponseError.malformed(line: 1)) {
        try response(409, body, type: "text/x.tlog.size")
      }
    }
    for type in [nil, "", "text/plain", "text/x.tlog.sizes", " ;"] {
      #expect(throws: WitnessResponseError.wrongContentType) {
        try response(409, "5\n", type: type)
      }
    }
  }

  @Test(arguments: [
    (400, WitnessResponse.malformedRequest), (403, .forbidden), (404, .unknownLog),
    (422, .inconsistent), (500, .other(status: 500)), (201, .other(status: 201)),
    (-1, .other(status: -1)),
  ])
  func `every other status is told apart, whatever its body`(
    status: Int, expected: WitnessResponse
  ) throws {
    #expect(try response(status, "<html>") == expected)
  }

  @Test(arguments: [
    ("", 1), ("\n", 1), ("— a AAAAAAE=", 1), ("— a AAAAAAE=\n\n", 2),
    ("— a AAAAAAE=\nx\n", 2), ("— a AAAAAAE=\n— b AAAAAAE=", 2), ("— a AAAAAA==\n", 1),
  ])
  func `what are no signatures is refused, and it is said where`(body: String, line: Int) {
    #expect(throws: WitnessResponseError.malformed(line: line)) { try response(200, body) }
  }

  @Test func `no more signatures are read than a note may have`() throws {
    let line = "— a AAAAAAE=\n"
    let most = String(repeating: line, count: SignedNote.signatureLimit)
    #expect(try response(200, most) != .signed([]))
    #expect(throws: WitnessResponseError.malformed(line: 101)) { try response(200, most + line) }
  }
}
