public import Articles
internal import Bytes
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
    let asked = try evident(specifier)
    let (log, places, timestamps) = try covered([asked])
    let part = try log.part(at: places[0], of: asked.article, names: false)
    return EvidenceFile(
      EvidenceBundle(.revision(part), checkpoint: log.checkpoint.note, timestamps: timestamps),
      log.checkpoint, isPresent: part.text != nil)
  }

  /// The same of two revisions, with a page that shows how they differ.
  public func evidence(
    ofEditFrom old: String, to new: String, page: [UInt8]
  ) throws(ArchiveError) -> EvidenceFile {
    let (before, after) = (try evident(old), try evident(new))
    let (log, places, timestamps) = try covered([before, after])
    let bundle = EvidenceBundle(
      .edit(
        old: try log.part(at: places[0], of: before.article, names: false),
        new: try log.part(at: places[1], of: after.article, names: false), page: page),
      checkpoint: log.checkpoint.note, timestamps: timestamps)
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
      timestamps: timestamps(of: latest, among: try recentTimestamps()))
    return EvidenceFile(bundle, latest, isPresent: part.text != nil)
  }

  /// A revision that evidence is asked for.
  private struct Asked {
    let specifier: String
    let revision: Revision
    let article: ArticleName
  }

  private func evident(_ specifier: String) throws(ArchiveError) -> Asked {
    let revision = try uncountedRevision(specifier)
    guard let article = revision.article else {
      throw .unknownRevision(specifier, known: "that commit records no article of Stet's")
    }
    return Asked(specifier: specifier, revision: revision, article: article)
  }

  /// The log by which revisions are proved, their places in it, and its timestamps: at the oldest checkpoint of late that
  /// covers them and was dated, which says most of when they were there, or else at the latest.
  private func covered(
    _ asked: [Asked]
  ) throws(ArchiveError) -> (log: CoveredLog, places: [UInt64], timestamps: [[UInt8]]) {
    guard let latest = try latestCheckpoint() else { throw uncovered(asked[0].specifier) }
    var log = try CoveredLog(self, at: latest)
    var places: [UInt64] = []
    for asked in asked {
      guard let place = try log.index(of: asked.revision) else { throw uncovered(asked.specifier) }
      places.append(place)
    }
    let newest = places.max() ?? 0
    let stamps = try recentTimestamps()
    let dated =
      try stamps.isEmpty
      ? nil
      : recentCheckpoints().last { checkpoint in
        checkpoint.checkpoint.size > newest && stamps[checkpoint.digest] != nil
      }
    if let dated, dated != latest { log = try CoveredLog(self, at: dated) }
    return (log, places, timestamps(of: log.checkpoint, among: stamps))
  }

  private func uncovered(_ specifier: String) -> ArchiveError {
    .notCovered(specifier, reason: "no checkpoint was made since it was recorded")
  }

  private func timestamps(
    of checkpoint: RecordedCheckpoint, among stamps: [Digest: [[UInt8]]]
  ) -> [[UInt8]] {
    Array(stamps[checkpoint.digest, default: []].prefix(EvidenceBundle.timestampLimit))
  }
}
