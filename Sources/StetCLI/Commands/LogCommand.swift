internal import JSON
internal import Prose
internal import Rendering
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let limit = Option("-n", "--max-count", value: "N", help: "at most N")
  fileprivate static let oneLine = Option("--oneline", help: "one line each")
  fileprivate static let statistics = Option(
    "--stat", help: "with NAME: how much each revision changed, in a line")
  fileprivate static let since = Option(
    "--since", value: "TIME", help: "only those seen at this time or later")
  fileprivate static let until = Option(
    "--until", value: "TIME", help: "only those seen at this time or earlier")
}

extension Command {
  static let log = Command(
    "log", words: "[NAME]", count: 0...1,
    summary: "list revisions, the newest first: of one article, or of all",
    options: [.limit, .oneLine, .statistics, .since, .until, .json],
    candidates: .articles, isPaged: true,
    examples: [
      ("stet log bridge", "every revision of one article"),
      ("stet log -n 5 --oneline", "the five newest of any article"),
      ("stet log --since 2011-11-24 --json", "for programs: one object a line"),
    ]
  ) { arguments, session throws(CommandError) in
    let listing = try LogListing(arguments, session)
    return try listing.run(try session.archive())
  }
}

private struct LogListing {
  let session: Session
  let article: String?
  let limit: Int
  let isShort: Bool
  let isJSON: Bool
  let showsStatistics: Bool
  let since: Timestamp?
  let until: Timestamp?

  init(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    self.session = session
    article = arguments.words.first
    limit = try arguments.number(.limit, atLeast: 0) ?? Int.max
    isShort = arguments.has(.oneLine)
    isJSON = arguments.has(.json)
    showsStatistics = arguments.has(.statistics)
    if showsStatistics && article == nil {
      throw .usage("--stat needs an article", hint: "usage: stet log NAME --stat")
    }
    if isJSON && (showsStatistics || isShort) {
      let other = isShort ? "--oneline" : "--stat"
      throw .usage(
        "--json and \(other) exclude each other",
        hint: isShort ? nil : "`stet diff NAME@1 NAME@2 --json` has the counts of one revision")
    }
    since = try arguments.time(.since, now: session.surroundings.now())
    until = try arguments.time(.until, now: session.surroundings.now())
  }

  func run(_ archive: Archive) throws(CommandError) -> ExitStatus {
    var breaks: [LogBreak] = []
    var count = 0
    if let article {
      let history = try history(of: article, archive)
      breaks = history.breaks
      let revisions = history.revisions
      let recurrences = archive.recurrences(in: history)
      for (index, revision) in revisions.enumerated() where count < limit && isWanted(revision) {
        try print(revision, sameAs: recurrences[revision.id], isFirst: count == 0)
        if showsStatistics { try printStatistics(revisions, at: index, archive) }
        count += 1
      }
    } else {
      (count, breaks) = try printAll(archive)
    }
    if count == 0 && !isJSON { try session.print("no revisions") }
    // What can be read has been told; `-n` may have ended before the break.
    if !breaks.isEmpty && count < limit { throw .brokenLog(breaks) }
    return .done
  }

  private func history(
    of article: String, _ archive: Archive
  ) throws(CommandError) -> ArticleHistory {
    do throws(ArchiveError) {
      return try archive.readableHistory(of: ArticleName(article))
    } catch {
      guard case .unknownArticle = error, (try? archive.revision(article)) != nil else {
        throw .archive(error)
      }
      throw .usage(
        "'\(article.visible)' is one revision, and log lists those of an article",
        hint: "`stet show \(article.visible)` shows it")
    }
  }

  private func printStatistics(
    _ history: [Revision], at index: Int, _ archive: Archive
  ) throws(CommandError) {
    let revision = history[index]
    guard !revision.isWithdrawal, !isJSON else { return }
    guard let text = history[(index + 1)...].first(where: { !$0.isWithdrawal }) else { return }
    let comparison = try archived { () throws(ArchiveError) in
      try archive.difference(from: text, to: revision, view: .visible)
    }
    try session.print("    " + session.paint(comparison.difference.summary, .faint))
  }

  private func printAll(_ archive: Archive) throws(CommandError) -> (Int, [LogBreak]) {
    var count = 0
    var breaks: [LogBreak] = []
    var failure: CommandError?
    try archived { () throws(ArchiveError) in
      try archive.index().visitLog { step throws(ArchiveError) in
        guard count < limit else { return false }
        switch step {
        case .damage(let place): breaks.append(place)
        case .revision(let revision) where isWanted(revision):
          do throws(CommandError) {
            try print(revision, isFirst: count == 0)
          } catch {
            failure = error
            return false
          }
          count += 1
        case .revision: break
        }
        return true
      }
    }
    if let failure { throw failure }
    return (count, breaks)
  }

  private func isWanted(_ revision: Revision) -> Bool {
    if let since, revision.observed.seconds < since.seconds { return false }
    if let until, revision.observed.seconds > until.lastSecond { return false }
    return true
  }

  private func print(
    _ revision: Revision, sameAs earlier: Revision? = nil, isFirst: Bool
  ) throws(CommandError) {
    if isJSON {
      try session.write(revision.json(sameAs: earlier).encoded() + [0x0A])
    } else if isShort {
      try session.print(RevisionText.line(revision, sameAs: earlier, session))
    } else {
      if !isFirst { try session.print() }
      for line in RevisionText.lines(revision, sameAs: earlier, session) { try session.print(line) }
    }
  }
}
