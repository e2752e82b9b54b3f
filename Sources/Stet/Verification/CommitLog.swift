internal import Articles
internal import Bytes
internal import Objects
internal import Packs
internal import Repository

/// Every commit that can be read, whether or not a reference leads to it.
struct CommitLog: Sendable {
  let survey: ObjectSurvey
  /// In the order of their positions.
  let rows: [CommitRow]
  /// How many rows come before each stretch of positions: of millions of rows a few are looked at to find one.
  private let starts: [UInt32]
  /// The names of all articles, by their numbers.
  let articles: [ArticleName]
  /// Of commits of which more is looked at than what their rows say, all that a check has a use for, by position.
  let special: [Int: Revision]

  /// - Parameter rows: All commits that the survey found intact, in the order of their positions.
  init(
    survey: ObjectSurvey, rows: [CommitRow], articles: [ArticleName], special: [Int: Revision]
  ) {
    self.survey = survey
    self.rows = rows
    starts = CommitLog.starts(of: rows)
    self.articles = articles
    self.special = special
  }

  /// The place of the commit at a position among the rows; `nil` where it was not read.
  func place(at position: Int) -> Int? {
    let stretch = position / CommitLog.stretchCount
    guard position >= 0, stretch + 1 < starts.count else { return nil }
    let range = Int(starts[stretch])..<Int(starts[stretch + 1])
    let place = range.partitioningIndex { rows[$0].position >= position }
    return place < range.upperBound && rows[place].position == position ? place : nil
  }

  /// How many positions are in one stretch. A revision has some seven objects.
  private static let stretchCount = 64

  private static func starts(of rows: [CommitRow]) -> [UInt32] {
    guard let last = rows.last else { return [] }
    var starts = [UInt32](repeating: 0, count: last.position / stretchCount + 2)
    for row in rows { starts[row.position / stretchCount + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    return starts
  }

  func row(at position: Int) -> CommitRow? { place(at: position).map { rows[$0] } }

  /// Whether some commit is of this article, one of the archive's own.
  func records(_ article: ArticleName) -> Bool {
    special.values.contains { $0.article == article }
  }

  /// Whether some revision was recorded after another.
  var hasSuccession: Bool {
    rows.contains { $0.article != nil && survey.links(at: $0.position).count > 1 }
  }

  /// The log without the commits at marked positions.
  func without(_ isLeftOut: (Int) -> Bool) -> CommitLog {
    guard rows.contains(where: { isLeftOut($0.position) }) else { return self }
    return CommitLog(
      survey: survey, rows: rows.filter { !isLeftOut($0.position) }, articles: articles,
      special: special)
  }

  /// How many commits record revisions, and of how many articles, among those that are wanted.
  func counts(where isWanted: (CommitRow) -> Bool) -> (revisions: Int, articles: Int) {
    var count = 0
    var isCounted = [Bool](repeating: false, count: articles.count)
    for row in rows where isWanted(row) {
      guard let article = row.article else { continue }
      count += 1
      isCounted[article] = true
    }
    return (count, isCounted.count { $0 })
  }

  /// The places of wanted rows that have an article, those of one article after another's.
  func placesByArticle(where isWanted: (CommitRow) -> Bool) -> [Int] {
    var starts = [Int](repeating: 0, count: articles.count + 1)
    for row in rows where isWanted(row) {
      if let article = row.article { starts[article + 1] += 1 }
    }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var places = [Int](repeating: 0, count: starts[articles.count])
    for (place, row) in rows.enumerated() where isWanted(row) {
      guard let article = row.article else { continue }
      places[starts[article]] = place
      starts[article] += 1
    }
    return places
  }

  // MARK: Links

  /// The positions of parents among the links of a commit.
  func parents(among links: [ObjectSurvey.Link]) -> [Int] {
    links.dropFirst().compactMap(\.position)
  }

  func parents(of row: CommitRow) -> [Int] { parents(among: survey.links(at: row.position)) }

  /// The trees and the blob that a commit's article is reached through, to the first that is
  /// damaged or missing.
  func chain(from row: CommitRow, to place: ArticlePlace) -> [ObjectID] {
    var chain: [ObjectID] = []
    var next = survey.links(at: row.position).first
    for keys in place.keys {
      guard let link = next else { return chain }
      chain.append(survey.target(of: link))
      next = link.position.flatMap { keys.first(in: survey.links(at: $0)) }
    }
    return chain + (next.map { [survey.target(of: $0)] } ?? [])
  }
}
