internal import ObjectDatabase
internal import Objects

extension Archive {
  /// Every revision, the newest first, until `visit` answers `false`.
  ///
  /// Where a repository of another program has merges, all parents are followed, by time.
  public func visitHistory(
    _ visit: (Revision) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    guard let head = try headCommit() else { return }
    var pending = [try revision(head)]
    var seen: Set<ObjectID> = [head]
    var isLine = true
    while let next = pending.popLast() {
      guard try visit(next) else { return }
      for parent in next.parents where seen.insert(parent).inserted {
        let revision = try revision(parent)
        let place = pending.lastIndex { $0.recorded.seconds <= revision.recorded.seconds }
        pending.insert(revision, at: place.map { $0 + 1 } ?? 0)
      }
      // Until the first merge, one id at a time is enough to remember.
      isLine = isLine && next.parents.count <= 1
      if isLine { seen = [] }
    }
  }

  /// The revisions of one article, the newest first, numbered from the oldest.
  ///
  /// - Throws: `.unknownArticle` with names that are similar.
  public func history(of article: ArticleName) throws(ArchiveError) -> [Revision] {
    var revisions: [Revision] = []
    try visitHistory { revision throws(ArchiveError) in
      if revision.article == article { revisions.append(revision) }
      return true
    }
    guard !revisions.isEmpty else { throw try unknown(article.description) }
    for index in revisions.indices { revisions[index].number = revisions.count - index }
    return revisions
  }

  /// The names of all articles that were ever recorded, in order.
  public func articles() throws(ArchiveError) -> [ArticleName] {
    var names: Set<ArticleName> = []
    try visitHistory { revision throws(ArchiveError) in
      if let article = revision.article { names.insert(article) }
      return true
    }
    return names.sorted()
  }

  /// The error for a name that nothing has, with the names most like it or a part of it.
  func unknown(_ name: String, like part: String? = nil) throws(ArchiveError) -> ArchiveError {
    let known = try articles().map(\.description)
    return .unknownArticle(name, similar: Similarity.closest(to: part ?? name, among: known))
  }
}

/// Which words are like a mistyped one.
public enum Similarity {
  /// Up to three candidates, the most similar first.
  public static func closest(to word: String, among candidates: [String]) -> [String] {
    let word = Array(word.lowercased())
    let limit = max(2, word.count / 4)
    let ranked = candidates.compactMap { candidate -> (candidate: String, distance: Int)? in
      let other = Array(candidate.lowercased())
      if word.count >= 3 && String(other).contains(String(word)) { return (candidate, 0) }
      guard abs(other.count - word.count) <= limit else { return nil }
      let distance = distance(word, other)
      return distance <= limit ? (candidate, distance) : nil
    }
    return ranked.sorted { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }
      .prefix(3).map(\.candidate)
  }

  /// Levenshtein's distance.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let substituted = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
