internal import JSON
internal import Rendering
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let limit = Option("-n", "--max-count", value: "N", help: "only the first N")
}

extension Command {
  static let list = Command(
    "list", words: "[GLOB]", count: 0...1,
    summary: "the articles by name: revisions, when seen and recorded last, size, state or title",
    options: [.asOf, .asOfBy, .limit, .json],
    candidates: .articles, isPaged: true,
    examples: [
      ("stet list", "every article"),
      ("stet list 'news/*'", "those whose names begin so"),
      ("stet list --as-of 2026-03-02", "what was seen until the end of that day"),
      ("stet list --as-of yesterday --by recorded", "what the archive held then"),
    ]
  ) { arguments, session throws(CommandError) in
    let listing = try ArticleListing(arguments, session)
    return try listing.run(try session.archive())
  }
}

private struct ArticleListing {
  let session: Session
  let past: PastView
  let limit: Int
  let isJSON: Bool
  let pattern: Glob?

  init(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    self.session = session
    past = try PastView(arguments, session)
    limit = try arguments.number(.limit, atLeast: 0) ?? Int.max
    isJSON = arguments.has(.json)
    pattern = arguments.words.first.map { Glob($0) }
  }

  func run(_ archive: Archive) throws(CommandError) -> ExitStatus {
    let list = try archived { () throws(ArchiveError) in
      try archive.list(matching: pattern.map { [$0] } ?? [], asOf: past.moment, limit: limit)
    }
    if list.count == 0, list.breaks.isEmpty, let pattern {
      throw .archive(absence(of: pattern, archive))
    }
    if isJSON {
      for article in list.articles {
        let json = article.json(explanation: article.failure?.report.message)
        try session.write(json.encoded() + [0x0A])
      }
    } else {
      try print(list)
    }
    if !list.breaks.isEmpty { throw .brokenLog(list.breaks) }
    if let failure = list.articles.lazy.compactMap(\.failure).first { throw .archive(failure) }
    return .done
  }

  /// Why nothing fits.
  private func absence(of pattern: Glob, _ archive: Archive) -> ArchiveError {
    guard pattern.literalPrefix == pattern.description else {
      return .unknownArticle(pattern.description, similar: [])
    }
    do throws(ArchiveError) {
      let name = try ArticleName(pattern.description)
      if let moment = past.moment {
        _ = try archive.revision(of: name, asOf: moment)
      } else {
        try archive.demand(name)
      }
    } catch {
      return error
    }
    return .unknownArticle(pattern.description, similar: [])
  }

  private func print(_ list: ArticleList) throws(CommandError) {
    let table = ArticleTable(
      list.articles.map(\.row), width: session.surroundings.width, usesColour: session.usesColour)
    try session.write(table.rendered())
    if !list.articles.isEmpty { try session.print() }
    var words = list.count == 0 ? "no articles" : counted(list.count, "article")
    if let past = past.words { words += " " + past }
    if list.count > list.articles.count {
      words += "; the first \(grouped(list.articles.count)) shown"
    }
    try session.print(session.paint(words, .faint))
  }
}

extension ListedArticle {
  fileprivate var failure: ArchiveError? {
    if case .damaged(let error) = text { error } else { nil }
  }

  fileprivate var row: ArticleRow {
    ArticleRow(
      name: article.description, revisionCount: revision.number, seen: revision.observed.day,
      recorded: revision.recorded.day, byteCount: byteCount, state: state,
      title: revision.metadata.title ?? "")
  }

  private var state: String? {
    switch text {
    case .present: nil
    case .withdrawn: revision.metadata.renamedTo.map { "renamed to \($0)" } ?? "withdrawn"
    case .erased: "erased"
    case .damaged: "damaged"
    }
  }
}
