internal import Articles
internal import Objects
internal import Packs
internal import Repository

/// Where an article stands in every tree.
struct ArticlePlace {
  /// The keys of the entries that one level of its path may have.
  struct EntryKeys {
    private let first: EntryKey
    private let others: [EntryKey]

    fileprivate init(_ modes: [EntryMode], _ names: [String]) {
      let keys = modes.flatMap { mode in names.map { EntryKey(mode, Array($0.utf8)) } }
      first = keys[0]
      others = Array(keys.dropFirst())
    }

    func contains(_ link: ObjectSurvey.Link) -> Bool {
      link.key == first || others.contains(link.key)
    }

    func first(in links: [ObjectSurvey.Link]) -> ObjectSurvey.Link? {
      links.first { contains($0) }
    }
  }

  /// Keys of entries, level by level.
  let keys: [EntryKeys]
  /// Modes of files whose bytes an article may have: a link's bytes are a path.
  private static let files: [EntryMode] = [.file, .executable, .groupWritableFile]

  init(_ article: ArticleName) {
    let path = ArticlePath(article)
    keys =
      path.folders.map { EntryKeys([.directory], [$0]) }
      + [EntryKeys(ArticlePlace.files, [path.plain, path.marked])]
  }

  /// What a commit-graph is asked whether it knows that the article changed.
  static func queries(of article: ArticleName) -> [ChangedPathQuery] {
    let path = ArticlePath(article)
    return [path.plain, path.marked].map {
      ChangedPathQuery(Array("\(path.folder)/\($0)".utf8))
    }
  }
}
