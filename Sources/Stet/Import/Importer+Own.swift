internal import Articles
internal import FastExport
internal import Objects

/// Commits of another archive in a stream.
extension Importer {
  /// Records a commit that another archive made.
  ///
  /// - Returns: Whether it is one; else its paths are names, as in every other history.
  func recordOwn(
    _ commit: ExportedCommit, _ outcome: CommitOutcome
  ) throws(ArchiveError) -> Bool {
    let (words, trailers) = Trailers.split(commit.message, localZone: localZone)
    guard let trailers, commit.merges.isEmpty, commit.changes.allSatisfy(\.isOfTexts) else {
      return false
    }
    var changed = outcome.paths.filter { articles[$0] != outcome[$0]?.before }
    // What went away may have come before this stream.
    if changed.isEmpty, commit.changes.count == 1, case .delete(let path) = commit.changes[0] {
      changed = [path]
    }
    guard changed.count <= 1 else {
      try checkBeginning(commit, changed)
      return false
    }
    let change = changed.first.map { (path: $0, blob: articles[$0]) }
    guard
      var own = OwnCommit(commit, trailers, words: words, change: change, now: now)
    else { return false }
    if own.path == nil {
      guard let blob = try currentBlob(of: own.article) else { return false }
      own.blob = blob
    }
    try note(copy.add(own, to: &writer, blobs))
    return true
  }

  /// Refuses what begins with a whole tree of an archive's: what its other articles are, other commits say.
  private func checkBeginning(
    _ commit: ExportedCommit, _ paths: [[UInt8]]
  ) throws(ArchiveError) {
    guard summary.commitCount == 1, commit.from == nil,
      paths.allSatisfy(ArticlePath.isLikePath)
    else { return }
    throw .invalidStream(
      reason: "it begins amid an archive's history: export all of it, or what follows a commit "
        + "that is here with --reference-excluded-parents",
      line: nil, byteOffset: nil)
  }

  /// A commit comes that no archive made, or that was brought when such were not known.
  func passOver() throws(ArchiveError) {
    try note(copy.passOver(with: &writer, blobs))
  }

  private func currentBlob(of article: ArticleName) throws(ArchiveError) -> ObjectID? {
    if let blob = try copy.blob(of: article, &writer) { return blob }
    let path = ArticlePath(article)
    let folder = path.folder + "/"
    return articles[Array((folder + path.plain).utf8)]
      ?? articles[Array((folder + path.marked).utf8)]
  }

  private func note(_ outcomes: [ArchiveCopy.Outcome]) {
    for outcome in outcomes {
      switch outcome {
      case .known: summary.knownCommitCount += 1
      case .leftOut: summary.leftOutCount += 1
      case .filtered: summary.filteredCount += 1
      case .unchanged: summary.unchangedCount += 1
      case .recorded(let article, let blob, let text, let previous):
        summary.revisionCount += 1
        summary.copiedCount += 1
        if !article.isReserved { touched.insert(article) }
        guard let blob else {
          summary.withdrawalCount += 1
          continue
        }
        if writer.isErased(blob) { summary.erasedCount += 1 }
        if let text {
          writer.add(blob: blob, text, predecessor: previous)
        } else {
          blobs.use(blob, in: &writer, predecessor: previous)
        }
      }
    }
  }
}

extension FileChange {
  /// Whether it changes nothing but plain files, as archives have them.
  fileprivate var isOfTexts: Bool {
    switch self {
    case .modify(let mode, _, _): mode == .file
    case .delete, .rename, .copy, .deleteAll: true
    case .noteModify: false
    }
  }
}
