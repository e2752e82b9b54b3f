package import Articles
internal import Bytes
package import Objects
internal import Passages

/// A revision whose words are to be found.
package struct IndexedRevision: Sendable {
  package enum Content: Sendable {
    /// Taken down, erased, or no text.
    case nothing
    /// What the article's revision before it says.
    case same
    case text([UInt8])
  }

  package var article: ArticleName
  package var commit: ObjectID
  /// Whose articles have their navigation and notices in common with it; `nil` where nobody knows.
  package var site: String?
  /// When the article was seen to say this.
  package var observed: Timestamp
  package var content: Content

  package init(
    article: ArticleName, commit: ObjectID, site: String?, observed: Timestamp, content: Content
  ) {
    self.article = article
    self.commit = commit
    self.site = site
    self.observed = observed
    self.content = content
  }
}

/// Gives one revision after the other, `nil` at the end: those of an article the oldest first. It is quickest with all
/// of an article one after the other.
///
/// - Throws: `.source`.
package typealias PassageSource = @Sendable () throws(CatalogueError) -> IndexedRevision?

/// Adds revisions: a passage that an article has already gets another run at most.
///
/// Memory: about 100 bytes for each passage that one article ever had, and 8 for each of some millions of fingerprints.
struct PassageWriter: ~Copyable {
  private struct Entry {
    let id: Int
    var runs: RevisionRuns
    var isNew: Bool
    var isChanged: Bool
  }

  private struct Article {
    let id: Int
    let name: ArticleName
    var count: Int
    /// What the last revision says of it.
    var facts: Facts?
    var passages: [UInt64: Entry]
    /// Those that stand in the last revision.
    var open: Set<UInt64>
  }

  private struct Facts {
    var commit: ObjectID
    var site: String?
    /// `nil` where the text is the one before.
    var tokenCount: Int?
  }

  private let key: SipHash.Key
  private var article: Article?
  private var nextPassage: Int
  private let statements: PassageStatements
  private var fingerprints: FingerprintWriter

  init(_ connection: borrowing Connection, key: SipHash.Key) throws(CatalogueError) {
    let next = try connection.integer("SELECT ifnull(max(id), 0) + 1 FROM passage")
    let fingerprints = try FingerprintWriter(connection)
    self.init(next, key, try PassageStatements(connection), fingerprints)
  }

  private init(
    _ nextPassage: Int, _ key: SipHash.Key, _ statements: consuming PassageStatements,
    _ fingerprints: consuming FingerprintWriter
  ) {
    self.nextPassage = nextPassage
    self.key = key
    self.statements = statements
    self.fingerprints = fingerprints
  }

  /// Writes what is still to be written.
  mutating func complete() throws(CatalogueError) {
    try finish()
    try fingerprints.finish()
  }

  mutating func add(_ revision: IndexedRevision) throws(CatalogueError) {
    if article?.name != revision.article {
      try finish()
      article = try known(revision.article)
    }
    guard var article else { return }
    self.article = nil
    article.count += 1
    try statements.addRevision.bind(article.id, at: 1)
    try statements.addRevision.bind(article.count, at: 2)
    try statements.addRevision.bind(revision.observed.seconds, at: 3)
    try statements.addRevision.bind(revision.observed.zoneMinutes, at: 4)
    try statements.addRevision.run()
    let tokenCount = article.facts?.tokenCount
    article.facts = Facts(commit: revision.commit, site: revision.site, tokenCount: tokenCount)
    switch revision.content {
    case .same: break
    case .nothing:
      close(article.open, &article)
      article.facts?.tokenCount = 0
    case .text(let text): try read(text, &article)
    }
    self.article = article
  }

  private mutating func read(_ text: [UInt8], _ article: inout Article) throws(CatalogueError) {
    let tokens = SearchTokens(of: text.span)
    article.facts?.tokenCount = tokens.count
    let passages = Passages.cut(tokens, key: key)
    var gone = article.open
    for passage in passages {
      if gone.remove(passage.hash) != nil { continue }
      guard article.open.insert(passage.hash).inserted else { continue }
      if var entry = article.passages[passage.hash] {
        entry.runs.open(at: article.count)
        entry.isChanged = true
        article.passages[passage.hash] = entry
        continue
      }
      var entry = Entry(id: nextPassage, runs: RevisionRuns(), isNew: true, isChanged: true)
      entry.runs.open(at: article.count)
      article.passages[passage.hash] = entry
      nextPassage += 1
      try statements.addWords.bind(entry.id, at: 1)
      try statements.addWords.bind(text: tokens.indexedText(of: passage), at: 2)
      try statements.addWords.run()
      try fingerprints.add(tokens.fingerprints(of: passage, key: key), of: entry.id)
    }
    close(gone, &article)
  }

  private func close(_ hashes: Set<UInt64>, _ article: inout Article) {
    for hash in hashes {
      article.passages[hash]?.runs.close(at: article.count)
      article.passages[hash]?.isChanged = true
      article.open.remove(hash)
    }
  }

