package import Bytes

/// That an entry is in a log, for whoever has nothing but this and a policy.
///
/// Source: C2SP tlog-proof.
package struct LogProof: Equatable, Sendable {
  /// Whatever the application adds. Nothing vouches for it.
  package let extra: [UInt8]?
  /// The number of the entry, from 0.
  package let index: UInt64
  /// From the entry's own neighbour up.
  package let hashes: [Digest]
  /// What the log and witnesses signed.
  package let checkpoint: SignedNote

  package init(
    extra: [UInt8]? = nil, index: UInt64, hashes: [Digest], checkpoint: SignedNote
  ) {
    self.extra = extra
    self.index = index
    self.hashes = hashes
    self.checkpoint = checkpoint
  }

  private static let header = Array("c2sp.org/tlog-proof@v1".utf8)
  private static let extraWord = Array("extra ".utf8)
  private static let indexWord = Array("index ".utf8)

  /// Reads a proof. Nothing in it is checked yet.
  ///
  /// - Throws: `.malformed` with the first line, from 1, that no proof has; `.note` where what follows the empty line
  ///   is no note.
  package init(decoding bytes: [UInt8]) throws(ProofError) {
    var reader = LineReader(bytes)
    guard reader.next() == LogProof.header[...] else { throw .malformed(line: 1) }
    var line = reader.next()
    var extra: [UInt8]?
    if let text = line, text.starts(with: LogProof.extraWord) {
      extra = Base64.bytes(text.dropFirst(LogProof.extraWord.count))
      guard extra?.isEmpty == false else { throw .malformed(line: reader.lineNumber) }
      line = reader.next()
    }
    guard let text = line, text.starts(with: LogProof.indexWord),
      let index = Decimal.value(
        of: text.dropFirst(LogProof.indexWord.count), as: UInt64.self)
    else { throw .malformed(line: reader.lineNumber) }
    var hashes: [Digest] = []
    while true {
      guard let line = reader.next() else { throw .malformed(line: reader.lineNumber) }
      if line.isEmpty { break }
      guard hashes.count < MerkleProof.hashLimit, let hash = Digest(base64: line) else {
        throw .malformed(line: reader.lineNumber)
      }
      hashes.append(hash)
    }
    do {
      checkpoint = try SignedNote(decoding: reader.rest)
    } catch {
      throw .note(error)
    }
    self.extra = extra
    self.index = index
    self.hashes = hashes
  }

  /// The text of the proof.
  package func encoded() -> [UInt8] {
    var lines = [LogProof.header]
    if let extra, !extra.isEmpty { lines.append(LogProof.extraWord + Base64.encoded(extra)) }
    lines.append(LogProof.indexWord + Array("\(index)".utf8))
    lines += hashes.map { Base64.encoded($0.bytes) }
    lines.append([])
    return lines.flatMap { $0 + [NoteText.newline] } + checkpoint.encoded()
  }

  /// Checks that the entry is in a log that the policy trusts.
  ///
  /// - Parameter leaf: The hash of the entry, as `MerkleHash.leaf` makes it.
  /// - Returns: The checkpoint, and who signed it.
  package func verify(
    leaf: Digest, policy: LogPolicy
  ) throws(ProofError) -> VerifiedCheckpoint {
    let verified: VerifiedCheckpoint
    do {
      verified = try policy.evaluate(checkpoint)
    } catch {
      throw .checkpoint(error)
    }
    guard !verified.logs.isEmpty else { throw .noTrustedLog }
    guard verified.isQuorumMet else { throw .noQuorum }
    let head = verified.checkpoint
    guard
      MerkleProof.isInclusion(hashes, of: leaf, at: index, size: head.size, root: head.root)
    else { throw .notIncluded }
    return verified
  }
}

/// Why a text is no proof, or proves nothing.
package enum ProofError: Error, Equatable, Sendable {
  /// The line, from 1, is missing or none that stands there.
  case malformed(line: Int)
  /// The checkpoint is no signed note; offsets are counted from its start.
  case note(NoteError)
  /// The signed note is no checkpoint, or is signed wrongly.
  case checkpoint(EvaluationError)
  /// No log of the policy signed, or not under the checkpoint's origin.
  case noTrustedLog
  /// Not enough witnesses signed.
  case noQuorum
  /// The hashes do not lead from the entry to the checkpoint's root.
  case notIncluded
}
