package import Bytes

/// What a log sends to a witness, to have a checkpoint signed: `POST <prefix>/add-checkpoint`.
///
/// Source: C2SP tlog-witness, "add-checkpoint".
package struct WitnessRequest: Equatable, Sendable {
  /// The most hashes that may be sent.
  package static var hashLimit: Int { 63 }
  /// What follows the witness's submission prefix.
  package static var path: String { "/add-checkpoint" }

  /// The size that the witness signed last; 0 where that is not known, or nothing.
  package let oldSize: UInt64
  /// That the log has grown from that size.
  package let proof: [Digest]
  package let checkpoint: SignedNote

  /// - Throws: What the witness would refuse for its form.
  package init(
    oldSize: UInt64, proof: [Digest], checkpoint: SignedNote
  ) throws(WitnessRequestError) {
    let head: Checkpoint
    do {
      head = try Checkpoint(decoding: checkpoint.text)
    } catch {
      throw .malformedCheckpoint(error)
    }
    guard oldSize <= head.size else { throw .oldSizeTooLarge }
    guard proof.isEmpty || (oldSize > 0 && oldSize < head.size) else { throw .proofNotNeeded }
    guard proof.count <= WitnessRequest.hashLimit else { throw .tooManyHashes }
    self.oldSize = oldSize
    self.proof = proof
    self.checkpoint = checkpoint
  }

  /// The body of the request.
  package func encoded() -> [UInt8] {
    let lines = [Array("old \(oldSize)".utf8)] + proof.map { Base64.encoded($0.bytes) } + [[]]
    return lines.flatMap { $0 + [NoteText.newline] } + checkpoint.encoded()
  }
}

/// Why there is nothing that a witness could be asked.
package enum WitnessRequestError: Error, Equatable, Sendable {
  case malformedCheckpoint(CheckpointError)
  /// The old size is beyond the checkpoint's.
  case oldSizeTooLarge
  /// From nothing, or from all, no hash leads anywhere.
  case proofNotNeeded
  case tooManyHashes
}
