internal import Objects
internal import Synchronization

extension Catalogue {
  /// Whether the catalogue says what the log says, row by row.
  ///
  /// - Parameter draft: What the log says of the catalogue's own head.
  /// - Throws: `.damaged` where it does not; else what keeps it from being read.
  package func demandAgreement(with draft: CatalogueDraft) throws(CatalogueError) {
    let expected = draft.rows
    try connection.withLock { connection throws(CatalogueError) in
      // One moment of it: others add commits meanwhile.
      try connection.execute("BEGIN")
      defer { try? connection.execute("ROLLBACK") }
      let state = try connection.state()
      guard state.head == draft.head else { return }
      guard state.count == draft.count, state.isLine == draft.isLine else {
        throw .damaged(reason: "it counts otherwise than the log")
      }
      try connection.demandIntegrity()
      try connection.demandArticles(of: draft)
      let query = try connection.prepare(
        """
        SELECT place, number, revision.id, name FROM revision JOIN article ON article = article.id
        """)
      var count = 0
      while try query.step() {
        let place = query.integer(at: 0)
        guard (1...expected.count).contains(place) else {
          throw .damaged(reason: "it has a commit that the log has not")
        }
        let row = expected[place - 1]
        guard row.number == query.integer(at: 1), try row.id == query.objectID(at: 2),
          draft.name(row.article) == query.bytes(at: 3)
        else { throw .damaged(reason: "it says of a commit what the log does not") }
        count += 1
      }
      guard count == expected.count else { throw .damaged(reason: "it lacks commits") }
    }
  }
}

extension Connection {
  fileprivate func demandArticles(of draft: CatalogueDraft) throws(CatalogueError) {
    let query = try prepare("SELECT name, revisions, first FROM article WHERE id > 0")
    var count = 0
    let articles = draft.articles
    while try query.step() {
      let expected = articles[query.bytes(at: 0)]
      guard expected?.revisions == query.integer(at: 1), expected?.first == query.integer(at: 2)
      else { throw .damaged(reason: "it counts an article's revisions otherwise than the log") }
      count += 1
    }
    guard count == articles.count else { throw .damaged(reason: "it lacks articles") }
  }

  func demandIntegrity() throws(CatalogueError) {
    let answer = try text("PRAGMA integrity_check(1)")
    if answer == "ok" { return }
    // An error of the system's comes as a row of the answer: "unable to get the page. error code=266".
    if let code = answer.split(separator: "error code=").dropFirst().first.flatMap({
      Int32($0.prefix { $0.isNumber })
    }) {
      throw CatalogueError(code: code, reason: answer)
    }
    throw .damaged(reason: answer)
  }

  fileprivate func text(_ sql: String) throws(CatalogueError) -> String {
    let query = try prepare(sql)
    return try query.step() ? String(decoding: query.bytes(at: 0), as: UTF8.self) : ""
  }
}

extension CatalogueDraft {
  /// One commit as a catalogue has it.
  struct Row {
    var id: ObjectID
    var article: Int
    var number: Int
  }

  /// In the order of the log, the oldest first.
  fileprivate var rows: [Row] {
    var counts: [Int: Int] = [:]
    return commits.reversed().map { commit in
      let article = Int(commit.article)
      counts[article, default: 0] += 1
      return Row(id: commit.id, article: article, number: counts[article] ?? 0)
    }
  }

  fileprivate func name(_ article: Int) -> [UInt8] { names[article] }

  /// Each article's number of revisions, and the place of its first.
  fileprivate var articles: [[UInt8]: (revisions: Int, first: Int)] {
    var articles: [[UInt8]: (revisions: Int, first: Int)] = [:]
    for (offset, commit) in commits.enumerated() where commit.article > 0 {
      let known = articles[names[Int(commit.article)]]?.revisions ?? 0
      articles[names[Int(commit.article)]] = (known + 1, commits.count - offset)
    }
    return articles
  }
}
