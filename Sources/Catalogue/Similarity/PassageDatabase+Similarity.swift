package import Articles
package import Bytes
package import Objects
package import Passages
internal import Synchronization

/// An article that may have something in common with a text.
package struct SimilarArticle: Sendable {
  package let article: IndexedArticle
  /// How many of the text's fingerprints it has now, and how many it had at most.
  package let latestCount: Int
  package let mostCount: Int
  /// The newest revision that has the most, from 1.
  package let best: Int
}

/// What the index knows of an article.
package struct IndexedArticle: Sendable {
  package let id: Int
  package let name: ArticleName
  package let revisionCount: Int
  /// The commit that recorded the newest revision.
  package let latest: ObjectID
  /// How many tokens its text has.
  package let tokenCount: Int
  let site: Int
}

extension PassageDatabase {
  /// - Returns: `nil` where it has no such article.
  package func article(_ name: ArticleName) throws(CatalogueError) -> IndexedArticle? {
    try connection.withLock { connection throws(CatalogueError) in
      let query = try connection.prepare("SELECT id FROM article WHERE name = ?1")
      try query.bind(Array(name.description.utf8), at: 1)
      guard try query.step() else { return nil }
      return try connection.article(query.integer(at: 0))
    }
  }

  /// Articles of the same site, those that came before and after it first: sites change.
  package func neighbours(
    of article: IndexedArticle, limit: Int
  ) throws(CatalogueError) -> [IndexedArticle] {
    guard article.site != 0 else { return [] }
    return try connection.withLock { connection throws(CatalogueError) in
      let before = try connection.ids(
        """
        SELECT id FROM article WHERE site = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3
        """, article, limit)
      let after = try connection.ids(
        """
        SELECT id FROM article WHERE site = ?1 AND id > ?2 ORDER BY id LIMIT ?3
        """, article, limit)
      let half = limit / 2
      let chosen =
        before.prefix(max(half, limit - after.count))
        + after.prefix(max(limit - half, limit - before.count))
      var neighbours: [IndexedArticle] = []
      for id in chosen.sorted() { neighbours.append(try connection.article(id)) }
      return neighbours
    }
  }

  /// By what shingles become the fingerprints of this archive.
  package func key() throws(CatalogueError) -> SipHash.Key {
    try connection.withLock { connection throws(CatalogueError) in try connection.passageKey() }
  }

  /// Articles that have some of a text's fingerprints, those first that have the most of what few others have.
  ///
  /// - Parameters:
  ///   - fingerprints: Each once.
  ///   - isEnough: Whether as many of an article of so many tokens are worth a look.
  package func articles(
    having fingerprints: [Fingerprint], except own: ArticleName?,
    isEnough: (Int, Int) -> Bool
  ) throws(CatalogueError) -> [SimilarArticle] {
    try connection.withLock { connection throws(CatalogueError) in
      var hits: [Int: FingerprintHits] = [:]
      let search = FingerprintSearch(
        rows: try connection.prepare("SELECT key FROM fingerprint WHERE key BETWEEN ?1 AND ?2"),
        passage: try connection.prepare("SELECT article, runs FROM passage WHERE id = ?1"))
      for (place, fingerprint) in fingerprints.enumerated() {
        try search.add(fingerprint, at: place, to: &hits)
      }
      var found: [(article: SimilarArticle, score: Double)] = []
      for (id, hits) in hits {
        let article = try connection.article(id)
        guard article.name != own, isEnough(hits.count, article.tokenCount) else { continue }
        found.append((SimilarArticle(article, hits), hits.score))
      }
      return found.sorted { ($1.score, $0.article.article.id) < ($0.score, $1.article.article.id) }
        .map(\.article)
    }
  }
}

/// Where an article has fingerprints of a text.
private struct FingerprintHits {
  /// How many different ones it has or had, and how many it has.
  private(set) var count = 0
  private(set) var latestCount = 0
  private(set) var runs: [RevisionRuns] = []
  /// More for those that few articles have.
  var score = 0.0
  private var last = -1
  private var lastOpen = -1

  /// - Returns: Whether this is the first passage of the article with that fingerprint.
  mutating func add(_ fingerprint: Int, _ passage: RevisionRuns) -> Bool {
    runs.append(passage)
    if passage.isOpen, lastOpen != fingerprint {
      latestCount += 1
      lastOpen = fingerprint
    }
    if last == fingerprint { return false }
    count += 1
    last = fingerprint
    return true
  }
}

private struct FingerprintSearch: ~Copyable {
  let rows: Statement
  let passage: Statement

  /// - Parameter place: Which fingerprint it is.
  func add(
    _ fingerprint: Fingerprint, at place: Int, to hits: inout [Int: FingerprintHits]
  ) throws(CatalogueError) {
    defer { rows.reset() }
    try rows.bind(fingerprint.rows.lowerBound, at: 1)
    try rows.bind(fingerprint.rows.upperBound, at: 2)
    var articles: [Int] = []
    while try rows.step() {
      defer { passage.reset() }
      try passage.bind(rows.integer(at: 0) & 0xFFFF_FFFF, at: 1)
      guard try passage.step() else { throw .damaged(reason: "a passage is missing") }
      let article = passage.integer(at: 0)
      let runs = try passage.runs(at: 1)
      if hits[article, default: FingerprintHits()].add(place, runs) { articles.append(article) }
    }
    let weight = 1 / Double(max(1, articles.count))
    for article in articles { hits[article]?.score += weight }
  }
}

extension SimilarArticle {
  fileprivate init(_ article: IndexedArticle, _ hits: FingerprintHits) {
    self.article = article
    latestCount = hits.latestCount
    var changes: [Int: Int] = [:]
    for runs in hits.runs {
      for (place, border) in runs.borders.enumerated() {
        changes[border, default: 0] += place % 2 == 0 ? 1 : -1
      }
    }
    var (count, most, best) = (0, 0, article.revisionCount)
    let borders = changes.keys.sorted()
    for (place, border) in borders.enumerated() {
      count += changes[border] ?? 0
      guard count >= most else { continue }
      most = count
      best = place + 1 < borders.count ? borders[place + 1] - 1 : article.revisionCount
    }
    mostCount = min(most, hits.count)
    self.best = best
  }
}

extension Connection {
  fileprivate func article(_ id: Int) throws(CatalogueError) -> IndexedArticle {
    let query = try prepare(
      "SELECT name, revisions, latest, tokens, site FROM article WHERE id = ?1")
    try query.bind(id, at: 1)
    guard try query.step() else { throw .damaged(reason: "an article is missing") }
    return IndexedArticle(
      id: id, name: try query.articleName(at: 0), revisionCount: query.integer(at: 1),
      latest: try query.objectID(at: 2),
      tokenCount: query.integer(at: 3), site: query.integer(at: 4))
  }

  fileprivate func ids(
    _ sql: String, _ article: IndexedArticle, _ limit: Int
  ) throws(CatalogueError) -> [Int] {
    let query = try prepare(sql)
    try query.bind(article.site, at: 1)
    try query.bind(article.id, at: 2)
    try query.bind(limit, at: 3)
    var ids: [Int] = []
    while try query.step() { ids.append(query.integer(at: 0)) }
    return ids
  }
}
