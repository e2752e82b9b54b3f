internal import Bytes
internal import Objects
internal import Passages

/// The tables of the passages, and what they say.
extension Connection {
  /// "StPs".
  private static let passageApplication = 0x5374_5073
  private static let passageVersion = 2

  /// Passages come in the order of articles; of what is searched only the index is kept.
  ///
  /// Source: sqlite.org/fts5.html, "Contentless Tables", "The Columnsize Option".
  private static let passageTables = """
    PRAGMA application_id = \(passageApplication);
    PRAGMA user_version = \(passageVersion);
    CREATE TABLE state(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE article(
      id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, revisions INTEGER NOT NULL,
      latest BLOB NOT NULL, tokens INTEGER NOT NULL, site INTEGER NOT NULL) STRICT;
    CREATE INDEX article_site ON article(site);
    CREATE TABLE revision(
      article INTEGER NOT NULL, number INTEGER NOT NULL, observed INTEGER NOT NULL,
      zone INTEGER NOT NULL,      PRIMARY KEY (article, number)) STRICT, WITHOUT ROWID;
    CREATE TABLE passage(
      id INTEGER PRIMARY KEY, article INTEGER NOT NULL, hash INTEGER NOT NULL,
      runs BLOB NOT NULL) STRICT;
    CREATE TABLE fingerprint(key INTEGER PRIMARY KEY) STRICT;
    CREATE VIRTUAL TABLE search USING fts5(
      words, content = '', columnsize = 0, detail = full, tokenize = 'ascii');
    INSERT INTO search(search, rank) VALUES ('automerge', 0), ('crisismerge', 64);
    """

  /// - Throws: `.damaged`; `.outdated` also where texts became words by other rules.
  func demandPassages() throws(CatalogueError) {
    try demand(application: Connection.passageApplication, version: Connection.passageVersion)
    let query = try prepare("SELECT value FROM state WHERE key = 'rules'")
    guard try query.step() else { throw .damaged(reason: "it does not say by what rules") }
    guard query.bytes(at: 0) == Array(SearchTokens.rules.utf8) else {
      throw .outdated(version: Connection.passageVersion)
    }
  }

  /// Makes all tables, and fills them.
  func writePassages(
    head: ObjectID, key: SipHash.Key, _ next: PassageSource
  ) throws(CatalogueError) {
    try execute(Connection.passageTables)
    // Measured: as many words in memory as this make a quarter of the work.
    try execute("INSERT INTO search(search, rank) VALUES ('hashsize', \(64 << 20))")
    try transaction { () throws(CatalogueError) in
      try set("rules", to: Array(SearchTokens.rules.utf8))
      try set("key", to: key.bytes)
      var writer = try PassageWriter(self, key: key)
      while let revision = try next() { try writer.add(revision) }
      try writer.complete()
      try set("head", to: head.digest.bytes)
      try execute("CREATE INDEX passage_article ON passage(article)")
    }
    try execute("INSERT INTO search(search, rank) VALUES ('hashsize', \(1 << 20))")
  }

  func set(_ key: String, to value: [UInt8]) throws(CatalogueError) {
    let statement = try prepare("INSERT OR REPLACE INTO state(key, value) VALUES (?1, ?2)")
    try statement.bind(text: Array(key.utf8), at: 1)
    try statement.bind(value, at: 2)
    try statement.run()
  }

  func passageHead() throws(CatalogueError) -> ObjectID {
    let query = try prepare("SELECT value FROM state WHERE key = 'head'")
    guard try query.step() else { throw .damaged(reason: "it has no state") }
    return try query.objectID(at: 0)
  }

  func passageKey() throws(CatalogueError) -> SipHash.Key {
    let query = try prepare("SELECT value FROM state WHERE key = 'key'")
    guard try query.step(), let key = SipHash.Key(query.bytes(at: 0)) else {
      throw .damaged(reason: "it has no key")
    }
    return key
  }
}

extension SipHash.Key {
  /// Drawn anew: who sees an archive's texts only does not know it.
  static func random() -> SipHash.Key {
    var generator = SystemRandomNumberGenerator()
    return SipHash.Key(low: generator.next(), high: generator.next())
  }

  fileprivate var bytes: [UInt8] {
    [low, high].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  fileprivate init?(_ bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    func word(_ start: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) }
    }
    self.init(low: word(0), high: word(8))
  }
}
