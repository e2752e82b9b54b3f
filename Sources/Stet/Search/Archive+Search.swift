internal import Articles
internal import Catalogue
internal import Objects
internal import Passages
internal import Synchronization

/// A query, and where it is asked.
public struct Search: Sendable {
  let query: SearchQuery
  public var pattern: Glob?
  /// When a revision has to have been seen.
  public var since: Timestamp?
  public var until: Timestamp?
  /// Whether only what articles say now is of interest.
  public var isOfLatest = false

  /// - Parameter query: Words, "phrases", prefix*, AND, OR, NOT and parentheses.
  /// - Throws: `.invalidQuery`.
  public init(_ query: String) throws(ArchiveError) {
    do {
      self.query = try SearchQuery(query)
    } catch {
      throw .invalidQuery(query, at: error.place, reason: error.reason)
    }
  }
}

extension Archive {
  /// The articles whose revisions have what a query asks for, those found in the newest revisions first.
  ///
  /// What is found is what a reader sees of each revision's text; case, accents and punctuation do not count.
  ///
  /// - Parameter progress: Called while texts are read that nobody has searched yet, with the number of revisions read
  ///   and in all; answers whether to go on.
  /// - Throws: `.cancelled`; `.damaged` where the log cannot be read. Texts that cannot be read are not found.
  public func found(
    by search: Search, progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> [SearchHit] {
    guard let head = try headCommit() else { return [] }
    return try askPassages(at: head, goesOn: progress) { database throws(CatalogueError) in
      try hits(of: search, within: search.period, in: database)
    }
  }

  private func hits(
    of search: Search, within period: ClosedRange<Int>, in database: PassageDatabase
  ) throws(CatalogueError) -> [SearchHit] {
    let confirmation = SearchConfirmation(self)
    let found = try database.found(
      search.query, among: { search.pattern?.matches($0.description) ?? true }, within: period
    ) { leaf, article, revisions throws(CatalogueError) in
      try confirmation.confirmed(leaf, article, revisions)
    }
    return found.compactMap { SearchHit($0, isLatestOnly: search.isOfLatest) }
  }

  /// When what a query asks for came into articles and went, the newest change first.
  ///
  /// - Throws: As `found(by:progress:)`.
  public func changes(
    of search: Search, progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> [SearchChange] {
    guard let head = try headCommit() else { return [] }
    var search = search
    search.isOfLatest = false
    let changes = try askPassages(at: head, goesOn: progress) { database throws(CatalogueError) in
      var changes: [SearchChange] = []
      // What came may have come before the period in which it went.
      for hit in try hits(of: search, within: Int.min...Int.max, in: database) {
        let borders = hit.borders
        let times = try database.observed(borders.map(\.revision), of: hit.article)
        for (border, time) in zip(borders, times) where search.period.contains(time.seconds) {
          changes.append(
            SearchChange(
              article: hit.article, revision: border.revision, isArrival: border.isArrival,
              observed: time))
        }
      }
      return changes
    }
    return changes.sorted {
      ($1.observed.seconds, $0.article, $1.revision)
        < ($0.observed.seconds, $1.article, $0.revision)
    }
  }

  /// What can be found of a revision's text: what a reader sees of it.
  ///
  /// - Throws: As `content(of:)`.
  public func searchableText(of revision: Revision) throws(ArchiveError) -> [UInt8] {
    revision.searchable(try content(of: revision))
  }

  /// Answers a question from the passages as of a head.
  func askPassages<Answer>(
    at head: ObjectID, goesOn: @escaping @Sendable (Int, Int) -> Bool,
    _ question: (PassageDatabase) throws(CatalogueError) -> Answer
  ) throws(ArchiveError) -> Answer {
    guard let passages else { return try askInMemory(at: head, goesOn: goesOn, question) }
    return try passages.ask(at: head, of: self, goesOn: goesOn, question)
  }

  /// A piece of a revision's text around what a query finds in it, and how often it finds something; `nil` where that
  /// is nothing.
  ///
  /// - Parameter length: About how many bytes.
  /// - Throws: As `content(of:)`.
  public func excerpt(
    of revision: Revision, around search: Search, length: Int
  ) throws(ArchiveError) -> (excerpt: SearchExcerpt, count: Int)? {
    let text = try searchableText(of: revision)
    let marks = search.query.ranges(in: SearchTokens(of: text.span))
    guard let excerpt = SearchExcerpt(of: text, around: marks, length: length) else { return nil }
    return (excerpt, marks.count)
  }
}

extension Search {
  fileprivate var period: ClosedRange<Int> {
    let since = since?.seconds ?? Int.min
    return since...max(since, until?.lastSecond ?? Int.max)
  }
}

extension SearchHit {
  fileprivate init?(_ found: FoundArticle, isLatestOnly: Bool) {
    if isLatestOnly && !found.revisions.contains(found.count) { return nil }
    article = found.article
    revisionCount = found.count
    revisions = found.revisions.intervals.map { $0.lowerBound...$0.upperBound - 1 }
    observed = found.observed
  }

  fileprivate var borders: [(revision: Int, isArrival: Bool)] {
    revisions.flatMap { range in
      let arrival = (revision: range.lowerBound, isArrival: true)
      guard range.upperBound < revisionCount else { return [arrival] }
      return [arrival, (range.upperBound + 1, false)]
    }
  }
}

/// Looks into texts for phrases that are longer than any passage need have whole.
private final class SearchConfirmation: Sendable {
  private let archive: Archive
  /// The revisions of the article that was asked about last, the newest first.
  private let last = Mutex<(article: ArticleName, revisions: [Revision])?>(nil)

  init(_ archive: Archive) { self.archive = archive }

  func confirmed(
    _ leaf: SearchLeaf, _ article: ArticleName, _ revisions: RevisionSet
  ) throws(CatalogueError) -> RevisionSet {
    try sourced { () throws(ArchiveError) in
      let history = try history(of: article)
      var found: [Range<Int>] = []
      var last: (content: ContentID, isFound: Bool)?
      for number in revisions.intervals.lazy.flatMap({ $0 }) where number <= history.count {
        let revision = history[history.count - number]
        let id = try archive.contentID(of: revision)
        if last?.content != id {
          let text = revision.searchable(try archive.content(id))
          last = (id, leaf.isFound(in: SearchTokens(of: text.span)))
        }
        if last?.isFound ?? false { found.append(number..<number + 1) }
      }
      return RevisionSet(found)
    }
  }

  private func history(of article: ArticleName) throws(ArchiveError) -> [Revision] {
    if let last = last.withLock({ $0 }), last.article == article { return last.revisions }
    let revisions = try archive.recordedHistory(of: article).revisions
    last.withLock { $0 = (article, revisions) }
    return revisions
  }
}
