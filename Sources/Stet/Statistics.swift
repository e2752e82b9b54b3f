internal import Articles
internal import Objects
internal import Repository
internal import Storage

/// How much an archive holds.
public struct Statistics: Sendable {
  public var articleCount = 0
  public var revisionCount = 0
  /// Revisions of `stet:runs`: looks at many articles.
  public var runCount = 0
  /// Revisions that correct what is known of another.
  public var amendmentCount = 0
  /// Commits that record no article.
  public var otherCommitCount = 0
  public var objectCount = 0
  /// Bytes that the objects take on disk.
  public var storedByteCount = 0
  /// Bytes of the catalogue, which is made from the log; 0 where there is none.
  public var catalogueByteCount = 0
  /// Bytes of what is searched; 0 where nobody has searched.
  public var passageByteCount = 0
  /// Files that a program was writing when it was killed; the next writer of Stet's clears its own away.
  public var unfinishedFileCount = 0
  public var unfinishedByteCount = 0
  /// Files that were taken out of the archive as damaged.
  public var asideFileCount = 0
  public var asideByteCount = 0
  /// Texts that were erased by law.
  public var erasedTextCount = 0
  public var head: RevisionID?
  public var firstRecorded: Timestamp?
  public var lastRecorded: Timestamp?
  /// The earliest and the latest time at which an author made a revision: of imported ones, other times.
  public var firstAuthored: Timestamp?
  public var lastAuthored: Timestamp?
  /// Articles with the most revisions, the most first.
  public var busiest: [(article: ArticleName, revisionCount: Int)] = []
}

extension Statistics {
  /// Whether revisions were made at other times than they were recorded.
  public var hasOtherTimes: Bool {
    firstAuthored?.seconds != firstRecorded?.seconds
      || lastAuthored?.seconds != lastRecorded?.seconds
  }
}

extension Archive {
  /// Counts what the archive holds.
  ///
  /// - Throws: `.damaged` at the first commit that cannot be read.
  public func statistics(workers: Int = 1) throws(ArchiveError) -> Statistics {
    var result = Statistics()
    result.head = try head()
    result.take(try logCounts(workers: workers))
    (result.objectCount, result.storedByteCount) = try translated {
      () throws(RepositoryError) in try repository.storedSize()
    }
    result.catalogueByteCount = catalogue?.byteCount ?? 0
    result.passageByteCount = passages?.byteCount ?? 0
    let (unfinished, aside) = try translated { () throws(RepositoryError) in
      try repository.leftovers()
    }
    (result.unfinishedFileCount, result.unfinishedByteCount) = (
      unfinished.count, unfinished.byteCount
    )
    result.erasedTextCount = try readableErasedTexts(at: ownHead()).entries.count
    (result.asideFileCount, result.asideByteCount) = (aside.count, aside.byteCount)
    return result
  }

  private func logCounts(workers: Int) throws(ArchiveError) -> LogCounts {
    guard let head = try headCommit() else { return LogCounts() }
    return try translated { () throws(RepositoryError) in
      let repository = repository.readThrough
      let parts = try repository.gatherLine(to: head, workers: workers, initial: LogCounts()) {
        $0.take(Revision(checking: $1.id, $1.commit), at: $1.place)
      }
      var counts = LogCounts()
      if let parts {
        for part in parts { counts.add(part) }
        return counts
      }
      var walk = try CommitWalk(repository, from: head)
      var place = Int.max
      while let step = try walk.next() {
        switch step {
        case .commit(let id, let commit): counts.take(Revision(checking: id, commit), at: place)
        case .damaged(_, let error, _): throw error
        }
        place -= 1
      }
      return counts
    }
  }
}

/// What is counted of a log, commit by commit in any order.
private struct LogCounts: Sendable {
  var articles: [ArticleName: Int] = [:]
  var runCount = 0
  var amendmentCount = 0
  var otherCommitCount = 0
  var firstRecorded: PlacedTime?
  var lastRecorded: PlacedTime?
  var firstAuthored: PlacedTime?
  var lastAuthored: PlacedTime?

  /// A time of a commit, and the commit's place in the log, which grows.
  struct PlacedTime: Sendable {
    let time: Timestamp
    let place: Int
  }

  mutating func take(_ revision: Revision, at place: Int) {
    guard let article = revision.article else { return otherCommitCount += 1 }
    // What an archive says of itself is none of the articles that people keep.
    if article == .runs {
      runCount += 1
    } else if article.isAmendments {
      amendmentCount += 1
    } else {
      articles[article, default: 0] += 1
    }
    let recorded = PlacedTime(time: revision.recorded, place: place)
    let authored = PlacedTime(time: revision.authored, place: place)
    take(recorded, recorded, authored, authored)
  }

  mutating func add(_ other: LogCounts) {
    articles.merge(other.articles, uniquingKeysWith: +)
    runCount += other.runCount
    amendmentCount += other.amendmentCount
    otherCommitCount += other.otherCommitCount
    take(other.firstRecorded, other.lastRecorded, other.firstAuthored, other.lastAuthored)
  }

  private mutating func take(
    _ firstRecorded: PlacedTime?, _ lastRecorded: PlacedTime?, _ firstAuthored: PlacedTime?,
    _ lastAuthored: PlacedTime?
  ) {
    LogCounts.keep(firstRecorded, in: &self.firstRecorded) { $0.place < $1.place }
    LogCounts.keep(lastRecorded, in: &self.lastRecorded) { $0.place > $1.place }
    // Of those made in one second, the newest in the log.
    LogCounts.keep(firstAuthored, in: &self.firstAuthored) {
      ($0.time.seconds, $1.place) < ($1.time.seconds, $0.place)
    }
    LogCounts.keep(lastAuthored, in: &self.lastAuthored) {
      ($0.time.seconds, $0.place) > ($1.time.seconds, $1.place)
    }
  }

  private static func keep(
    _ new: PlacedTime?, in kept: inout PlacedTime?, where isMore: (PlacedTime, PlacedTime) -> Bool
  ) {
    guard let new else { return }
    if kept.map({ isMore(new, $0) }) ?? true { kept = new }
  }
}

extension Statistics {
  fileprivate mutating func take(_ counts: LogCounts) {
    articleCount = counts.articles.count
    revisionCount = counts.articles.values.reduce(0, +)
    busiest = counts.articles.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
      .map { ($0.key, $0.value) }
    runCount = counts.runCount
    amendmentCount = counts.amendmentCount
    otherCommitCount = counts.otherCommitCount
    (firstRecorded, lastRecorded) = (counts.firstRecorded?.time, counts.lastRecorded?.time)
    (firstAuthored, lastAuthored) = (counts.firstAuthored?.time, counts.lastAuthored?.time)
  }
}
