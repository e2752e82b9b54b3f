package import Articles
internal import Bytes
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
  /// When the article was seen to say this.
  package var observed: Timestamp
  package var content: Content

  package init(article: ArticleName, observed: Timestamp, content: Content) {
    self.article = article
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
/// Memory: about 100 bytes for each passage that one article ever had.
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
    var passages: [UInt64: Entry]
    /// Those that stand in the last revision.
    var open: Set<UInt64>
  }

  private let key: SipHash.Key
  private var article: Article?
  private var nextPassage: Int
  private let statements: PassageStatements

  init(_ connection: borrowing Connection, key: SipHash.Key) throws(CatalogueError) {
    let next = try connection.integer("SELECT ifnull(max(id), 0) + 1 FROM passage")
    self.init(next, key, try PassageStatements(connection))
  }

  private init(_ nextPassage: Int, _ key: SipHash.Key, _ statements: consuming PassageStatements) {
    self.nextPassage = nextPassage
    self.key = key
    self.statements = statements
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
    switch revision.content {
    case .same: break
    case .nothing: close(article.open, &article)
    case .text(let text): try read(text, &article)
    }
    self.article = article
  }

  private mutating func read(_ text: [UInt8], _ article: inout Article) throws(CatalogueError) {
    let tokens = SearchTokens(of: text.span)
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
    try statements.setCount.bind(article.id, at: 1)
    try statements.setCount.bind(article.count, at: 2)
    try statements.setCount.run()
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

private struct PassageStatements: ~Copyable {
  let findArticle: Statement
  let addArticle: Statement
  let setCount: Statement
  let addRevision: Statement
  let findPassages: Statement
  let addPassage: Statement
  let setRuns: Statement
  let addWords: Statement

  init(_ connection: borrowing Connection) throws(CatalogueError) {
    let findArticle = try connection.prepare("SELECT id, revisions FROM article WHERE name = ?1")
    let addArticle = try connection.prepare(
      "INSERT INTO article(name, revisions) VALUES (?1, 0) RETURNING id")
    let setCount = try connection.prepare("UPDATE article SET revisions = ?2 WHERE id = ?1")
    let addRevision = try connection.prepare("INSERT INTO revision VALUES (?1, ?2, ?3, ?4)")
    let findPassages = try connection.prepare(
      "SELECT id, hash, runs FROM passage WHERE article = ?1")
    let addPassage = try connection.prepare("INSERT INTO passage VALUES (?1, ?2, ?3, ?4)")
    let setRuns = try connection.prepare("UPDATE passage SET runs = ?2 WHERE id = ?1")
    let addWords = try connection.prepare("INSERT INTO search(rowid, words) VALUES (?1, ?2)")
    // All or none: what cannot be copied cannot be left half made.
    self.findArticle = findArticle
    self.addArticle = addArticle
    self.setCount = setCount
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
