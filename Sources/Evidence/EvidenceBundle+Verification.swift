package import Articles
internal import Bytes
internal import Objects
internal import Timestamps
package import TransparencyLog

/// What a bundle proves.
package struct VerifiedEvidence: Sendable {
  /// One article, or the old one and the new one of an edit.
  package let articles: [ProvedArticle]
  /// The checkpoint, and who signed it.
  package let checkpoint: VerifiedCheckpoint
  package let timestamps: [DatedCheckpoint]
}

/// A timestamp of the checkpoint.
package struct DatedCheckpoint: Sendable {
  package let time: Timestamp
  package let authority: String?
  /// `nil` where nobody said which certificates are trusted.
  package let isTrusted: Bool?
}

extension EvidenceBundle {
  /// Checks all of it: that every part is what the commit names, and that a log holds the commit whose checkpoint
  /// is signed as the policy wants.
  ///
  /// - Parameters:
  ///   - policy: From elsewhere than the bundle.
  ///   - roots: Certificates in PEM, by which all timestamps must be signed; `nil` only reads them.
  package func verified(
    by policy: LogPolicy, trusting roots: [UInt8]? = nil
  ) throws(EvidenceError) -> VerifiedEvidence {
    let (articles, checkpoint) = try proved(by: policy)
    var dates: [DatedCheckpoint] = []
    for (index, token) in timestamps.enumerated() {
      dates.append(try dated(by: token, roots, "timestamp.\(index + 1)"))
    }
    return VerifiedEvidence(articles: articles, checkpoint: checkpoint, timestamps: dates)
  }

  private func dated(
    by bytes: [UInt8], _ roots: [UInt8]?, _ place: String
  ) throws(EvidenceError) -> DatedCheckpoint {
    do throws(TimestampError) {
      let token = try TimestampToken(decoding: bytes)
      let imprint = SHA256.hash(checkpoint)
      guard token.imprint.digest == imprint else { throw TimestampError.otherImprint }
      if let roots { try token.verify(imprint: imprint, trusting: roots) }
      return DatedCheckpoint(
        time: Timestamp(seconds: token.time.seconds, zoneMinutes: 0),
        authority: token.authority, isTrusted: roots.map { _ in true })
    } catch {
      throw .timestamp(place, error)
    }
  }

  private func proved(
    by policy: LogPolicy
  ) throws(EvidenceError) -> ([ProvedArticle], VerifiedCheckpoint) {
    switch claim {
    case .revision(let part):
      let checkpoint = try check(part.proof, part.leaf, policy, "")
      return ([try part.proved("")], checkpoint)
    case .edit(let old, let new, _):
      _ = try check(old.proof, old.leaf, policy, "old/")
      let checkpoint = try check(new.proof, new.leaf, policy, "new/")
      return ([try old.proved("old/"), try new.proved("new/")], checkpoint)
    case .state(let part, let next):
      let checkpoint = try check(part.proof, part.leaf, policy, "")
      var article = try part.proved("")
      if let next { article.until = try check(next, after: part.proof.index, policy) }
      return ([article], checkpoint)
    }
  }

  private func check(
    _ next: NextCommit, after index: UInt64, _ policy: LogPolicy
  ) throws(EvidenceError) -> Timestamp {
    let (id, _, revision) = try EvidencePart.decode(next.commit, "next/")
    _ = try check(next.proof, MerkleHash.leaf(id.digest.bytes), policy, "next/")
    guard next.proof.index == index + 1 else { throw .notNext }
    return revision.recorded
  }

  private func check(
    _ proof: LogProof, _ leaf: Digest, _ policy: LogPolicy, _ place: String
  ) throws(EvidenceError) -> VerifiedCheckpoint {
    guard proof.checkpoint.encoded() == checkpoint else { throw .otherCheckpoint(place + "proof") }
    do {
      return try proof.verify(leaf: leaf, policy: policy)
    } catch {
      throw .notProved(place + "proof", error)
    }
  }
}
