internal import Articles
internal import Bytes
internal import Objects

/// All that a new catalogue will say, gathered from the newest commit to the first.
///
/// Memory: 36 bytes a commit and each article's name once.
package struct CatalogueDraft: Sendable {
  private(set) var ids: [ObjectID] = []
  /// The number of each commit's article.
  private(set) var articles: [Int32] = []
  private(set) var names: [[UInt8]] = [[]]
  private var numbers: [ArticleName: Int32] = [:]
  /// Whether each commit has one parent at most.
  package var isLine = true

  package init() {}

  var count: Int { ids.count }

  var head: ObjectID? { ids.first }

  package mutating func add(_ commit: CataloguedCommit) {
    ids.append(commit.id)
    articles.append(commit.article.map { number(of: $0) } ?? 0)
  }

  private mutating func number(of article: ArticleName) -> Int32 {
    if let known = numbers[article] { return known }
    let number = Int32(clamping: names.count)
    names.append(Array(article.description.utf8))
    numbers[article] = number
    return number
  }

  func write(to path: String, _ journal: DatabaseJournal) throws(CatalogueError) {
    guard let head else { throw .missing }
    let connection = try Connection(opening: path, .creating)
    // Nobody knows the file before it is whole.
    try connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    try connection.execute(Connection.tables)
    try connection.transaction { () throws(CatalogueError) in
      try writeRows(connection)
      try connection.set(
        Catalogue.State(head: head, count: count, isLine: isLine))
    }
    try connection.execute(Connection.indexes)
    try connection.execute("PRAGMA journal_mode = \(journal.name)")
  }

  private func writeRows(_ connection: borrowing Connection) throws(CatalogueError) {
    var counts = [Int](repeating: 0, count: names.count)
    var firsts = [Int](repeating: Int.max, count: names.count)
    // Rows go in where they stay: by article, the oldest first.
    for (offset, article) in articles.enumerated() {
      counts[Int(article)] += 1
      firsts[Int(article)] = count - offset
    }
    var starts = [0]
    for count in counts { starts.append((starts.last ?? 0) + count) }
    var ordered = [Int32](repeating: 0, count: count)
    var next = starts
    for offset in articles.indices.reversed() {
      let article = Int(articles[offset])
      ordered[next[article]] = Int32(clamping: offset)
      next[article] += 1
    }
    let revision = try connection.prepare("INSERT INTO revision VALUES (?1, ?2, ?3, ?4)")
    for (position, offset) in ordered.enumerated() {
      let article = Int(articles[Int(offset)])
      try revision.bind(article, at: 1)
      try revision.bind(position - starts[article] + 1, at: 2)
      try revision.bind(count - Int(offset), at: 3)
      try revision.bind(ids[Int(offset)].digest.bytes, at: 4)
      try revision.run()
    }
    let article = try connection.prepare("INSERT INTO article VALUES (?1, ?2, ?3, ?4)")
    for (number, name) in names.enumerated() {
      try article.bind(number, at: 1)
      try article.bind(name, at: 2)
      try article.bind(counts[number], at: 3)
      try article.bind(counts[number] == 0 ? 0 : firsts[number], at: 4)
      try article.run()
    }
  }
}
