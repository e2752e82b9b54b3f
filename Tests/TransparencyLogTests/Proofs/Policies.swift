import TransparencyLog

/// A log with three witnesses, and policies about them.
struct PolicySample {
  let log: SigningKey
  let witnesses: [SigningKey]

  init() throws {
    log = try Keys.signer("log.example/one", seed: 1)
    witnesses = try (1...4).map { try Keys.witness("w\($0).example", seed: UInt8(10 + $0)) }
  }

  /// The lines that name the log and the witnesses `W1` to `W4`.
  var names: String {
    "log \(log.verifier.text)\n"
      + zip(1..., witnesses).map { "witness W\($0) \($1.verifier.text)\n" }.joined()
  }

  func policy(_ lines: String) throws -> LogPolicy {
    try LogPolicy(decoding: (names + lines).bytes)
  }

  /// A checkpoint that the log signs, and the witnesses with these numbers, from 1.
  func checkpoint(
    _ tree: MerkleTree = MerkleTree(), origin: String = "log.example/one",
    witnesses numbers: [Int] = []
  ) throws -> SignedNote {
    let text = try Checkpoint(origin: origin, size: tree.size, root: tree.root).encoded()
    var note = try SignedNote(text: text, by: [log])
    for number in numbers {
      try note.add(witnesses[number - 1].cosign(text, time: UInt64(1000 + number)))
    }
    return note
  }
}
