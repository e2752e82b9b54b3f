internal import Articles
internal import Bytes
internal import Objects

extension Connection {
  /// "Stet", by which a database of another program's is told apart.
  private static let application = 0x5374_6574
  /// What tables there are and what they say; another number is another catalogue.
  static let version = 1
  /// How long a question waits for somebody who is writing, in milliseconds.
  static let readingPatience: Int32 = 5000

  /// What a new file holds. The index comes last, when all rows are there.
  ///
  /// Article 0, without a name, has the commits that record no article.
  static let tables = """
    PRAGMA application_id = \(application);
    PRAGMA user_version = \(version);
    CREATE TABLE state(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE article(
      id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, revisions INTEGER NOT NULL,
      first INTEGER NOT NULL) STRICT;
    CREATE TABLE revision(
      article INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, id BLOB NOT NULL,
      PRIMARY KEY (article, number)) STRICT, WITHOUT ROWID;
    """
  static let indexes = "CREATE UNIQUE INDEX revision_id ON revision(id);"

  /// - Throws: `.damaged`, `.outdated`, `.newer`.
  func demandSchema() throws(CatalogueError) {
    try demand(application: Connection.application, version: Connection.version)
  }

  /// - Throws: `.damaged`, `.outdated`, `.newer`.
  func demand(application: Int, version expected: Int) throws(CatalogueError) {
    wait(milliseconds: Connection.readingPatience)
    guard try integer("PRAGMA application_id") == application else {
      throw .damaged(reason: "it is no catalogue")
    }
    let version = try integer("PRAGMA user_version")
    if version > expected { throw .newer(version: version) }
    if version < expected { throw .outdated(version: version) }
    // What is lost with the last seconds before a loss of power is read from the log again.
    try execute("PRAGMA synchronous = NORMAL; PRAGMA cell_size_check = ON")
  }

  func integer(_ sql: String) throws(CatalogueError) -> Int {
    let query = try prepare(sql)
    guard try query.step() else { throw .damaged(reason: "it says nothing of itself") }
    return query.integer(at: 0)
  }

  // MARK: What is known

  func state() throws(CatalogueError) -> Catalogue.State {
    let query = try prepare(
      """
      SELECT (SELECT value FROM state WHERE key = 'head'),
        (SELECT value FROM state WHERE key = 'count'), (SELECT value FROM state WHERE key = 'line')
      """)
    guard try query.step() else { throw .damaged(reason: "it has no state") }
    return Catalogue.State(
      head: try query.objectID(at: 0), count: query.integer(at: 1),
      isLine: query.integer(at: 2) == 1)
  }

  func set(_ state: Catalogue.State) throws(CatalogueError) {
    let head = try prepare("INSERT OR REPLACE INTO state(key, value) VALUES ('head', ?1)")
    try head.bind(state.head.digest.bytes, at: 1)
    try head.run()
    let rest = try prepare(
      "INSERT OR REPLACE INTO state(key, value) VALUES ('count', ?1), ('line', ?2)")
    try rest.bind(state.count, at: 1)
    try rest.bind(state.isLine ? 1 : 0, at: 2)
    try rest.run()
  }

  // MARK: One commit more

  func add(_ commit: CataloguedCommit, at place: Int) throws(CatalogueError) {
    let article = try prepare(
      """
      INSERT INTO article(name, revisions, first) VALUES (?1, 1, ?2)
      ON CONFLICT (name) DO UPDATE SET revisions = revisions + 1 RETURNING id, revisions
      """)
    try article.bind(commit.nameBytes, at: 1)
    try article.bind(place, at: 2)
    guard try article.step() else { throw .damaged(reason: "an article is none") }
    let (id, number) = (article.integer(at: 0), article.integer(at: 1))
    let revision = try prepare("INSERT INTO revision VALUES (?1, ?2, ?3, ?4)")
    try revision.bind(id, at: 1)
    try revision.bind(number, at: 2)
    try revision.bind(place, at: 3)
    try revision.bind(commit.id.digest.bytes, at: 4)
    try revision.run()
  }
}

extension CataloguedCommit {
  var nameBytes: [UInt8] { article.map { Array($0.description.utf8) } ?? [] }
}
