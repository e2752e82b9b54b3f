internal import Articles
internal import Bytes
internal import Objects

/// All that a new catalogue will say, gathered from the newest commit to the first.
///
/// Memory: about 40 bytes a commit and each article's name once.
package struct CatalogueDraft: Sendable {
  private(set) var commits: [(id: ObjectID, article: Int32)] = []
  private(set) var names: [[UInt8]] = [[]]
  private var numbers: [ArticleName: Int32] = [:]
  /// Whether each commit has one parent at most.
  package var isLine = true

  package init() {}

  var count: Int { commits.count }

  var head: ObjectID? { commits.first?.id }

  package mutating func add(_ commit: CataloguedCommit) {
    commits.append((commit.id, commit.article.map { number(of: $0) } ?? 0))
  }

  private mutating func number(of article: ArticleName) -> Int32 {
    if let known = numbers[article] { return known }
    let number = Int32(clamping: names.count)
    names.append(Array(article.description.utf8))
    numbers[article] = number
    return number
  }

  func write(to path: String, _ journal: DatabaseJournal) throws(CatalogueError) {
    guard let head = commits.first?.id else { throw .missing }
    let connection = try Connection(opening: path, .creating)
    // Nobody knows the file before it is whole.
    try connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    try connection.execute(Connection.tables)
    try connection.transaction { () throws(CatalogueError) in
      try writeRows(connection)
      try connection.set(
        Catalogue.State(head: head, count: commits.count, isLine: isLine))
    }
    try connection.execute(Connection.indexes)
    try connection.execute("PRAGMA journal_mode = \(journal.name)")
  }

  private func writeRows(_ connection: borrowing Connection) throws(CatalogueError) {
    var counts = [Int](repeating: 0, count: names.count)
    var firsts = [Int](repeating: Int.max, count: names.count)
    // Rows go in where they stay: by article, the oldest first.
    for (offset, commit) in commits.enumerated() {
      counts[Int(commit.article)] += 1
      firsts[Int(commit.article)] = commits.count - offset
    }
    var starts = [0]
    for count in counts { starts.append((starts.last ?? 0) + count) }
    var ordered = [Int32](repeating: 0, count: commits.count)
    var next = starts
    for offset in commits.indices.reversed() {
      let article = Int(commits[offset].article)
      ordered[next[article]] = Int32(clamping: offset)
      next[article] += 1
    }
    let revision = try connection.prepare("INSERT INTO revision VALUES (?1, ?2, ?3, ?4)")
    for (position, offset) in ordered.enumerated() {
      let commit = commits[Int(offset)]
      try revision.bind(Int(commit.article), at: 1)
      try revision.bind(position - starts[Int(commit.article)] + 1, at: 2)
      try revision.bind(commits.count - Int(offset), at: 3)
      try revision.bind(commit.id.digest.bytes, at: 4)
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
