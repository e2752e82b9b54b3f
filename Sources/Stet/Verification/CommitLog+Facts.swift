internal import Articles
internal import Objects
internal import Packs
internal import Repository

extension CommitLog {
  /// The positions of all commits, those of one article after another's.
  var positionsByArticle: [Int] {
    placesByArticle { _ in true }.map { rows[$0].position }
      + rows.filter { $0.article == nil }.map(\.position)
  }

  /// A way to ask what commits say, as far as the commit-graph repeats it: quickest where one of an article follows
  /// another of it.
  ///
  /// - Parameter broken: Commits that do not keep to the log's rules: what they change is not known.
  func facts(broken: Set<ObjectID>) -> (_ position: Int) -> Repository.CommitFacts {
    var last: (article: Int, queries: [ChangedPathQuery])?
    return { position in
      guard let row = row(at: position) else { return .init(seconds: 0, changes: []) }
      let isKnown = broken.isEmpty || !broken.contains(survey.ids[position])
      guard isKnown, let article = articleChanged(by: row) else {
        return .init(seconds: row.seconds, changes: [])
      }
      if last?.article != article {
        last = (article, ArticlePlace.queries(of: articles[article]))
      }
      return .init(seconds: row.seconds, changes: last?.queries ?? [])
    }
  }

  /// The article whose path a commit changes; `nil` where it may change nothing, or anything.
  private func articleChanged(by row: CommitRow) -> Int? {
    let links = survey.links(at: row.position)
    guard let article = row.article, let root = links.first?.position else { return nil }
    if links.count == 1 { return article }
    guard let parent = parents(among: links).first.flatMap({ self.row(at: $0) }),
      survey.links(at: parent.position).first?.position != root
    else { return nil }
    return article
  }
}
