package import Articles
internal import Bytes
package import Objects
internal import Synchronization

/// Which commits are an article's, by their place in the log: an open file that is made from the log, and can be lost.
///
/// Any number of processes read it while one adds to it. Values of this type may be used from any thread.
package final class Catalogue: Sendable {
  let connection: Mutex<Connection>
  private let lock: Mutex<CatalogueLock?>

  /// How far the catalogue has read the log.
  package struct State: Equatable, Sendable {
    /// The newest commit that it knows.
    package var head: ObjectID
    /// How many commits it knows: the head is the last of them.
    package var count: Int
    /// Whether each commit has one parent at most, so that whatever one of them reaches is what came before it.
    package var isLine: Bool

    package init(head: ObjectID, count: Int, isLine: Bool) {
      self.head = head
      self.count = count
      self.isLine = isLine
    }
  }

  /// - Throws: `.damaged`, `.outdated`, `.newer`.
  init(_ connection: consuming sending Connection, _ lock: CatalogueLock) throws(CatalogueError) {
    try connection.demandSchema()
    self.connection = Mutex(connection)
    self.lock = Mutex(lock)
  }

  /// Lets others replace the file: it is damaged, and nobody asks this value again.
  func abandon() { lock.withLock { $0 = nil } }

  package func state() throws(CatalogueError) -> State {
    try connection.withLock { connection throws(CatalogueError) in try connection.state() }
  }

  /// The place of a commit, from 1; `nil` where it is not known.
  package func place(of commit: ObjectID) throws(CatalogueError) -> Int? {
    try connection.withLock { connection throws(CatalogueError) in
      let query = try connection.prepare("SELECT place FROM revision WHERE id = ?1")
      try query.bind(commit.digest.bytes, at: 1)
      return try query.step() ? query.integer(at: 0) : nil
    }
  }

  /// Commits of an article, the newest first.
  ///
  /// - Parameters:
  ///   - place: The last place that counts.
  ///   - number: Only those with smaller numbers; `nil` for all.
  /// - Throws: `.damaged` also where some are missing between.
  package func commits(
    of article: ArticleName, through place: Int, before number: Int?, limit: Int
  ) throws(CatalogueError) -> [(number: Int, id: ObjectID)] {
    try connection.withLock { connection throws(CatalogueError) in
      let query = try connection.prepare(
        """
        SELECT number, revision.id, place FROM revision JOIN article ON article = article.id
        WHERE name = ?1 AND number < ?2 AND place <= ?3 ORDER BY number DESC LIMIT ?4
        """)
      try query.bind(Array(article.description.utf8), at: 1)
      try query.bind(number ?? Int.max, at: 2)
      try query.bind(place, at: 3)
      try query.bind(limit, at: 4)
      return try Catalogue.commits(in: query, after: number, limit: limit)
    }
  }

  private static func commits(
    in query: borrowing Statement, after number: Int?, limit: Int
  ) throws(CatalogueError) -> [(number: Int, id: ObjectID)] {
    var commits: [(number: Int, id: ObjectID)] = []
    var lastPlace = Int.max
    while try query.step() {
      let (next, place) = (query.integer(at: 0), query.integer(at: 2))
      let expected = (commits.last?.number ?? number).map { $0 - 1 } ?? next
      guard next == expected, next > 0, place < lastPlace, place >= next else {
        throw .damaged(reason: "revisions are missing")
      }
      commits.append((next, try query.objectID(at: 1)))
      lastPlace = place
    }
    let reached = commits.last?.number ?? number ?? 1
    guard commits.count == limit || reached == 1 else {
      throw .damaged(reason: "the first revisions are missing")
    }
    return commits
  }

  /// The articles that had a revision by a place and begin like this, in order.
  package func names(
    startingWith prefix: String, through place: Int
  ) throws(CatalogueError) -> [ArticleName] {
    try connection.withLock { connection throws(CatalogueError) in
      let query = try connection.prepare(
        "SELECT name FROM article WHERE name >= ?1 AND id > 0 AND first <= ?2 ORDER BY name")
      try query.bind(Array(prefix.utf8), at: 1)
      try query.bind(place, at: 2)
      var names: [ArticleName] = []
      while try query.stepsToName(startingWith: prefix) {
        names.append(try query.articleName(at: 0))
      }
      return names
    }
  }

  /// The newest commit by a place of each article that begins like this, in the order of names, and which of its
  /// article's it is.
  ///
  /// - Complexity: O(articles), however many revisions they have.
  package func latest(
    startingWith prefix: String, through place: Int
  ) throws(CatalogueError) -> [CataloguedLatest] {
    try connection.withLock { connection throws(CatalogueError) in
      let query = try connection.prepare(
        """
        SELECT name, newest.number, newest.id FROM article JOIN revision AS newest
          ON newest.article = article.id AND newest.number = (
            SELECT number FROM revision AS some WHERE some.article = article.id AND place <= ?2
            ORDER BY number DESC LIMIT 1)
        WHERE name >= ?1 AND article.id > 0 AND first <= ?2 ORDER BY name
        """)
      try query.bind(Array(prefix.utf8), at: 1)
      try query.bind(place, at: 2)
      var latest: [CataloguedLatest] = []
      while try query.stepsToName(startingWith: prefix) {
        latest.append(
          CataloguedLatest(
            article: try query.articleName(at: 0), number: query.integer(at: 1),
            id: try query.objectID(at: 2)))
      }
      return latest
    }
  }

  /// Adds the commits that come next in the log.
  ///
  /// - Parameters:
  ///   - commits: The oldest first, each the only child of the one before.
  ///   - expected: What they come after.
  ///   - milliseconds: How long to wait for others that write.
  /// - Throws: `.busy` also where others have added some meanwhile; nothing has changed then.
  package func append(
    _ commits: [CataloguedCommit], after expected: State, waiting milliseconds: Int32
  ) throws(CatalogueError) -> State {
    guard let last = commits.last else { return expected }
    return try connection.withLock { connection throws(CatalogueError) in
      connection.wait(milliseconds: milliseconds)
      defer { connection.wait(milliseconds: Connection.readingPatience) }
      return try connection.transaction { () throws(CatalogueError) in
        guard try connection.state() == expected else { throw .busy }
        for (offset, commit) in commits.enumerated() {
          try connection.add(commit, at: expected.count + 1 + offset)
        }
        let state = State(
          head: last.id, count: expected.count + commits.count, isLine: expected.isLine)
        try connection.set(state)
        return state
      }
    }
  }
}

