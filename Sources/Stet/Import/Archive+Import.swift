internal import Articles
internal import FastExport
internal import Objects
internal import Packs
internal import Repository
internal import Storage

extension Archive {
  /// Imports a git fast-export stream: each changed file becomes a revision of the article that
  /// its path names, with its author, message and time. All of it is recorded, or nothing.
  ///
  /// What `git fast-export` makes of an archive is recorded as it is there: by the articles' names,
  /// with all that is known of their revisions, and into an empty archive as the very same commits.
  ///
  /// Histories with merges are put in one line, in the stream's order. Commits that an earlier
  /// import brought are passed over, so importing a longer history again goes on where the last
  /// import ended.
  ///
  /// Memory: about 800 bytes for each revision, and as many texts as `PackBuilder` keeps.
  ///
  /// - Parameters:
  ///   - read: Appends the next bytes of the stream, as many as fit or fewer; none at the end.
  ///   - progress: Called after each commit of the stream; answers whether to go on.
  /// - Throws: `.cancelled`; `.invalidStream` with the line and byte; `.locked`, `.noSpace` and so on.
  public func importStream(
    rules: ImportRules = ImportRules(), by author: Author, now: Timestamp, workers: Int,
    read: @escaping (inout OutputSpan<UInt8>) throws -> Void,
    progress: (ImportProgress) -> Bool = { _ in true }
  ) throws(ArchiveError) -> ImportSummary {
    let lock = try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: Archive.patience)
    }
    defer { lock.release() }
    let builder = try translated { () throws(RepositoryError) in
      try PackBuilder(repository, workers: workers)
    }
    do throws(ArchiveError) {
      var summary = ImportSummary()
      // What the stream came to, and what it was recorded on: a stream can be read only once.
      var imported: (base: ObjectID?, last: ObjectID)?
      var graphRows = CommitGraphRows()
      try publish(patience: Archive.patience) { head throws(ArchiveError) in
        if let (base, last) = imported {
          // Copies of another archive's commits speak of each other by their ids.
          guard summary.copiedCount == 0 else {
            throw .conflict(reason: "another program moved the branch meanwhile; import again")
          }
          graphRows = CommitGraphRows()
          return try replay(
            from: base, to: last, onto: head, by: author, now: now, workers: workers)
        }
        var newHead: ObjectID?
        // What the importer remembers of the stream goes before the pack is ended, which takes memory, too.
        do {
          let importer = try Importer(
            archive: self, head: head, rules: rules, author: author, now: now, builder: builder)
          try importer.run(reading: read, progress: progress)
          (summary, graphRows, newHead) = (importer.summary, importer.graphRows, importer.head)
        }
        let objects = try finish(builder, isNeeded: newHead != head)
        guard let newHead, newHead != head else { return nil }
        imported = (head, newHead)
        return PreparedHead(id: newHead, objects: objects)
      }
      // What was recorded is recorded; a graph that is not extended now is with the next maintenance.
      try? repository.extendCommitGraph(with: graphRows)
      if let (_, last) = imported { catalogue?.catchUp(to: last, of: self, making: .whereQuicker) }
      return summary
    } catch {
      // What was written has no name that anybody reads; the next writer would remove it, too.
      try? builder.discard()
      throw error
    }
  }

  private func finish(
    _ builder: PackBuilder, isNeeded: Bool
  ) throws(ArchiveError) -> PendingObjects {
    try translated { () throws(RepositoryError) in
      if isNeeded { return try builder.finish(isHeld: true) }
      try builder.discard()
      return PendingObjects()
    }
  }
}

extension ArchiveError {
  init(_ error: FastExportError) {
    switch error {
    case .malformed(_, let position):
      self = .invalidStream(
        reason: "\(error)", line: position.line, byteOffset: position.byteOffset)
    case .source(let error):
      self = .system(doing: "read", path: "the stream", reason: "\(error)")
    }
  }
}
