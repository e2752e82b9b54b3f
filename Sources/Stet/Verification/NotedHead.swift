public import Articles
internal import Objects
internal import Repository
internal import Storage

/// A head that somebody noted: the history must hold it for ever.
public struct NotedHead: Hashable, Sendable {
  public let id: RevisionID
  /// When it was noted; `nil` where only somebody who asks knows it.
  public let noted: Timestamp?

  public init(id: RevisionID, noted: Timestamp? = nil) {
    self.id = id
    self.noted = noted
  }
}

extension Archive {
  /// Notes a commit in the archive: from now on `verify` sees to it that the history holds it, so that a branch
  /// that was set back is found.
  ///
  /// - Parameter specifier: A commit or revision; `nil` notes the head.
  /// - Throws: `.unknownRevision` where the archive is empty; as `revision(_:)`.
  public func noteHead(
    _ specifier: String? = nil, now: Timestamp, patience: Duration = Archive.patience
  ) throws(ArchiveError) -> NotedHead {
    let id: RevisionID
    if let specifier {
      id = try revision(specifier).id
    } else if let head = try head() {
      id = head
    } else {
      throw .unknownRevision("HEAD", known: "the archive is empty")
    }
    let noted = NotedHead(id: id, noted: now)
    try translated { () throws(RepositoryError) in
      let lock = try repository.writerLock(timeout: patience)
      defer { lock.release() }
      try remember(noted)
    }
    return noted
  }

  /// The heads that were noted in the archive, the oldest note first.
  public func notedHeads() throws(ArchiveError) -> [NotedHead] {
    try translated { () throws(RepositoryError) in try notedHeadsAsKept() }
  }

  /// The caller holds the writer's lock.
  func remember(_ noted: NotedHead) throws(RepositoryError) {
    var lines = NotedLines(try repository.recall(.notedHeads) ?? [])
    lines.heads.removeAll { $0.id == noted.id }
    lines.heads.append(noted)
    try repository.remember(lines.encoded, as: .notedHeads)
  }

  private func notedHeadsAsKept() throws(RepositoryError) -> [NotedHead] {
    NotedLines(try repository.recall(.notedHeads) ?? []).heads
  }
}