  private func known(_ name: ArticleName) throws(CatalogueError) -> Article {
    defer {
      statements.findArticle.reset()
      statements.findPassages.reset()
    }
    let bytes = Array(name.description.utf8)
    try statements.findArticle.bind(bytes, at: 1)
    guard try statements.findArticle.step() else {
      try statements.addArticle.bind(bytes, at: 1)
      defer { statements.addArticle.reset() }
      guard try statements.addArticle.step() else { throw .damaged(reason: "an article is none") }
      return Article(
        id: statements.addArticle.integer(at: 0), name: name, count: 0, passages: [:], open: [])
    }
    var article = Article(
      id: statements.findArticle.integer(at: 0), name: name,
      count: statements.findArticle.integer(at: 1),
      passages: [:], open: [])
    try statements.findPassages.bind(article.id, at: 1)
    while try statements.findPassages.step() {
      let hash = UInt64(bitPattern: Int64(statements.findPassages.integer(at: 1)))
      let runs = try statements.findPassages.runs(at: 2)
      article.passages[hash] = Entry(
        id: statements.findPassages.integer(at: 0), runs: runs, isNew: false, isChanged: false)
      if runs.isOpen { article.open.insert(hash) }
    }
    return article
  }

  /// Writes what is known of the last article.
  mutating func finish() throws(CatalogueError) {
    guard let article else { return }
    self.article = nil
    try write(article.facts, of: article)
    // In the order of ids: they go in where they stay.
    let changed = article.passages.filter(\.value.isChanged).sorted { $0.value.id < $1.value.id }
    for (hash, entry) in changed {
      if entry.isNew {
        try statements.addPassage.bind(entry.id, at: 1)
        try statements.addPassage.bind(article.id, at: 2)
        try statements.addPassage.bind(Int(Int64(bitPattern: hash)), at: 3)
        try statements.addPassage.bind(entry.runs.encoded, at: 4)
        try statements.addPassage.run()
      } else {
        try statements.setRuns.bind(entry.id, at: 1)
        try statements.setRuns.bind(entry.runs.encoded, at: 2)
        try statements.setRuns.run()
      }
    }
  }
}

extension PassageWriter {
  private func write(_ facts: Facts?, of article: Article) throws(CatalogueError) {
    guard let facts else { return }
    try statements.setFacts.bind(article.id, at: 1)
    try statements.setFacts.bind(article.count, at: 2)
    try statements.setFacts.bind(facts.commit.digest.bytes, at: 3)
    try statements.setFacts.bind(facts.tokenCount ?? -1, at: 4)
    try statements.setFacts.bind(facts.site?.number(key: key) ?? 0, at: 5)
    try statements.setFacts.run()
  }
}

extension String {
  /// What stands for a site: never 0, which is none.
  fileprivate func number(key: SipHash.Key) -> Int {
    let bytes = Array(utf8)
    let hash = SipHash.hash(bytes.span, in: 0..<bytes.count, key: key)
    return Int(Int64(bitPattern: max(1, hash)))
  }
}

private struct PassageStatements: ~Copyable {
  let findArticle: Statement
  let addArticle: Statement
  let setFacts: Statement
  let addRevision: Statement
  let findPassages: Statement
  let addPassage: Statement
  let setRuns: Statement
  let addWords: Statement

  init(_ connection: borrowing Connection) throws(CatalogueError) {
    let findArticle = try connection.prepare("SELECT id, revisions FROM article WHERE name = ?1")
    let addArticle = try connection.prepare(
      """
      INSERT INTO article(name, revisions, latest, tokens, site) VALUES (?1, 0, x'', 0, 0)
      RETURNING id
      """)
    let setFacts = try connection.prepare(
      """
      UPDATE article SET revisions = ?2, latest = ?3, tokens = iif(?4 < 0, tokens, ?4), site = ?5
      WHERE id = ?1
      """)
    let addRevision = try connection.prepare("INSERT INTO revision VALUES (?1, ?2, ?3, ?4)")
    let findPassages = try connection.prepare(
      "SELECT id, hash, runs FROM passage WHERE article = ?1")
    let addPassage = try connection.prepare("INSERT INTO passage VALUES (?1, ?2, ?3, ?4)")
    let setRuns = try connection.prepare("UPDATE passage SET runs = ?2 WHERE id = ?1")
    let addWords = try connection.prepare("INSERT INTO search(rowid, words) VALUES (?1, ?2)")
    // All or none: what cannot be copied cannot be left half made.
    self.findArticle = findArticle
    self.addArticle = addArticle
    self.setFacts = setFacts
    self.addRevision = addRevision
    self.findPassages = findPassages
    self.addPassage = addPassage
    self.setRuns = setRuns
    self.addWords = addWords
  }
}

extension Statement {
  func runs(at place: Int32) throws(CatalogueError) -> RevisionRuns {
    guard let runs = RevisionRuns(decoding: bytes(at: place).span) else {
      throw .damaged(reason: "what revisions have a passage is no list")
    }
    return runs
  }
}
