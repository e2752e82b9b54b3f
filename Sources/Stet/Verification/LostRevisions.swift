internal import Articles
internal import Objects
internal import Repository

/// Which revisions go with a damaged object.
struct LostRevisions {
  private var byObject: [ObjectID: [LostRevision]] = [:]

  /// - Parameters:
  ///   - heads: Where references lead.
  ///   - isReached: Whether they lead to an object, by its position.
  init(log: CommitLog, heads: [ObjectID], damaged: Set<ObjectID>, isReached: [Bool]) {
    guard !damaged.isEmpty else { return }
    for head in Set(heads) where damaged.contains(head) { addUnreadable(head) }
    let numbers = LostRevisions.numbers(log, isReached)
    var (article, standing) = (Int?.none, ArticlePlace?.none)
    // One article's commits after the other's: where it stands is worked out once.
    for place in log.placesByArticle(where: { _ in true }) {
      let row = log.rows[place]
      guard let number = row.article else { continue }
      let name = log.articles[number]
      if article != number { (article, standing) = (number, ArticlePlace(name)) }
      let id = RevisionID(log.survey.ids[row.position])
      let lost = LostRevision(id: id, article: name, number: numbers[place])
      for id in standing.map({ log.chain(from: row, to: $0) }) ?? [] where damaged.contains(id) {
        byObject[id, default: []].append(lost)
      }
      // A commit that cannot be read is known by the child that names it as its parent.
      for link in log.survey.links(at: row.position).dropFirst() {
        let parent = log.survey.target(of: link)
        if damaged.contains(parent) { addUnreadable(parent) }
      }
    }
  }

  private mutating func addUnreadable(_ commit: ObjectID) {
    byObject[commit] = [
      LostRevision(id: RevisionID(commit), article: nil, number: nil)
    ]
  }

  /// The revisions that need the object with this id.
  func revisions(without id: ObjectID) -> [LostRevision] {
    let found = byObject[id] ?? []
    return found.sorted { a, b in
      (a.article?.description ?? "", a.number ?? 0) < (b.article?.description ?? "", b.number ?? 0)
    }
  }

  /// Which revision of its article the commit of each row is, as far as the log can be followed: a commit
  /// whose line of parents is broken has no number.
  private static func numbers(_ log: CommitLog, _ isReached: [Bool]) -> [Int?] {
    var numbers = [Int?](repeating: nil, count: log.rows.count)
    var counts = [Int](repeating: 0, count: log.articles.count)
    for place in log.lineFromTheFirst(isReached) {
      guard let article = log.rows[place].article else { continue }
      counts[article] += 1
      numbers[place] = counts[article]
    }
    return numbers
  }
}

extension CommitLog {
  /// The places of commits from the first one on, child after parent, until the line is broken.
  ///
  /// Where a killed writer left a second child or a second first commit, the one counts that a
  /// reference leads to.
  func lineFromTheFirst(_ isReached: [Bool]) -> [Int] {
    var children = [Int?](repeating: nil, count: rows.count)
    var next: Int?
    for isWanted in [false, true] {
      for (place, row) in rows.enumerated() where isReached[row.position] == isWanted {
        let links = survey.links(at: row.position)
        if links.count <= 1 { next = place }
        for parent in parents(among: links).compactMap({ self.place(at: $0) }) {
          children[parent] = place
        }
      }
    }
    var line: [Int] = []
    while let place = next, line.count < rows.count {
      line.append(place)
      next = children[place]
    }
    return line
  }
}
