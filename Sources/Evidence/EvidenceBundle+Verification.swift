internal import Articles
internal import Bytes
internal import Objects
package import TransparencyLog

/// What a bundle proves.
package struct VerifiedEvidence: Sendable {
  /// One article, or the old one and the new one of an edit.
  package let articles: [ProvedArticle]
  /// The checkpoint, and who signed it.
  package let checkpoint: VerifiedCheckpoint
}

extension EvidenceBundle {
  /// Checks all of it: that every part is what the commit names, and that a log holds the commit whose checkpoint
  /// is signed as the policy wants.
  ///
  /// - Parameter policy: From elsewhere than the bundle.
  package func verified(by policy: LogPolicy) throws(EvidenceError) -> VerifiedEvidence {
    switch claim {
    case .revision(let part):
      let checkpoint = try check(part.proof, part.leaf, policy, "")
      return VerifiedEvidence(articles: [try part.proved("")], checkpoint: checkpoint)
    case .edit(let old, let new, _):
      _ = try check(old.proof, old.leaf, policy, "old/")
      let checkpoint = try check(new.proof, new.leaf, policy, "new/")
      return VerifiedEvidence(
        articles: [try old.proved("old/"), try new.proved("new/")], checkpoint: checkpoint)
    case .state(let part, let next):
      let checkpoint = try check(part.proof, part.leaf, policy, "")
      var article = try part.proved("")
      if let next { article.until = try check(next, after: part.proof.index, policy) }
      return VerifiedEvidence(articles: [article], checkpoint: checkpoint)
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
