package import Articles
internal import Bytes
package import Objects
internal import Passages
internal import Synchronization

/// What an index of passages should say.
package struct ExpectedPassages: Sendable {
  /// How many revisions each article has.
  package let revisions: [ArticleName: Int]
  /// The articles whose texts are looked at.
  package let chosen: Set<ArticleName>
  /// Gives their texts.
  package let texts: PassageSource

  package init(
    revisions: [ArticleName: Int], chosen: Set<ArticleName>, texts: @escaping PassageSource
  ) {
    (self.revisions, self.chosen, self.texts) = (revisions, chosen, texts)
  }
}

extension PassageDatabase {
  /// Whether the passages are those of the texts, row by row, with all words and fingerprints.
  ///
  /// Memory: 4 bytes for each passage, and what SQLite holds of a second index of the chosen articles, which is made in
  /// a file that nobody sees.
  ///
  /// - Parameter expected: What there should be as of a head; `nil` where that is another history's.
  /// - Throws: `.damaged` where they are not; `.source`; else what keeps them from being read.
  package func demandAgreement(
    with expected: (ObjectID) throws(CatalogueError) -> ExpectedPassages?
  ) throws(CatalogueError) {
    try connection.withLock { connection throws(CatalogueError) in
      // One moment of it: others add revisions meanwhile.
      try connection.execute("BEGIN")
      defer { try? connection.execute("ROLLBACK") }
      let head = try connection.passageHead()
      guard let expected = try expected(head) else { return }
      try connection.demandIntegrity()
      let right = try Connection(opening: "", .creating)
      try right.writePassages(head: head, key: connection.passageKey(), expected.texts)
      try PassageComparison(connection, right, expected.chosen).run(expected.revisions)
    }
  }
}

/// Holds one index against another, that has some of its articles and is right.
private struct PassageComparison: ~Copyable {
  private let actual: Borrowed
  private let right: Borrowed
  private let chosen: Set<ArticleName>

  /// What is asked of both.
  private struct Borrowed: ~Copyable {
    let articles: Statement
    let revisions: Statement
    let passages: Statement
    let fingerprints: Statement
    let words: Statement
    let extent: Statement

    init(_ connection: borrowing Connection) throws(CatalogueError) {
      let articles = try connection.prepare(
        "SELECT name, revisions, latest, tokens, site FROM article ORDER BY name")
      let revisions = try connection.prepare(
        """
        SELECT name, number, observed, zone FROM revision JOIN article ON article = article.id
        ORDER BY name, number
        """)
      let passages = try connection.prepare(
        """
        SELECT name, hash, runs, passage.id FROM passage LEFT JOIN article ON article = article.id
        ORDER BY name, hash
        """)
      let fingerprints = try connection.prepare("SELECT key FROM fingerprint ORDER BY key")
      try connection.execute(
        "CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, search, instance)")
      let words = try connection.prepare("SELECT doc, offset, term FROM temp.word")
      let extent = try connection.prepare("SELECT count(*), ifnull(max(id), 0) FROM passage")
      // All or none: what cannot be copied cannot be left half made.
      self.extent = extent
      self.articles = articles
      self.revisions = revisions
      self.passages = passages
      self.fingerprints = fingerprints
      self.words = words
    }
  }

  init(
    _ actual: borrowing Connection, _ right: borrowing Connection, _ chosen: Set<ArticleName>
  ) throws(CatalogueError) {
    let actual = try Borrowed(actual)
    let right = try Borrowed(right)
    self.actual = actual
    self.right = right
    self.chosen = chosen
  }

  func run(_ revisions: [ArticleName: Int]) throws(CatalogueError) {
    try demandArticles(revisions)
    while let name = try next(actual.revisions) {
      guard try right.revisions.step(), try right.revisions.articleName(at: 0) == name,
        (1...3).allSatisfy({
          actual.revisions.integer(at: $0) == right.revisions.integer(at: $0)
        })
      else { throw .damaged(reason: "it says of a revision what the log does not") }
    }
    guard try !right.revisions.step() else { throw .damaged(reason: "it lacks revisions") }
    let numbers = try demandPassages()
    try demandFingerprints(numbers)
    try demandWords(numbers)
  }

  /// The next row of a chosen article.
  private func next(_ statement: borrowing Statement) throws(CatalogueError) -> ArticleName? {
    while try statement.step() {
      let name = try statement.articleName(at: 0)
      if chosen.contains(name) { return name }
    }
    return nil
  }

  /// All are counted, and what is known of those that are chosen is compared.
  private func demandArticles(_ revisions: [ArticleName: Int]) throws(CatalogueError) {
    var count = 0
    while try actual.articles.step() {
      let name = try actual.articles.articleName(at: 0)
      count += 1
      guard revisions[name] == actual.articles.integer(at: 1) else {
        throw .damaged(reason: "it counts an article's revisions otherwise than the log")
      }
      guard chosen.contains(name) else { continue }
      guard try right.articles.step(), try right.articles.articleName(at: 0) == name,
        actual.articles.bytes(at: 2) == right.articles.bytes(at: 2),
        actual.articles.integer(at: 3) == right.articles.integer(at: 3),
        actual.articles.integer(at: 4) == right.articles.integer(at: 4)
      else { throw .damaged(reason: "it says of an article what its text does not") }
    }
    guard count == revisions.count else { throw .damaged(reason: "it lacks articles") }
  }

