import Bytes
import TransparencyLog

/// The parsers of what logs, witnesses and people who trust them write.
let transparencyLogParsers: [String: @Sendable ([UInt8]) -> Void] = [
  "entry-bundle": entryBundle, "log-key": logKey, "log-policy": logPolicy, "log-proof": logProof,
  "merkle-proof": merkleProof, "signed-note": signedNote, "tile-path": tilePath,
  "witness-response": witnessResponse,
]

/// Keys that have signed what is kept: all but the last are the log's and witnesses' of the tests.
private let knownKeys: [VerifierKey] =
  [
    (VerifierKey.Kind.ed25519, "log.example/one", UInt8(1)), (.cosignature, "w1.example", 11),
    (.cosignature, "w2.example", 12), (.cosignature, "w3.example", 13),
  ].compactMap { kind, name, seed in
    (try? SigningKey.make(name: name, kind: kind, seed: [UInt8](repeating: seed, count: 32)))?
      .verifier
  }

private let knownPolicy: LogPolicy? = {
  let lines =
    knownKeys.prefix(1).map { "log \($0.text)\n" }
    + zip(1..., knownKeys.dropFirst()).map { "witness W\($0) \($1.text)\n" }
    + ["group G 2 W1 W2 W3\nquorum G\n"]
  return try? LogPolicy(decoding: Array(lines.joined().utf8))
}()

/// A note, and the checkpoint that it may be.
private func signedNote(_ bytes: [UInt8]) {
  if let checkpoint = try? Checkpoint(decoding: bytes) {
    precondition(checkpoint.encoded() == bytes, "a checkpoint is not written as it was")
  }
  guard let note = try? SignedNote(decoding: bytes) else { return }
  precondition(note.encoded() == bytes, "a note is not written as it was")
  let again = try? SignedNote(text: note.text, signatures: note.signatures)
  precondition(again == note, "a note that is read cannot be made")
  _ = note.verified(by: knownKeys)
  _ = try? knownPolicy?.evaluate(note)
  if let checkpoint = try? Checkpoint(decoding: note.text) {
    precondition(checkpoint.encoded() == note.text, "a checkpoint is not written as it was")
    _ = try? WitnessRequest(oldSize: 0, proof: [], checkpoint: note)
  }
}

/// The text of a public key or a private one.
private func logKey(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  if let key = try? VerifierKey(text: text) {
    precondition(key.text.utf8.elementsEqual(text.utf8), "a key is not written as it was")
  }
  if let key = try? SigningKey(text: text) {
    precondition(key.text.utf8.elementsEqual(text.utf8), "a key is not written as it was")
  }
}

/// A policy, then a note that is held to it.
private func logPolicy(_ bytes: [UInt8]) {
  let (text, note) = halves(bytes)
  guard let policy = try? LogPolicy(decoding: text) else { return }
  guard let note = try? SignedNote(decoding: note),
    let verified = try? policy.evaluate(note)
  else { return }
  precondition(verified.witnesses.count <= policy.witnesses.count, "a witness counts twice")
}

private func logProof(_ bytes: [UInt8]) {
  guard let proof = try? LogProof(decoding: bytes) else { return }
  precondition(proof.encoded() == bytes, "a proof is not written as it was")
  if let knownPolicy { _ = try? proof.verify(leaf: .zero, policy: knownPolicy) }
}

/// A status, a type and a body.
private func witnessResponse(_ bytes: [UInt8]) {
  let (head, body) = halves(bytes)
  let statuses = [200, 400, 403, 404, 409, 422, 500]
  let status = statuses[Int(head.first ?? 0) % statuses.count]
  let type = String(decoding: head.dropFirst(), as: UTF8.self)
  for contentType in [type, "text/x.tlog.size"] {
    let answer = try? WitnessResponse(status: status, contentType: contentType, body: body)
    guard let answer, let text = try? Checkpoint(origin: "a", size: 1, root: .zero).encoded(),
      case .signed(let signatures) = answer,
      let note = try? SignedNote(text: text, signatures: signatures)
    else { continue }
    _ = answer.cosignatures(of: note, by: knownKeys)
  }
}

private func tilePath(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  guard let tile = TileCoordinate(path: text) else { return }
  precondition(tile.path.utf8.elementsEqual(text.utf8), "a path is not written as it was")
}

private func entryBundle(_ bytes: [UInt8]) {
  guard let entries = try? EntryBundle.decode(bytes) else { return }
  var again: [UInt8] = []
  for entry in entries { try? EntryBundle.append(entry, to: &again) }
  precondition(again == bytes, "a bundle is not written as it was")
}

/// Two numbers, two hashes and a proof; and a tile whose hashes are hostile.
private func merkleProof(_ bytes: [UInt8]) {
  guard bytes.count >= 80 else { return }
  let span = bytes.span
  let (a, b) = (span.bigEndianUInt64(at: 0), span.bigEndianUInt64(at: 8))
  let (first, second) = (Digest(reading: span, at: 16), Digest(reading: span, at: 48))
  var proof: [Digest] = []
  for offset in stride(from: 80, to: bytes.count - 31, by: 32) {
    proof.append(Digest(reading: span, at: offset))
  }
  _ = MerkleProof.isInclusion(proof, of: first, at: a, size: b, root: second)
  _ = MerkleProof.isConsistency(proof, from: a, root: first, to: b, root: second)
  // As many hashes as a tree of that size needs, whatever they are.
  let made = MerkleProof.inclusion(of: a, size: b) { _ in first }
  precondition((made == nil) == (a >= b), "a leaf is proved to be where none is")
  let grown = MerkleProof.consistency(from: a, to: b) { _ in first }
  precondition((grown == nil) == (a > b), "a tree is proved to have shrunk")
  precondition(max(made?.count ?? 0, grown?.count ?? 0) <= MerkleProof.hashLimit)
  let tail = Array(bytes.dropFirst(80))
  var tree = TiledTree(size: b) { (_) throws(Never) in tail }
  _ = try? tree.inclusionProof(of: a)
  _ = try? tree.consistencyProof(from: a)
  _ = try? TileWriter(size: b) { (_) throws(Never) in tail }
  _ = try? EntryBundleWriter(size: b) { (_) throws(Never) in tail }
}
