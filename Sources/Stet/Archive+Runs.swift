public import Articles
internal import Objects

/// When an article was last seen as a run tells it.
public struct Sighting: Equatable, Sendable {
  public let entry: RunManifest.Entry
  /// The revision of `stet:runs` that says so.
  public let run: RevisionID
}

extension Archive {
  /// Records revisions as `record(_:by:now:patience:)` does, and at the end that they were looked at: one
  /// revision of `stet:runs`, in the same publication.
  ///
  /// - Parameter run: What else was looked at in this run: before, or in vain.
  /// - Returns: An outcome for each draft, then that of the run.
  public func record(
    _ drafts: [RevisionDraft], concluding run: RunManifest, by author: Author, now: Timestamp,
    patience: Duration = Archive.patience
  ) throws(ArchiveError) -> [RecordOutcome] {
    try record(drafts, by: author, now: now, patience: patience) { outcomes in
      var run = run
      for (draft, outcome) in zip(drafts, outcomes) {
        run.append(RunManifest.Entry(draft, outcome, now: now))
      }
      return RevisionDraft(run)
    }
  }

  /// How many runs, from the latest, are looked through for the last that saw an article, unless more are asked for.
  public static let sightingReach = 50

  /// When a run last saw an article to have a revision's bytes; `nil` where none of the latest runs did.
  ///
  /// - Parameter count: How many runs are looked through, from the latest.
  /// - Throws: `.damaged` where the history of runs cannot be read.
  public func lastSighting(
    of revision: Revision, among count: Int = Archive.sightingReach
  ) throws(ArchiveError) -> Sighting? {
    guard let article = revision.article, !article.isReserved, !revision.isWithdrawal else {
      return nil
    }
    var (found, rest, content) = (Sighting?.none, count, ContentID?.none)
    try visitRuns { run throws(ArchiveError) in
      let known: ContentID
      if let content { known = content } else { known = try contentID(of: revision) }
      content = known
      rest -= 1
      if let entry = manifest(of: run)?.sighting(of: article, as: known) {
        found = Sighting(entry: entry, run: run.id)
      }
      return found == nil && rest > 0
    }
    return found
  }

  /// Visits the revisions that tell of runs, the newest first, until `visit` answers `false`.
  package func visitRuns(
    _ visit: (Revision) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    // Most archives have no runs, and need not look for one through all of their history.
    if let hasRuns = try? isPresent(.runs), !hasRuns { return }
    try index().visitHistory(of: .runs) { step throws(ArchiveError) in
      guard case .revision(let run) = step, !run.isWithdrawal else { return true }
      return try visit(run)
    }
  }

  /// What a run says; `nil` where it is no manifest: that is a finding of `verify`, and says nothing here.
  package func manifest(of run: Revision) -> RunManifest? {
    try? RunManifest(decoding: content(of: run))
  }
}

extension RunManifest.Entry {
  /// What a run finds by recording a draft.
  public init(_ draft: RevisionDraft, _ outcome: RecordOutcome, now: Timestamp) {
    let found: RunManifest.Outcome =
      switch (draft.content, outcome) {
      case (nil, _): .withdrawn
      case (_, .recorded): .new
      case (_, .unchanged): .unchanged
      }
    let content = draft.content.map { ContentID(ObjectID(of: .blob, content: $0.span)) }
    self.init(
      article: draft.article, outcome: found, content: content,
      retrieved: draft.metadata.retrieved ?? now)
  }
}

extension RevisionDraft {
  fileprivate init(_ run: RunManifest) {
    self.init(article: .runs, content: run.encoded(), message: Array(run.summary.utf8))
    metadata.mediaType = "text/tab-separated-values; charset=utf-8"
    // Two runs that found the same are two runs.
    allowsUnchanged = true
  }
}
