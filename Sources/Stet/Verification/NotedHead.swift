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
      var all = try notedHeadsAsKept().filter { $0.id != id }
      all.append(noted)
      try repository.remember(NotedHead.encode(all), as: .notedHeads)
    }
    return noted
  }

  /// The heads that were noted in the archive, the oldest note first.
  public func notedHeads() throws(ArchiveError) -> [NotedHead] {
    try translated { () throws(RepositoryError) in try notedHeadsAsKept() }
  }

  private func notedHeadsAsKept() throws(RepositoryError) -> [NotedHead] {
    NotedHead.decode(try repository.recall(.notedHeads) ?? [])
  }
}

extension NotedHead {
  /// Lines of an id and a time.
  static func encode(_ heads: [NotedHead]) -> [UInt8] {
    Array(heads.map { "\($0.id) \($0.noted?.description ?? "")\n" }.joined().utf8)
  }

  /// Lines that say something else are passed over.
  static func decode(_ bytes: [UInt8]) -> [NotedHead] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ")
      guard let id = parts.first.flatMap({ ObjectID(String($0)) }) else { return nil }
      let time = parts.count > 1 ? Timestamp(rfc3339: String(parts[1])) : nil
      return NotedHead(id: RevisionID(id), noted: time)
    }
  }
}
