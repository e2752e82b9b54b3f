/// The revisions of one article, the newest first, and where the log of them is broken.
///
/// Where it follows renames, also those of what the article was called before.
public struct ArticleHistory: Sendable {
  public let article: ArticleName
  /// Numbered from the oldest, as far as no break leaves open how many came before.
  public private(set) var revisions: [Revision] = []
  /// Commits that cannot be read, and may have been revisions of this article.
  public private(set) var breaks: [LogBreak] = []
  /// Why nobody knows what was amended of them; `nil` where that is known.
  public private(set) var amendmentsFault: ArchiveError?
  /// For each break, how many revisions are newer than it.
  private var newerCounts: [Int] = []

  /// Whether other names' revisions are among them: those of what the article was called before.
  public let followsRenames: Bool

  package init(article: ArticleName, followsRenames: Bool = false) {
    self.article = article
    self.followsRenames = followsRenames
  }

  package mutating func append(_ step: LogStep) {
    switch step {
    case .revision(let revision): revisions.append(revision)
    case .damage(let place):
      breaks.append(place)
      newerCounts.append(revisions.count)
    }
  }

  /// Numbers what comes after the last break; all, where there is none.
  package mutating func number() {
    let isWhole = !breaks.contains { $0.hidesEarlier }
    guard isWhole else { return }
    let numbered = (newerCounts.last ?? 0)..<revisions.count
    guard followsRenames else {
      for index in numbered { revisions[index].number = revisions.count - index }
      return
    }
    var counts: [ArticleName: Int] = [:]
    for index in numbered.reversed() {
      guard let article = revisions[index].article else { continue }
      counts[article, default: 0] += 1
      revisions[index].number = counts[article]
    }
  }

  /// Takes over what was amended of its revisions.
  package mutating func amend(by amendments: Amendments, localZone: (Int) -> Int) {
    for index in revisions.indices {
      revisions[index].amend(
        by: amendments.entries(of: revisions[index].id), localZone: localZone)
    }
  }

  /// Notes that what was amended cannot be read: what is known of the revisions may be corrected.
  package mutating func lackAmendments(_ fault: ArchiveError) { amendmentsFault = fault }

  /// The same without some revisions.
  package func without(_ isLeftOut: (Revision) -> Bool) -> ArticleHistory {
    var kept = self
    kept.revisions.removeAll(where: isLeftOut)
    kept.newerCounts = newerCounts.map { count in
      revisions[..<count].count { !isLeftOut($0) }
    }
    return kept
  }

  /// Whether no commit is missing from it.
  public var isWhole: Bool { breaks.isEmpty }

  /// The revision with a number, from 1.
  ///
  /// - Throws: `.unknownRevision`; `.damaged` where it may be one that cannot be read.
  public func revision(numbered number: Int) throws(ArchiveError) -> Revision {
    if let revision = revisions.first(where: { $0.number == number }) { return revision }
    if let first = breaks.first { throw first.cause }
    throw .unknownRevision("\(article)@\(number)", known: extent)
  }

  /// The revision so many before the latest one, which is 0.
  ///
  /// - Throws: As `revision(numbered:)`.
  public func revision(beforeLatest count: Int) throws(ArchiveError) -> Revision {
    // A break before it would make it another one.
    if let first = breaks.first, let newer = newerCounts.first, newer <= count { throw first.cause }
    guard count < revisions.count else {
      throw .unknownRevision("\(article)@-\(count)", known: extent)
    }
    return revisions[count]
  }

  /// The revision that stood at a time.
  ///
  /// Of revisions with one time, the one recorded last counts.
  /// - Throws: As `revision(numbered:)`.
  public func revision(
    asOf time: Timestamp, by kind: RevisionTime = .observed
  ) throws(ArchiveError) -> Revision {
    let moment = Moment(time, by: kind)
    if let first = breaks.first { throw first.cause }
    // The time that counts may be a corrected one.
    if let amendmentsFault { throw amendmentsFault }
    var found: (seconds: Int, revision: Revision)?
    for revision in revisions {
      guard let seconds = moment.seconds(of: revision) else { continue }
      if found.map({ $0.seconds < seconds }) ?? true { found = (seconds, revision) }
    }
    if let found { return found.revision }
    let first = revisions.compactMap { $0.time(kind) }.min { $0.seconds < $1.seconds }
    let known = first.map { "it was first \(kind.word) \($0)" } ?? "no such time is known of it"
    throw .unknownRevision("\(article)@\(time)", known: known)
  }

  /// The revision that stood before this one; `nil` for the first.
  ///
  /// - Throws: `.damaged` where one that cannot be read may lie between.
  public func predecessor(of revision: Revision) throws(ArchiveError) -> Revision? {
    guard let index = revisions.firstIndex(where: { $0.id == revision.id }) else { return nil }
    for (place, newer) in zip(breaks, newerCounts) where newer == index + 1 { throw place.cause }
    return index + 1 < revisions.count ? revisions[index + 1] : nil
  }

  /// The text that stood before this revision, withdrawals left out; `nil` where there was none.
  ///
  /// - Throws: As `predecessor(of:)`.
  public func text(before revision: Revision) throws(ArchiveError) -> Revision? {
    var earlier = try predecessor(of: revision)
    while let step = earlier, step.isWithdrawal { earlier = try predecessor(of: step) }
    return earlier
  }

  /// The withdrawal that came next after a text; `nil` where another text did, or nothing.
  public func withdrawal(after revision: Revision) -> Revision? {
    guard let index = revisions.firstIndex(where: { $0.id == revision.id }), index > 0 else {
      return nil
    }
    let next = revisions[index - 1]
    return next.isWithdrawal ? next : nil
  }

  private var extent: String {
    revisions.count == 1 ? "it has one revision" : "it has revisions 1 to \(revisions.count)"
  }
}

extension RevisionTime {
  fileprivate var word: String {
    switch self {
    case .published: "published"
    case .observed: "seen"
    case .recorded: "recorded"
    }
  }
}
