import Bytes
import Testing
import TransparencyLog

struct LogPolicyTests {
  private let sample: PolicySample

  init() throws {
    sample = try PolicySample()
  }

  private func isMet(_ lines: String, by witnesses: [Int]) throws -> Bool {
    let note = try sample.checkpoint(witnesses: witnesses)
    return try sample.policy(lines).evaluate(note).isQuorumMet
  }

  @Test func `who signed is told, in the policy's order`() throws {
    let policy = try sample.policy("quorum none\n")
    let result = try policy.evaluate(sample.checkpoint(witnesses: [3, 1]))
    #expect(result.logs == [sample.log.verifier])
    #expect(result.witnesses.map(\.key) == [0, 2].map { sample.witnesses[$0].verifier })
    #expect(result.witnesses.map(\.time) == [1001, 1003])
    #expect(result.checkpoint.origin == "log.example/one" && result.isQuorumMet)
  }

  @Test func `a quorum can be nobody, a witness or a group`() throws {
    #expect(try isMet("quorum none\n", by: []))
    #expect(try !isMet("quorum W1\n", by: []))
    #expect(try !isMet("quorum W1\n", by: [2, 3, 4]))
    #expect(try isMet("quorum W1\n", by: [1]))
    let two = "group G 2 W1 W2 W3\nquorum G\n"
    #expect(try !isMet(two, by: [1]) && !isMet(two, by: [1, 4]))
    #expect(try isMet(two, by: [1, 3]) && isMet(two, by: [1, 2, 3]))
    let any = "group G any W1 W2\nquorum G\n"
    #expect(try !isMet(any, by: [3]) && isMet(any, by: [2]))
    let all = "group G all W1 W2\nquorum G\n"
    #expect(try !isMet(all, by: [2]) && isMet(all, by: [2, 1]))
  }

  @Test func `groups are members of groups, as in the specification's example`() throws {
    let lines = "group X 2 W1 W2 W3\ngroup Y any W4\ngroup X-and-Y all X Y\nquorum X-and-Y\n"
    #expect(try isMet(lines, by: [1, 3, 4]))
    #expect(try !isMet(lines, by: [1, 2, 3]) && !isMet(lines, by: [1, 4]))
  }

  @Test func `any of several keys of a log is enough`() throws {
    let next = try Keys.signer("log.example/one", seed: 9)
    let policy = try sample.policy("log \(next.verifier.text) https://log.example/\nquorum none\n")
    let old = try policy.evaluate(sample.checkpoint())
    #expect(old.logs == [sample.log.verifier])
    let text = try sample.checkpoint().text
    let new = try policy.evaluate(SignedNote(text: text, by: [next]))
    #expect(new.logs == [next.verifier])
    let both = try policy.evaluate(SignedNote(text: text, by: [next, sample.log]))
    #expect(both.logs == [sample.log.verifier, next.verifier])
  }

  @Test func `a log may sign as a cosigner`() throws {
    let log = try Keys.witness("log.example/one", seed: 8)
    let policy = try LogPolicy(decoding: "log \(log.verifier.text)\nquorum none\n".bytes)
    let text = try sample.checkpoint().text
    let note = try SignedNote(text: text, signatures: [log.cosign(text, time: 5)])
    #expect(try policy.evaluate(note).logs == [log.verifier])
  }

  @Test func `a log's key counts under its own origin alone`() throws {
    let policy = try sample.policy("quorum none\n")
    let other = try sample.checkpoint(origin: "log.example/two", witnesses: [1])
    let result = try policy.evaluate(other)
    #expect(result.logs == [] && result.witnesses.count == 1)
  }

  @Test func `signatures by strangers change nothing`() throws {
    let policy = try sample.policy("group G 2 W1 W2 W3 W4\nquorum G\n")
    var note = try sample.checkpoint(witnesses: [1])
    try note.add(Keys.witness("w2.example", seed: 77).cosign(note.text, time: 1))
    try note.add(Keys.signer("w3.example", seed: 78).sign(note.text))
    let result = try policy.evaluate(note)
    #expect(result.witnesses.count == 1 && !result.isQuorumMet)
  }

  @Test func `a witness that signs twice counts once`() throws {
    let policy = try sample.policy("group G 2 W1 W2 W3 W4\nquorum G\n")
    let note = try sample.checkpoint(witnesses: [1])
    let second = try sample.witnesses[0].cosign(note.text, time: 9999)
    let twice = try SignedNote(text: note.text, signatures: note.signatures + [second])
    let result = try policy.evaluate(twice)
    #expect(result.witnesses.count == 1 && !result.isQuorumMet)
  }

  @Test func `a wrong signature that names a key of the policy has the note refused`() throws {
    let policy = try sample.policy("quorum none\n")
    let note = try sample.checkpoint(witnesses: [1])
    let other = try Checkpoint(origin: "log.example/one", size: 1, root: .zero).encoded()
    let witness = sample.witnesses[1]
    let wrong = try witness.cosign(other, time: 1)
    let forged = try SignedNote(text: note.text, signatures: note.signatures + [wrong])
    #expect(
      throws: EvaluationError.invalidSignature(
        name: "w2.example", keyID: witness.verifier.keyID)
    ) { try policy.evaluate(forged) }
  }

  @Test func `a note that is no checkpoint is told from one that nobody signed`() throws {
    let policy = try sample.policy("quorum W1\n")
    let note = try SignedNote(text: "hello\n".bytes, by: [sample.log])
    #expect(throws: EvaluationError.malformed(.malformed(line: 2))) { try policy.evaluate(note) }
    let text = try sample.checkpoint().text
    let strange = try SignedNote(text: text, by: [Keys.signer("x", seed: 99)])
    let result = try policy.evaluate(strange)
    #expect(result.logs == [] && result.witnesses == [] && !result.isQuorumMet)
  }

  @Test func `twenty thousand groups, each a member of the next, are evaluated without recursion`()
    throws
  {
    var lines = "group G0 all W1\n"
    for number in 1...20_000 { lines += "group G\(number) any G\(number - 1)\n" }
    lines += "quorum G20000\n"
    #expect(try isMet(lines, by: [1]))
    #expect(try !isMet(lines, by: [2]))
  }
}
