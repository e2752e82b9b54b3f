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
  fileprivate mutating func take(authored time: Timestamp) {
    if firstAuthored.map({ time.seconds < $0.seconds }) ?? true { firstAuthored = time }
    if lastAuthored.map({ time.seconds > $0.seconds }) ?? true { lastAuthored = time }
  }

  /// Whether revisions were made at other times than they were recorded.
  public var hasOtherTimes: Bool {
    firstAuthored?.seconds != firstRecorded?.seconds
      || lastAuthored?.seconds != lastRecorded?.seconds
  }
}

extension Archive {
  /// Counts what the archive holds.
  public func statistics() throws(ArchiveError) -> Statistics {
    var result = Statistics()
    result.head = try head()
    var counts: [ArticleName: Int] = [:]
    try visitHistory { revision throws(ArchiveError) in
      if let article = revision.article {
        result.count(article, &counts)
        result.lastRecorded = result.lastRecorded ?? revision.recorded
        result.firstRecorded = revision.recorded
        result.take(authored: revision.authored)
      } else {
        result.otherCommitCount += 1
      }
      return true
    }
    result.articleCount = counts.count
    result.revisionCount = counts.values.reduce(0, +)
    result.busiest = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
      .map { ($0.key, $0.value) }
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
}

extension Statistics {
  /// What an archive says of itself is none of the articles that people keep.
  fileprivate mutating func count(_ article: ArticleName, _ counts: inout [ArticleName: Int]) {
    if article == .runs {
      runCount += 1
    } else if article.isAmendments {
      amendmentCount += 1
    } else {
      counts[article, default: 0] += 1
    }
  }
}