  /// - Returns: By its number, which passage of the right index it is; 0 for one of an article that was not chosen, and
  ///   less for none.
  private func demandPassages() throws(CatalogueError) -> [Int32] {
    guard try actual.extent.step() else { throw .damaged(reason: "it has no passages") }
    let count = actual.extent.integer(at: 0)
    // They are counted, and none is ever taken away.
    guard count < Int(Int32.max), count == actual.extent.integer(at: 1) else {
      throw .damaged(reason: "it lacks passages")
    }
    var numbers = [Int32](repeating: -1, count: count + 1)
    while try actual.passages.step() {
      let id = actual.passages.integer(at: 3)
      guard (1...count).contains(id) else {
        throw .damaged(reason: "a passage has a number that is none")
      }
      guard chosen.contains(try actual.passages.articleName(at: 0)) else {
        numbers[id] = 0
        continue
      }
      guard try right.passages.step(),
        actual.passages.bytes(at: 0) == right.passages.bytes(at: 0),
        actual.passages.integer(at: 1) == right.passages.integer(at: 1),
        actual.passages.bytes(at: 2) == right.passages.bytes(at: 2)
      else { throw .damaged(reason: "it has a passage, or a revision of one, that no text has") }
      numbers[id] = Int32(clamping: right.passages.integer(at: 3))
    }
    guard try !right.passages.step() else { throw .damaged(reason: "it lacks passages") }
    return numbers
  }

  /// Of those that so many passages have that not all are kept it is not known which these are.
  private func demandFingerprints(_ numbers: [Int32]) throws(CatalogueError) {
    var expected = FingerprintGroup()
    var found = FingerprintGroup()
    try right.fingerprints.step(to: &expected)
    while try actual.fingerprints.step(to: &found) {
      var passages: [Int] = []
      for passage in found.passages {
        guard passage < numbers.count, numbers[passage] >= 0 else {
          throw .damaged(reason: "it has a fingerprint of no passage")
        }
        if numbers[passage] > 0 { passages.append(Int(numbers[passage])) }
      }
      var known: [Int] = []
      if let value = expected.value, let next = found.value, value <= next {
        guard value == next else { throw .damaged(reason: "it lacks fingerprints") }
        known = expected.passages
        try right.fingerprints.step(to: &expected)
      }
      let limit = FingerprintWriter.limit
      guard found.passages.count >= limit || known.count >= limit || passages.sorted() == known
      else { throw .damaged(reason: "it has a fingerprint that no text has, or lacks one") }
    }
    guard expected.value == nil else { throw .damaged(reason: "it lacks fingerprints") }
  }

  /// Both have the same words of the same passages at the same places, in whatever order they are kept.
  private func demandWords(_ numbers: [Int32]) throws(CatalogueError) {
    let key = SipHash.Key.random()
    var (sum, expected): (UInt64, UInt64) = (0, 0)
    while try actual.words.step() {
      let id = actual.words.integer(at: 0)
      guard numbers.indices.contains(id), numbers[id] >= 0 else {
        throw .damaged(reason: "it has words of no passage")
      }
      if numbers[id] > 0 { sum &+= hash(actual.words, of: Int(numbers[id]), key) }
    }
    while try right.words.step() {
      expected &+= hash(right.words, of: right.words.integer(at: 0), key)
    }
    guard sum == expected else {
      throw .damaged(reason: "it has words that no text has, or lacks some")
    }
  }

  private func hash(
    _ words: borrowing Statement, of passage: Int, _ key: SipHash.Key
  ) -> UInt64 {
    var bytes = words.bytes(at: 2)
    let offset = words.integer(at: 1)
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: passage >> shift))
      bytes.append(UInt8(truncatingIfNeeded: offset >> shift))
    }
    return SipHash.hash(bytes.span, in: 0..<bytes.count, key: key)
  }
}

/// The passages that have one fingerprint, in order.
private struct FingerprintGroup {
  /// `nil` behind the last.
  fileprivate(set) var value: Int?
  fileprivate(set) var passages: [Int] = []
  /// The first row behind it.
  fileprivate var next: Int?
  fileprivate var isStarted = false
}

extension Statement {
  /// - Returns: `false` where there is no other group.
  @discardableResult
  fileprivate func step(to group: inout FingerprintGroup) throws(CatalogueError) -> Bool {
    if !group.isStarted {
      group.isStarted = true
      group.next = try step() ? integer(at: 0) : nil
    }
    group.passages.removeAll(keepingCapacity: true)
    group.value = group.next.map { $0 >> 32 }
    while let row = group.next, row >> 32 == group.value {
      group.passages.append(row & 0xFFFF_FFFF)
      group.next = try step() ? integer(at: 0) : nil
    }
    return group.value != nil
  }
}
