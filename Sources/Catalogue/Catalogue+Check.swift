internal import Objects
internal import Synchronization

extension Catalogue {
  /// Whether the catalogue says what the log says, row by row.
  ///
  /// - Parameter draft: What the log says of the catalogue's own head.
  /// - Throws: `.damaged` where it does not; else what keeps it from being read.
  package func demandAgreement(with draft: CatalogueDraft) throws(CatalogueError) {
    let numbers = draft.numbers
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
        guard (1...draft.count).contains(place) else {
          throw .damaged(reason: "it has a commit that the log has not")
        }
        // The draft has the newest first.
        let offset = draft.count - place
        guard Int(numbers[offset]) == query.integer(at: 1),
          try draft.ids[offset] == query.objectID(at: 2),
          draft.names[Int(draft.articles[offset])] == query.bytes(at: 3)
        else { throw .damaged(reason: "it says of a commit what the log does not") }
        count += 1
      }
      guard count == draft.count else { throw .damaged(reason: "it lacks commits") }
    }
  }
}

extension Connection {
  fileprivate func demandArticles(of draft: CatalogueDraft) throws(CatalogueError) {
    let query = try prepare("SELECT name, revisions, first FROM article WHERE id > 0")
    var count = 0
    let articles = draft.articleCounts
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
  /// Which revision of its article each commit is.
  fileprivate var numbers: [Int32] {
    var counts = [Int32](repeating: 0, count: names.count)
    var numbers = [Int32](repeating: 0, count: count)
    for offset in articles.indices.reversed() {
      counts[Int(articles[offset])] += 1
      numbers[offset] = counts[Int(articles[offset])]
    }
    return numbers
  }

  /// Each article's number of revisions, and the place of its first.
  fileprivate var articleCounts: [[UInt8]: (revisions: Int, first: Int)] {
    var counts: [[UInt8]: (revisions: Int, first: Int)] = [:]
    for (offset, article) in articles.enumerated() where article > 0 {
      let known = counts[names[Int(article)]]?.revisions ?? 0
      counts[names[Int(article)]] = (known + 1, count - offset)
    }
    return counts
  }
}
