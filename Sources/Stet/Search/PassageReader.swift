internal import Articles
internal import Catalogue
internal import Objects
internal import Passages
internal import Prose
internal import Synchronization

/// Gives the texts of revisions to who makes them findable: article by article, the oldest first.
///
/// Memory: about 40 bytes a revision, each article's name once, and two texts.
final class PassageReader: Sendable {
  private struct Progress: Sendable {
    var article = 0
    /// How many revisions of that article were given.
    var offset = 0
    var doneCount = 0
    /// The last text given, and whose it is.
    var last: (article: Int, blob: ObjectID)?
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
    let last = progress.last
    progress.last = nil
    if revision.isWithdrawal { return .nothing }
    // What is damaged is told by `verify`; the rest can be found.
    let blob = try archive.readable { () throws(ArchiveError) in
      try archive.blob(at: steps, inTree: revision.root)
    }
    guard let blob = blob ?? nil, erased[ContentID(blob)] == nil else { return .nothing }
    progress.last = (progress.article, blob)
    if let last, last == (progress.article, blob) { return .same }
    let text = try archive.readable { () throws(ArchiveError) in
      try archive.content(ContentID(blob))
    }
    return text.map { .text(revision.searchable($0)) } ?? .nothing
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
