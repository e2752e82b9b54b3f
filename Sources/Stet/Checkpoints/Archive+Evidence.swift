public import Articles
internal import Evidence
internal import Objects
internal import TransparencyLog

/// Evidence as a file, and what it is of.
public struct EvidenceFile: Sendable {
  /// The bundle: a `.zip`.
  public let bytes: [UInt8]
  /// The size of the checkpoint that it goes by.
  public let size: Int
  public let origin: String
  /// How many timestamps the checkpoint has.
  public let timestampCount: Int
  /// Whether it proves that the article was there.
  public let isPresent: Bool

  init(_ bundle: EvidenceBundle, _ checkpoint: RecordedCheckpoint, isPresent: Bool = true) {
    bytes = bundle.encoded()
    (size, origin) = (checkpoint.size, checkpoint.origin)
    (timestampCount, self.isPresent) = (bundle.timestamps.count, isPresent)
  }
}

extension Archive {
  /// What a stranger needs to check, without the archive, that a revision is in its log.
  ///
  /// - Throws: `.notCovered` where no checkpoint was made since it was recorded; as `revision(_:)`.
  public func evidence(of specifier: String) throws(ArchiveError) -> EvidenceFile {
    let (revision, article) = try evident(specifier)
    let (log, index) = try covered(revision, specifier)
    let part = try log.part(at: index, of: article, names: false)
    return EvidenceFile(
      EvidenceBundle(
        .revision(part), checkpoint: log.checkpoint.note,
        timestamps: try timestamps(of: log.checkpoint)), log.checkpoint,
      isPresent: part.text != nil)
  }

  /// The same of two revisions, with a page that shows how they differ.
  public func evidence(
    ofEditFrom old: String, to new: String, page: [UInt8]
  ) throws(ArchiveError) -> EvidenceFile {
    let (before, oldArticle) = try evident(old)
    let (after, newArticle) = try evident(new)
    let later = before.recorded.seconds > after.recorded.seconds ? (before, old) : (after, new)
    let (log, _) = try covered(later.0, later.1)
    guard let oldIndex = try log.index(of: before) else { throw uncovered(old) }
    guard let newIndex = try log.index(of: after) else { throw uncovered(new) }
    let bundle = EvidenceBundle(
      .edit(
        old: try log.part(at: oldIndex, of: oldArticle, names: false),
        new: try log.part(at: newIndex, of: newArticle, names: false), page: page),
      checkpoint: log.checkpoint.note, timestamps: try timestamps(of: log.checkpoint))
    return EvidenceFile(bundle, log.checkpoint)
  }

  /// What an article was by the time of recording, or that there was none of that name: by the last commit up to
  /// then, and the next one.
  ///
  /// - Throws: `.notCovered` where nothing was recorded by then, or no checkpoint covers that time.
  public func evidence(
    of article: ArticleName, asOf time: Timestamp
  ) throws(ArchiveError) -> EvidenceFile {
    guard let latest = try latestCheckpoint() else { throw uncovered(article.description) }
    let log = try CoveredLog(self, at: latest)
    let count = try log.index(after: time.lastSecond)
    guard count > 0 else {
      throw .notCovered(article.description, reason: "nothing was recorded by \(time)")
    }
    let part = try log.part(at: count - 1, of: article, names: true)
    let bundle = EvidenceBundle(
      .state(part, next: try log.next(after: count - 1)), checkpoint: latest.note,
      timestamps: try timestamps(of: latest))
    return EvidenceFile(bundle, latest, isPresent: part.text != nil)
  }

  private func evident(_ specifier: String) throws(ArchiveError) -> (Revision, ArticleName) {
    let revision = try revision(specifier)
    guard let article = revision.article else {
      throw .unknownRevision(specifier, known: "that commit records no article of Stet's")
    }
    return (revision, article)
  }

  private func covered(
    _ revision: Revision, _ specifier: String
  ) throws(ArchiveError) -> (CoveredLog, UInt64) {
    guard let latest = try latestCheckpoint() else { throw uncovered(specifier) }
    let log = try CoveredLog(self, at: latest)
    guard let index = try log.index(of: revision) else { throw uncovered(specifier) }
    guard let dated = try firstDated(after: index), dated != latest else { return (log, index) }
    return (try CoveredLog(self, at: dated), index)
  }

  /// The oldest checkpoint of late that covers a commit and has a timestamp: it says most of when that was there.
  private func firstDated(after index: UInt64) throws(ArchiveError) -> RecordedCheckpoint? {
    let stamps = try recentTimestamps()
    if stamps.isEmpty { return nil }
    return try recentCheckpoints().last { checkpoint in
      checkpoint.checkpoint.size > index && stamps[checkpoint.digest] != nil
    }
  }

  private func uncovered(_ specifier: String) -> ArchiveError {
    .notCovered(specifier, reason: "no checkpoint was made since it was recorded")
  }

  func timestamps(of checkpoint: RecordedCheckpoint) throws(ArchiveError) -> [[UInt8]] {
    Array(
      try recentTimestamps()[checkpoint.digest, default: []].prefix(EvidenceBundle.timestampLimit))
  }
}
