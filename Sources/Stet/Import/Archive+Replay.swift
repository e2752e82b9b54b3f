internal import Articles
internal import Objects
internal import Repository

extension Archive {
  /// Records a line of revisions again, on top of another head.
  ///
  /// Their bytes are stored already; commits and trees are made anew. A revision that changes
  /// nothing there is left out.
  ///
  /// - Parameters:
  ///   - last: The newest of them, whose ancestors lead to `base`.
  ///   - base: The commit that they were recorded on; `nil` for an empty archive.
  /// - Returns: The new head; `nil` where nothing changes.
  func replay(
    from base: ObjectID?, to last: ObjectID, onto head: ObjectID?, by author: Author,
    now: Timestamp, workers: Int
  ) throws(ArchiveError) -> PreparedHead? {
    var writer = try RevisionWriter(archive: self, head: head, author: author, now: now)
    let builder = try translated { () throws(RepositoryError) in
      try PackBuilder(repository, workers: workers)
    }
    do throws(ArchiveError) {
      for id in try line(from: base, to: last) {
        try replay(id, with: &writer)
        if writer.pendingByteCount > RevisionWriter.flushByteCount {
          try flush(&writer, to: builder)
        }
      }
      try flush(&writer, to: builder)
      let objects = try translated { () throws(RepositoryError) in
        try builder.finish(isHeld: true)
      }
      guard let newHead = writer.head, newHead != head else { return nil }
      return PreparedHead(id: newHead, objects: objects)
    } catch {
      try? builder.discard()
      throw error
    }
  }

  /// Commits after `base`, the oldest first.
  private func line(from base: ObjectID?, to last: ObjectID) throws(ArchiveError) -> [ObjectID] {
    var ids: [ObjectID] = []
    var next: ObjectID? = last
    while let id = next, id != base {
      ids.append(id)
      next = try translated { () throws(RepositoryError) in try repository.commit(id) }
        .parents.first
    }
    return ids.reversed()
  }

  private func replay(_ id: ObjectID, with writer: inout RevisionWriter) throws(ArchiveError) {
    let commit = try translated { () throws(RepositoryError) in try repository.commit(id) }
    let revision = Revision(id, commit, localZone: localZone)
    guard let article = revision.article else { return }
    var draft = RevisionDraft(
      article: article, content: nil, message: revision.message, metadata: revision.metadata)
    draft.author = revision.author
    draft.authored = revision.authored
    draft.messageEncoding = commit.headers.first { $0.name == "encoding" }
      .map { String(decoding: $0.value, as: UTF8.self) }
    if revision.isWithdrawal {
      _ = try writer.add(draft)
    } else {
      draft.content = []
      _ = try writer.record(draft, blob: contentID(of: revision).object)
    }
  }

  private func flush(
    _ writer: inout RevisionWriter, to builder: PackBuilder
  ) throws(ArchiveError) {
    let batch = writer.takeObjects()
    try translated { () throws(RepositoryError) in try builder.add(batch) }
  }
}
