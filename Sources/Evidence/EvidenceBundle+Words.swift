internal import Articles
internal import Objects
internal import TransparencyLog

extension EvidenceBundle {
  /// What the bundle's README says, to people who have never heard of Stet.
  var words: String {
    """
    EVIDENCE
    ========

    \(subject)

    To check it you need Python 3, and a policy: a file that says whose signatures count for
    you. Get it from the archive's keeper or from somebody you trust, by another way than this
    bundle. Then, where this file is:

        python3 verify.py POLICY

    With Stet installed, `stet verify --evidence BUNDLE.zip --policy POLICY` checks the same.
    \(timestamps.isEmpty ? "" : Self.timestampWords)

    What is proved
    --------------
    - The commit is in the log that the checkpoint is of, at the place that is named. The
      archive's keeper signed that checkpoint\(hasCosignatures ? ", and witnesses beside" : "").
    - The text is exactly, to the byte, what that commit has of the article, or that it has none.
    - Whoever holds a later checkpoint of the same log can see that nothing before was taken out
      or changed: `stet verify` does that, and every witness.

    What is not proved
    ------------------
    - That the text was captured honestly: that the page said so is the word of whoever recorded it.
    - The times in a commit are the archive's own word. What others vouch for is that all of this
      was there when the checkpoint was timestamped\(timestamps.isEmpty ? ", and this one was not" : "").
    - That the keeper showed everybody the same log. Witnesses see to that, where the policy asks
      for them.

    The files
    ---------
    commit, tree.0 to tree.4   what git calls so, in SHA-256: `git hash-object -t commit --stdin < commit`
    text                       the article's exact bytes
    proof                      c2sp.org/tlog-proof
    checkpoint                 c2sp.org/tlog-checkpoint, the signed note
    timestamp.1 and so on      tokens of RFC 3161 over the checkpoint
    article, next/             of evidence for a time: whose article it is, and the commit after
    old/, new/                 of an edit: the same for each side; difference.html shows what changed
    verify.py                  checks all this; reads no network and writes nothing

    """
  }

  private var hasCosignatures: Bool {
    guard let note = try? SignedNote(decoding: checkpoint) else { return false }
    return Set(note.signatures.map(\.name)).count > 1
  }

  private var subject: String {
    switch claim {
    case .revision(let part): sentence(part)
    case .edit(let old, let new, _):
      "old/: \(sentence(old))\nnew/: \(sentence(new))\ndifference.html shows what was changed."
    case .state(let part, let next):
      sentence(part)
        + (next.flatMap { recorded($0.commit) }.map {
          "\nIt was so until \($0), when the next commit was recorded."
        }
          ?? "")
    }
  }

  private func sentence(_ part: EvidencePart) -> String {
    let time = recorded(part.commit) ?? "a time that cannot be read"
    let name = part.article ?? name(part.commit) ?? "an article"
    return part.text == nil
      ? "In the archive's commit of \(time), there was no article “\(name)”."
      : "In the archive's commit of \(time), the article “\(name)” was the \(part.text?.count ?? 0) bytes of `text`."
  }

  private func recorded(_ commit: [UInt8]) -> String? {
    (try? EvidencePart.decode(commit, ""))?.2.recorded.description
  }

  private func name(_ commit: [UInt8]) -> String? {
    (try? EvidencePart.decode(commit, ""))?.2.article?.description
  }

  private static let timestampWords = """

    The checkpoint was timestamped by an authority (RFC 3161). With OpenSSL, and the authority's
    root certificates from the authority itself:

        openssl ts -verify -data checkpoint -in timestamp.1 -token_in -CAfile ROOTS.pem

    """
}
