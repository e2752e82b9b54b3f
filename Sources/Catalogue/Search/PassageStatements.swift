internal import Passages

/// What a writer says to the database, again and again.
struct PassageStatements: ~Copyable {
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
      UPDATE article SET revisions = ?2, latest = ?3, tokens = ?4, site = ?5 WHERE id = ?1
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
