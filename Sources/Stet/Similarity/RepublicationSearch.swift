internal import Articles
internal import Catalogue
internal import Objects
internal import Passages

/// Finds the articles that may be a text's republications, and holds their texts beside it.
struct RepublicationSearch {
  /// After so many articles in a row that are none, no more are looked at: the likely ones come first.
  private static let patience = 16
  /// A part of all that would be found of a republication at least: a third of a text with each fifth word changed.
  private static let leastShare = 0.04

  private let archive: Archive
  private let database: PassageDatabase
  private let showsPassages: Bool
  /// What was read of neighbours, by their number in the index.
  private var shingles: [Int: Shingles] = [:]

  init(_ archive: Archive, _ database: PassageDatabase, showsPassages: Bool) {
    self.archive = archive
    self.database = database
    self.showsPassages = showsPassages
  }

  mutating func republications(
    of text: ReadText, from name: ArticleName?
  ) throws(CatalogueError) -> [Republication] {
    var text = text
    guard text.compared.ownCount >= TextOverlap.leastCount else { return [] }
    if let name, let article = try database.article(name) { try mask(&text, of: article) }
    let fingerprints = text.compared.fingerprints(key: try database.key())
    let size = text.compared.ownCount
    let candidates = try database.articles(having: fingerprints, except: name) {
      Self.isEnough($0, of: size, $1)
    }
    var found: [Republication] = []
    var failures = 0
    for candidate in candidates {
      if let republication = try republication(text, candidate) {
        found.append(republication)
        failures = 0
      } else {
        failures += 1
        if failures == Self.patience { break }
      }
    }
    return found.sorted { $0.precedes($1) }
  }

  /// Whether so many common fingerprints of two texts are worth a look at both.
  private static func isEnough(_ count: Int, of size: Int, _ otherSize: Int) -> Bool {
    let rate = max(Fingerprint.rate(ofTextWith: size), Fingerprint.rate(ofTextWith: otherSize))
    return Double(count) >= leastShare * Double(min(size, otherSize)) / Double(rate)
  }

  private mutating func republication(
    _ text: ReadText, _ candidate: SimilarArticle
  ) throws(CatalogueError) -> Republication? {
    let article = candidate.article
    if candidate.latestCount > 0, let latest = try latest(of: article),
      let found = try republication(text, latest, article, number: article.revisionCount)
    {
      return found
    }
    guard candidate.mostCount > candidate.latestCount, candidate.best < article.revisionCount,
      let best = try revision(candidate.best, of: article)
    else { return nil }
    return try republication(text, best, article, number: candidate.best)
  }

  private mutating func republication(
    _ text: ReadText, _ revision: Revision, _ article: IndexedArticle, number: Int
  ) throws(CatalogueError) -> Republication? {
    guard let bytes = try self.text(of: revision) else { return nil }
    var other = ReadText(bytes)
    // Most that were only guessed are seen to be none without a look at their site.
    guard TextOverlap(text.compared, other.compared).isPromising else { return nil }
    try mask(&other, of: article)
    let overlap = TextOverlap(text.compared, other.compared)
    guard overlap.isRepublication else { return nil }
    return Republication(
      article: article.name, revision: number, revisionCount: article.revisionCount,
      id: revision.id, observed: revision.observed, share: overlap.share,
      otherShare: overlap.otherShare, tokenCount: overlap.sameCount,
      passages: showsPassages
        ? overlap.passages.map { RepublishedPassage($0, text, other) } : [])
  }

  // MARK: What is read

  private mutating func mask(
    _ text: inout ReadText, of article: IndexedArticle
  ) throws(CatalogueError) {
    var found: [Shingles] = []
    for neighbour in try database.neighbours(of: article, limit: ComparedText.neighbourCount) {
      if let known = shingles[neighbour.id] {
        found.append(known)
        continue
      }
      guard let latest = try latest(of: neighbour), let bytes = try self.text(of: latest) else {
        continue
      }
      let read = Shingles(of: SearchTokens(of: bytes.span))
      shingles[neighbour.id] = read
      found.append(read)
    }
    text.compared.mask(by: found)
  }

  private func latest(of article: IndexedArticle) throws(CatalogueError) -> Revision? {
    try readable { () throws(ArchiveError) in try archive.revision(article.latest) }
  }

  private func revision(
    _ number: Int, of article: IndexedArticle
  ) throws(CatalogueError) -> Revision? {
    let revisions = try readable { () throws(ArchiveError) in
      try archive.recordedHistory(of: article.name).revisions
    }
    guard let revisions, (1...revisions.count).contains(number) else { return nil }
    return revisions[revisions.count - number]
  }

  private func text(of revision: Revision) throws(CatalogueError) -> [UInt8]? {
    try readable { () throws(ArchiveError) in
      try archive.searchableText(of: revision)
    }
  }

  private func readable<Value>(
    _ read: () throws(ArchiveError) -> Value
  ) throws(CatalogueError) -> Value? {
    try sourced { () throws(ArchiveError) in try archive.readable(read) }
  }
}

extension Republication {
  /// What is the most one text's comes first, then what has more in common.
  fileprivate func precedes(_ other: Republication) -> Bool {
    let (mine, theirs) = (max(share, otherShare), max(other.share, other.otherShare))
    if mine != theirs { return mine > theirs }
    if tokenCount != other.tokenCount { return tokenCount > other.tokenCount }
    return article < other.article
  }
}
