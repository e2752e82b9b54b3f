public import Articles
internal import TransparencyLog

/// A witness that is asked for its signature: the key by which it signs, and what it signed before.
public struct WitnessKey: Equatable, Sendable {
  public var name: String { key.name }
  let key: VerifierKey

  /// Reads a key as policies have it.
  ///
  /// - Returns: `nil` where it is none that witnesses sign by.
  public init?(_ text: String) {
    guard let key = try? VerifierKey(text: text), key.kind == .cosignature else { return nil }
    self.key = key
  }
}

/// What a witness answered.
public enum WitnessAnswer: Equatable, Sendable {
  /// It signed, and that is recorded.
  case signed(RecordedCheckpoint)
  /// It has seen a checkpoint of this size already, and wants the proof from there.
  case sawSize(Int)
}

extension Archive {
  /// The body of `POST <witness>/add-checkpoint` (c2sp.org/tlog-witness) for the latest checkpoint.
  ///
  /// - Parameter size: What the witness has seen; `nil` for the last checkpoint with its signature, if there is one.
  /// - Throws: `.notCovered` where there is no checkpoint, or the witness has seen a longer log.
  public func witnessRequest(
    of checkpoint: RecordedCheckpoint, to witness: WitnessKey, from size: Int? = nil
  ) throws(ArchiveError) -> [UInt8] {
    var old = UInt64(size ?? 0)
    if size == nil { old = try sizeSigned(by: witness) }
    guard old <= checkpoint.checkpoint.size else {
      throw .unfitAnswer(
        reason: "the witness \(witness.name) has seen \(old) commits, and there are only "
          + "\(checkpoint.size): the archive was set back, or another one signs by its key")
    }
    let isPart = old > 0 && old < checkpoint.checkpoint.size
    let log = try CoveredLog(self, at: checkpoint)
    let proof = isPart ? try log.consistencyProof(from: old) : []
    do {
      return try WitnessRequest(oldSize: old, proof: proof, checkpoint: checkpoint.signed).encoded()
    } catch {
      throw .unfitAnswer(reason: "there is nothing that a witness could be asked")
    }
  }

  /// Takes what a witness answered: its signature is checked, and recorded with the checkpoint.
  ///
  /// - Throws: `.unfitAnswer` where it signed nothing; as `record`.
  public func recordWitness(
    status: Int, type: String, body: [UInt8], of checkpoint: RecordedCheckpoint,
    by witness: WitnessKey, recordedBy author: Author, now: Timestamp,
    patience: Duration = Archive.patience
  ) throws(ArchiveError) -> WitnessAnswer {
    guard let response = try? WitnessResponse(status: status, contentType: type, body: body) else {
      throw .unfitAnswer(reason: "the answer with status \(status) is none that a witness gives")
    }
    if case .conflict(let size) = response { return .sawSize(Int(clamping: size)) }
    let signatures = response.cosignatures(of: checkpoint.signed, by: [witness.key])
    guard !signatures.isEmpty else { throw .unfitAnswer(reason: response.words(witness.name)) }
    var note = checkpoint.signed
    do {
      for signature in signatures { try note.add(signature) }
    } catch {
      throw .unfitAnswer(reason: "the checkpoint has too many signatures already")
    }
    let signed = RecordedCheckpoint(note, checkpoint.checkpoint)
    try record(signed, by: author, now: now, patience: patience)
    return .signed(signed)
  }

  private func sizeSigned(by witness: WitnessKey) throws(ArchiveError) -> UInt64 {
    let signed = try recentCheckpoints().first { checkpoint in
      !checkpoint.signed.verified(by: [witness.key]).isEmpty
    }
    return signed?.checkpoint.size ?? 0
  }
}

extension WitnessResponse {
  fileprivate func words(_ name: String) -> String {
    switch self {
    case .signed: "the witness \(name) signed by another key"
    case .conflict, .malformedRequest: "the witness \(name) does not understand the request"
    case .forbidden: "the witness \(name) does not take the signature of the log's key"
    case .unknownLog: "the witness \(name) does not know the log"
    case .inconsistent:
      "the witness \(name) says that the log does not go on from what it signed before"
    case .other(let status): "the witness \(name) answers with status \(status)"
    }
  }
}