/// The newest commit of an article, as a catalogue knows it.
package struct CataloguedLatest: Sendable {
  package var article: ArticleName
  /// How many revisions the article has.
  package var number: Int
  package var id: ObjectID
}

/// What a catalogue keeps of a commit.
package struct CataloguedCommit: Sendable {
  package var id: ObjectID
  /// `nil` where it records no article.
  package var article: ArticleName?

  package init(id: ObjectID, article: ArticleName?) {
    self.id = id
    self.article = article
  }
}

extension Statement {
  func objectID(at place: Int32) throws(CatalogueError) -> ObjectID {
    let bytes = bytes(at: place)
    guard bytes.count == Digest.byteCount else { throw .damaged(reason: "an id is none") }
    return ObjectID(Digest(reading: bytes.span, at: 0))
  }

  /// The next row, where its first column is a name that begins like this.
  func stepsToName(startingWith prefix: String) throws(CatalogueError) -> Bool {
    guard try step() else { return false }
    return bytes(at: 0).starts(with: prefix.utf8)
  }

  func articleName(at place: Int32) throws(CatalogueError) -> ArticleName {
    guard let text = String(validating: bytes(at: place), as: UTF8.self),
      let name = ArticleName(ifAllowed: text)
    else { throw .damaged(reason: "a name is none") }
    return name
  }
}
