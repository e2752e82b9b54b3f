internal import Articles
internal import Objects
internal import Repository
internal import SSHSignatures

/// Commits with a signature that is not of them, as a survey meets them.
///
/// That is no damage: the commit is what was recorded, signature and all, as its id proves.
struct BadSignatures {
  private(set) var ids: Set<ObjectID> = []

  /// Whether a commit has such a signature.
  static func isBad(_ id: ObjectID, _ commit: Commit, in repository: Repository) -> Bool {
    guard commit.isSigned else { return false }
    var content = commit.encoded()
    if ObjectID(of: .commit, content: content.span) != id {
      // It is not as it would be written here: one without an empty line at its end.
      guard let stored = try? repository.content(of: id, .commit) else { return false }
      content = stored
    }
    guard let signed = SignedCommit(content.span) else { return false }
    let signature = RevisionSignature(
      of: signed, recorded: Timestamp(commit.committer), by: AllowedSigners())
    return signature.state == .bad
  }

  mutating func insert(_ id: ObjectID) { ids.insert(id) }
}

extension ArchiveCheck {
  /// What is to be said of bad signatures among the commits that references lead to.
  func notes(of bad: BadSignatures) -> [Note] {
    guard !bad.ids.isEmpty else { return [] }
    let ids = bad.ids.filter { id in
      survey.position(of: id).map { isReached[$0] && isJudged($0) } ?? false
    }
    return ids.isEmpty ? [] : [.badSignatures(ids.sorted().map { RevisionID($0) })]
  }
}
