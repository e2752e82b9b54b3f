internal import Articles
internal import Catalogue
internal import Objects
internal import Passages
internal import Prose
internal import Synchronization

/// Gives the texts of revisions to who makes them findable: article by article, the oldest first.
///
/// Memory: about 40 bytes a revision, each article's name once, and a text.
final class PassageReader: Sendable {
  private struct Progress: Sendable {
    var article = 0
    /// How many revisions of that article were given.
    var offset = 0
    var doneCount = 0
    /// The texts of that article that were given.
    var kept = KeptTexts()
  }

  private let archive: Archive
  private let articles: [ArticleName]
  /// The revisions of each, the newest first.
  private let revisions: [[ObjectID]]
  private let erased: ErasedTexts
  private let total: Int
  private let goesOn: @Sendable (Int, Int) -> Bool
  private let progress = Mutex(Progress())

  /// - Parameters:
  ///   - commits: The newest first.
  ///   - goesOn: Is told how many revisions are done, and of how many; answers whether to go on.
  /// - Throws: `.damaged` where it cannot be known what was erased.
  init(
    _ commits: [CataloguedCommit], of archive: Archive,
    goesOn: @escaping @Sendable (Int, Int) -> Bool
  ) throws(ArchiveError) {
    var places: [ArticleName: Int] = [:]
    var articles: [ArticleName] = []
    var revisions: [[ObjectID]] = []
    for commit in commits {
      guard let article = commit.article, !article.isReserved else { continue }
      if let place = places[article] {
        revisions[place].append(commit.id)
      } else {
        places[article] = articles.count
        articles.append(article)
        revisions.append([commit.id])
      }
    }
    self.archive = archive
    self.articles = articles
    self.revisions = revisions
    self.goesOn = goesOn
    total = revisions.reduce(0) { $0 + $1.count }
    erased = try archive.erasedTexts()
  }

  /// - Throws: `.source`, with `.cancelled` where it is not to go on.
  func next() throws(CatalogueError) -> IndexedRevision? {
    try sourced { () throws(ArchiveError) in
      try progress.withLock { progress throws(ArchiveError) in try next(&progress) }
    }
  }

  private func next(_ progress: inout Progress) throws(ArchiveError) -> IndexedRevision? {
    while progress.article < articles.count,
      progress.offset == revisions[progress.article].count
    {
      progress.article += 1
      progress.offset = 0
      progress.kept = KeptTexts()
    }
    guard progress.article < articles.count else { return nil }
    guard goesOn(progress.doneCount, total) else { throw .cancelled }
    let commits = revisions[progress.article]
    let revision = try archive.revision(commits[commits.count - 1 - progress.offset])
    progress.offset += 1
    progress.doneCount += 1
    return IndexedRevision(
      article: articles[progress.article], commit: revision.id.object, site: revision.site,
      observed: revision.original.observed, content: try content(of: revision, &progress))
  }

  private func content(
    of revision: Revision, _ progress: inout Progress
  ) throws(ArchiveError) -> IndexedRevision.Content {
    let steps = ArticlePath(articles[progress.article]).steps
    if revision.isWithdrawal { return .nothing }
    // What is damaged is told by `verify`; the rest can be found.
    let blob = try archive.readable { () throws(ArchiveError) in
      try archive.blob(at: steps, inTree: revision.root)
    }
    guard let blob = blob ?? nil, erased[ContentID(blob)] == nil else { return .nothing }
    let key = KeptTexts.Key(blob: blob, mediaType: revision.originalMetadata.mediaType)
    if let number = progress.kept.number(of: key) { return .kept(number) }
    let source = try archive.readable { () throws(ArchiveError) in
      try archive.content(ContentID(blob))
    }
    guard let source else { return .nothing }
    let text = revision.searchable(source)
    return .text(text, number: progress.kept.keep(key, byteCount: text.count))
  }
}

/// Which texts of an article whoever was given them still has.
private struct KeptTexts {
  struct Key: Equatable {
    let blob: ObjectID
    /// What decides how it is read, beside the article's name.
    let mediaType: String?
  }

  /// A longer text is kept as the last one, and alone.
  private static let longestAmongOthers = 2 << 20

  /// The last used first.
  private var entries: [(key: Key, number: Int)] = []

  mutating func number(of key: Key) -> Int? {
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
    let entry = entries.remove(at: index)
    entries.insert(entry, at: 0)
    return entry.number
  }

  /// The number under which to keep a text from now on.
  mutating func keep(_ key: Key, byteCount: Int) -> Int {
    let others = 1..<IndexedRevision.Content.keptCount
    var number = 0
    if byteCount <= Self.longestAmongOthers {
      let free = others.first { number in entries.allSatisfy { $0.number != number } }
      number = free ?? entries.last { $0.number != 0 }?.number ?? 0
    }
    entries.removeAll { $0.number == number }
    entries.insert((key, number), at: 0)
    return number
  }
}

extension Archive {
  /// What can be read; `nil` where it is damaged, or was taken down or erased.
  func readable<Value>(
    _ read: () throws(ArchiveError) -> Value
  ) throws(ArchiveError) -> Value? {
    do throws(ArchiveError) {
      return try read()
    } catch {
      switch error {
      case .damaged, .erased, .withdrawn: return nil
      default: throw error
      }
    }
  }
}

extension Revision {
  /// What of its text can be found: what a reader sees of it.
  func searchable(_ text: [UInt8]) -> [UInt8] {
    original.form(of: text).visible(text)
  }
}
