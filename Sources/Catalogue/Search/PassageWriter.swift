internal import Articles
internal import Bytes
internal import Objects
internal import Passages

/// Adds revisions: a passage that an article has already gets another run at most.
///
/// Memory: about 100 bytes for each passage that one article ever had, the texts of it that are kept, and 8 bytes for
/// each of some millions of fingerprints.
struct PassageWriter: ~Copyable {
  fileprivate struct Entry {
    let id: Int
    var runs: RevisionRuns
    var isNew: Bool
    var isChanged: Bool
  }

  fileprivate struct Article {
    let id: Int
    let name: ArticleName
    var count: Int
    /// What the last revision says of it.
    var facts: Facts?
    var passages: [UInt64: Entry]
    /// Those that stand in the last revision, and how often.
    var open: [UInt64: Int]
    /// The same in the order of the text, where that is known.
    var standing: [UInt64]
    var kept = [CutText?](repeating: nil, count: IndexedRevision.Content.keptCount)
    var last: Int?
  }

  fileprivate struct Facts {
    var commit: ObjectID
    var site: String?
    var tokenCount: Int
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
    article.facts = Facts(commit: revision.commit, site: revision.site, tokenCount: 0)
    switch revision.content {
    case .nothing: try stand([], [], &article)
    case .text(let text, let number): try read(text, number, &article)
    case .kept(let number):
      guard let text = article.kept[number] else { throw .damaged(reason: "a text is not kept") }
      article.last = number
      article.facts?.tokenCount = text.tokenCount
      try stand(text.hashes, [], &article)
    }
    self.article = article
  }

  private mutating func read(
    _ text: [UInt8], _ number: Int, _ article: inout Article
  ) throws(CatalogueError) {
    let (cut, read) =
      if let known = article.closest(to: text) {
        CutText.cut(text, after: known, key: key)
      } else {
        CutText.cut(text, key: key)
      }
    article.kept[number] = cut
    article.last = number
    article.facts?.tokenCount = cut.tokenCount
    try stand(cut.hashes, read, &article)
  }

  /// Says which passages stand in the revision that was counted last.
  ///
  /// - Parameter read: Has those at least that the article never had.
  private mutating func stand(
    _ hashes: [UInt64], _ read: [CutText.Read], _ article: inout Article
  ) throws(CatalogueError) {
    let (gone, new) = article.standing.difference(from: hashes)
    var words: [UInt64: (part: Int, passage: Passage)] = [:]
    for (part, read) in read.enumerated() {
      for passage in read.passages where words[passage.hash] == nil {
        words[passage.hash] = (part, passage)
      }
    }
    for hash in hashes[new] {
      let count = article.open[hash] ?? 0
      article.open[hash] = count + 1
      if count > 0 { continue }
      if article.passages[hash]?.open(at: article.count) != nil { continue }
      var entry = Entry(id: nextPassage, runs: RevisionRuns(), isNew: true, isChanged: true)
      entry.open(at: article.count)
      article.passages[hash] = entry
      nextPassage += 1
      guard let (part, passage) = words[hash] else {
        throw .damaged(reason: "a passage is new and was not read")
      }
      try write(
        passage, read[part].tokens, tokenCount: article.facts?.tokenCount ?? 0, as: entry.id)
    }
    for hash in article.standing[gone] {
      let count = (article.open[hash] ?? 1) - 1
      article.open[hash] = count > 0 ? count : nil
      if count == 0 { article.passages[hash]?.close(at: article.count) }
    }
    article.standing = hashes
  }

  private mutating func write(
    _ passage: Passage, _ tokens: SearchTokens, tokenCount: Int, as id: Int
  ) throws(CatalogueError) {
    try statements.addWords.bind(id, at: 1)
    try statements.addWords.bind(text: tokens.indexedText(of: passage), at: 2)
    try statements.addWords.run()
    try fingerprints.add(
      tokens.fingerprints(of: passage, key: key, ofTextWith: tokenCount), of: id)
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
        id: statements.addArticle.integer(at: 0), name: name, count: 0, passages: [:], open: [:],
        standing: [])
    }
    var article = Article(
      id: statements.findArticle.integer(at: 0), name: name,
      count: statements.findArticle.integer(at: 1),
      passages: [:], open: [:], standing: [])
    try statements.findPassages.bind(article.id, at: 1)
    while try statements.findPassages.step() {
      let hash = UInt64(bitPattern: Int64(statements.findPassages.integer(at: 1)))
      let runs = try statements.findPassages.runs(at: 2)
      article.passages[hash] = Entry(
        id: statements.findPassages.integer(at: 0), runs: runs, isNew: false, isChanged: false)
      if runs.isOpen {
        article.open[hash] = 1
        article.standing.append(hash)
      }
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
    try statements.setFacts.bind(facts.tokenCount, at: 4)
    try statements.setFacts.bind(facts.site?.number(key: key) ?? 0, at: 5)
    try statements.setFacts.run()
  }
}

extension PassageWriter.Entry {
  /// Says that the passage stands in a revision and in those that follow.
  fileprivate mutating func open(at revision: Int) {
    runs.open(at: revision)
    isChanged = true
  }

  fileprivate mutating func close(at revision: Int) {
    runs.close(at: revision)
    isChanged = true
  }
}

extension PassageWriter.Article {
  /// The text that has the most in common with another: the last one, unless that has too little.
  fileprivate func closest(to text: [UInt8]) -> CutText? {
    guard let last, let known = kept[last] else { return nil }
    var best = (text: known, count: known.commonCount(with: text))
    for other in kept where best.count < text.count / 2 {
      guard let other else { continue }
      let count = other.commonCount(with: text)
      if count > best.count { best = (other, count) }
    }
    return best.text
  }
}

extension [UInt64] {
  /// What is left of both without the same beginning and end.
  fileprivate func difference(from other: [UInt64]) -> (Range<Int>, Range<Int>) {
    let limit = Swift.min(count, other.count)
    var start = 0
    while start < limit, self[start] == other[start] { start += 1 }
    var rest = 0
    while rest < limit - start, self[count - rest - 1] == other[other.count - rest - 1] {
      rest += 1
    }
    return (start..<count - rest, start..<other.count - rest)
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
