package import Articles
package import Passages
internal import Synchronization

/// An article with revisions that a query finds.
package struct FoundArticle: Sendable {
  package let article: ArticleName
  /// By number, from 1.
  package let revisions: RevisionSet
  /// How many revisions it has.
  package let count: Int
  /// When the newest of those found was seen.
  package let observed: Timestamp
}

extension PassageDatabase {
  /// The articles with revisions that a query finds, the latest found first.
  ///
  /// - Parameters:
  ///   - isWanted: Which articles count.
  ///   - period: When a revision has to have been seen, in seconds since 1970.
  ///   - confirm: Which of some revisions have a phrase: asked where only their text can tell.
  package func found(
    _ query: SearchQuery, among isWanted: @Sendable (ArticleName) -> Bool,
    within period: ClosedRange<Int>,
    confirm:
      @Sendable (SearchLeaf, ArticleName, RevisionSet) throws(CatalogueError) -> RevisionSet
  ) throws(CatalogueError) -> [FoundArticle] {
    try connection.withLock { connection throws(CatalogueError) in
      var sets: [SearchLeaf: [Int: RevisionSet]] = [:]
      for leaf in query.leaves where sets[leaf] == nil {
        sets[leaf] = try connection.revisions(having: leaf)
      }
      let articles = Set(
        query.positiveLeaves.flatMap { leaf in sets[leaf].map { Array($0.keys) } ?? [] })
      var found: [FoundArticle] = []
      let facts = try ArticleFacts(connection)
      for id in articles.sorted() {
        let (name, count) = try facts.article(id)
        guard isWanted(name) else { continue }
        var revisions = try query.revisions { leaf throws(CatalogueError) in
          let candidates =
            sets[leaf]?[id]?.intersection(RevisionSet(1..<count + 1)) ?? RevisionSet()
          guard leaf.needsConfirmation, !candidates.isEmpty else { return candidates }
          return try confirm(leaf, name, candidates)
        }
        if period != Int.min...Int.max {
          revisions = revisions.intersection(try facts.revisions(of: id, within: period))
        }
        guard let last = revisions.intervals.last else { continue }
        found.append(
          FoundArticle(
            article: name, revisions: revisions, count: count,
            observed: try facts.observed(last.upperBound - 1, of: id)))
      }
      return found.sorted { ($1.observed.seconds, $0.article) < ($0.observed.seconds, $1.article) }
    }
  }

  /// When revisions of an article were seen.
  package func observed(
    _ numbers: [Int], of article: ArticleName
  ) throws(CatalogueError) -> [Timestamp] {
    try connection.withLock { connection throws(CatalogueError) in
      let facts = try ArticleFacts(connection)
      guard let id = try facts.id(of: article) else { return [] }
      var times: [Timestamp] = []
      for number in numbers { times.append(try facts.observed(number, of: id)) }
      return times
    }
  }

  /// How many articles and revisions can be found.
  package func extent() throws(CatalogueError) -> (articles: Int, revisions: Int) {
    try connection.withLock { connection throws(CatalogueError) in
      (
        try connection.integer("SELECT count(*) FROM article"),
        try connection.integer("SELECT ifnull(sum(revisions), 0) FROM article")
      )
    }
  }
}

extension Connection {
  /// For each article, by its id, the revisions that have a passage with these words; those that may have them,
  /// where `needsConfirmation`.
  fileprivate func revisions(having leaf: SearchLeaf) throws(CatalogueError) -> [Int: RevisionSet] {
    var found: [Int: RevisionSet]?
    let query = try prepare(
      """
      SELECT article, runs FROM search JOIN passage ON passage.id = search.rowid
      WHERE search MATCH ?1
      """)
    for expression in leaf.ftsExpressions {
      try query.bind(text: Array(expression.utf8), at: 1)
      var ranges: [Int: [Range<Int>]] = [:]
      while try query.step() {
        // Nobody knows here how many revisions there are: an open run goes on.
        let revisions = try query.runs(at: 1).revisions(below: .max)
        ranges[query.integer(at: 0), default: []] += revisions.intervals
      }
      query.reset()
      let sets = ranges.mapValues { RevisionSet($0) }
      guard let before = found else {
        found = sets
        continue
      }
      found = before.reduce(into: [:]) { both, one in
        guard let other = sets[one.key] else { return }
        let common = one.value.intersection(other)
        if !common.isEmpty { both[one.key] = common }
      }
    }
    return found ?? [:]
  }
}

/// What is known of articles, asked one by one.
private struct ArticleFacts: ~Copyable {
  private let articles: Statement
  private let ids: Statement
  private let times: Statement
  private let numbers: Statement

  init(_ connection: borrowing Connection) throws(CatalogueError) {
    let articles = try connection.prepare("SELECT name, revisions FROM article WHERE id = ?1")
    let ids = try connection.prepare("SELECT id FROM article WHERE name = ?1")
    let times = try connection.prepare(
      "SELECT observed, zone FROM revision WHERE article = ?1 AND number = ?2")
    let numbers = try connection.prepare(
      """
      SELECT number FROM revision WHERE article = ?1 AND observed BETWEEN ?2 AND ?3 ORDER BY number
      """)
    // All or none: what cannot be copied cannot be left half made.
    self.articles = articles
    self.ids = ids
    self.times = times
    self.numbers = numbers
  }

  func article(_ id: Int) throws(CatalogueError) -> (name: ArticleName, count: Int) {
    defer { articles.reset() }
    try articles.bind(id, at: 1)
    guard try articles.step() else { throw .damaged(reason: "an article is missing") }
    return (try articles.articleName(at: 0), articles.integer(at: 1))
  }

  func id(of article: ArticleName) throws(CatalogueError) -> Int? {
    defer { ids.reset() }
    try ids.bind(Array(article.description.utf8), at: 1)
    return try ids.step() ? ids.integer(at: 0) : nil
  }

  func observed(_ number: Int, of article: Int) throws(CatalogueError) -> Timestamp {
    defer { times.reset() }
    try times.bind(article, at: 1)
    try times.bind(number, at: 2)
    guard try times.step() else { throw .damaged(reason: "a revision is missing") }
    let (seconds, zone) = (times.integer(at: 0), times.integer(at: 1))
    // The years 1 to 9999: others are no times that anybody could have been told.
    guard (-62_135_596_800...253_402_300_799).contains(seconds), abs(zone) < 24 * 60 else {
      throw .damaged(reason: "a time is none")
    }
    return Timestamp(seconds: seconds, zoneMinutes: zone)
  }

  func revisions(
    of article: Int, within period: ClosedRange<Int>
  ) throws(CatalogueError) -> RevisionSet {
    defer { numbers.reset() }
    try numbers.bind(article, at: 1)
    try numbers.bind(period.lowerBound, at: 2)
    try numbers.bind(period.upperBound, at: 3)
    var ranges: [Range<Int>] = []
    while try numbers.step() {
      let number = numbers.integer(at: 0)
      guard number < Int.max else { throw .damaged(reason: "a number is none") }
      ranges.append(number..<number + 1)
    }
    return RevisionSet(ranges)
  }
}
