internal import JSON
internal import Prose
internal import Rendering
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let limit = Option("-n", "--max-count", value: "N", help: "at most N")
  fileprivate static let oneLine = Option("--oneline", help: "one line each")
  fileprivate static let statistics = Option(
    "--stat", help: "how much each revision changed, in a line")
  fileprivate static let since = Option(
    "--since", value: "TIME", help: "only those seen at this time or later")
  fileprivate static let until = Option(
    "--until", value: "TIME", help: "only those seen at this time or earlier")
  fileprivate static let noFollow = Option(
    "--no-follow", help: "with NAME: only this name's, and not what it was called before a rename")
}

extension Command {
  static let log = Command(
    "log", words: "[NAME]", count: 0...1,
    summary: "list revisions, the newest first: of one article, or of all",
    options: [
      .limit, .oneLine, .statistics, .since, .until, .asOf, .asOfBy, .changeClasses, .substantive,
      .noFollow, .original, .json,
    ],
    candidates: .articles, isPaged: true,
    examples: [
      ("stet log bridge", "every revision of one article"),
      ("stet log -n 5 --oneline", "the five newest of any article"),
      ("stet log --class number,negation --stat", "where a figure or a \"not\" changed"),
      ("stet log bridge --as-of 2011-11-24 --by recorded", "what the archive knew of it then"),
      ("stet log --since 2011-11-24 --json", "for programs: one object a line"),
    ]
  ) { arguments, session throws(CommandError) in
    var listing = try LogListing(arguments, session)
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
  let filter: ChangeFilter
  let follows: Bool
  let showsOriginal: Bool
  let since: Timestamp?
  let until: Timestamp?
  let past: PastView
  private var erasedTexts = ErasedTexts()
  private var signatures: SignatureReader?

  private var count = 0
  private var breaks: [LogBreak] = []
  /// Why a revision could not be compared with the text before it.
  private var failure: ArchiveError?

  init(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    self.session = session
    article = arguments.words.first
    limit = try arguments.number(.limit, atLeast: 0) ?? Int.max
    isShort = arguments.has(.oneLine)
    isJSON = arguments.has(.json)
    showsStatistics = arguments.has(.statistics)
    follows = !arguments.has(.noFollow)
    showsOriginal = arguments.has(.original)
    if isJSON && isShort {
      throw .usage("--json and --oneline exclude each other", hint: nil)
    }
    filter = try ChangeFilter(arguments)
    since = try arguments.time(.since, now: session.surroundings.now())
    until = try arguments.time(.until, now: session.surroundings.now())
    past = try PastView(arguments, session)
  }

  mutating func run(_ now: Archive) throws(CommandError) -> ExitStatus {
    let archive = try past.archive(now)
    erasedTexts = (try? archive.erasedTexts()) ?? ErasedTexts()
    signatures = SignatureReader(session, archive)
    if let article {
      let history = try history(of: past.name(article, in: now), archive)
      session.warn(ofAmendments: history)
      breaks = history.breaks
      let recurrences = archive.recurrences(in: history)
      for revision in history.revisions where count < limit {
        try tell(revision, sameAs: recurrences[revision.id], archive, history)
      }
    } else {
      try tellAll(archive)
    }
    if count == 0 && !isJSON { try session.print("no revisions") }
    // What can be read has been told; `-n` may have ended before the break.
    if !breaks.isEmpty && count < limit { throw .brokenLog(breaks) }
    if let failure { throw .archive(failure) }
    return .done
  }

  private func history(
    of article: String, _ archive: Archive
  ) throws(CommandError) -> ArticleHistory {
    do throws(ArchiveError) {
      let name = try ArticleName(article)
      return try follows ? archive.followedHistory(of: name) : archive.readableHistory(of: name)
    } catch {
      guard case .unknownArticle = error, (try? archive.revision(article)) != nil else {
        throw .archive(error)
      }
      throw .usage(
        "'\(article.visible)' is one revision, and log lists those of an article",
        hint: "`stet show \(article.visible)` shows it")
    }
  }

  private mutating func tellAll(_ archive: Archive) throws(CommandError) {
    var untold: CommandError?
    try archived { () throws(ArchiveError) in
      try archive.index().visitLog { step throws(ArchiveError) in
        guard count < limit else { return false }
        switch step {
        case .damage(let place): breaks.append(place)
        case .revision(let revision):
          do throws(CommandError) {
            try tell(revision, sameAs: nil, archive, nil)
          } catch {
            untold = error
            return false
          }
        }
        return true
      }
    }
    if let untold { throw untold }
  }

  /// Prints a revision, if it is one that is asked for.
  private mutating func tell(
    _ revision: Revision, sameAs earlier: Revision?, _ archive: Archive, _ history: ArticleHistory?
  ) throws(CommandError) {
    guard isWanted(revision) else { return }
    var change: RevisionChange?
    var reason: ArchiveError?
    var isErased = false
    if showsStatistics || filter.isActive {
      do throws(ArchiveError) {
        change = try archive.change(by: revision, in: history, view: .visible)
        guard accepts(change) else { return }
      } catch .erased {
        // That is known, and no failure; what it changed is not.
        guard !filter.isActive else { return }
        isErased = true
      } catch {
        // What it changed is not known: it is told, and so is why.
        (reason, failure) = (error, failure ?? error)
      }
    }
    try print(revision, archive, sameAs: earlier, change, isFirst: count == 0)
    count += 1
    guard showsStatistics, !isJSON else { return }
    let words =
      isErased
      ? "not to be compared: a text was erased"
      : reason.map(\.report.message) ?? change?.difference?.summary
    if let words { try session.print("    " + session.paint(words.visible, .faint)) }
  }

  private func accepts(_ change: RevisionChange?) -> Bool {
    guard filter.isActive else { return true }
    guard let change else { return false }
    return filter.accepts(change.severity, change.difference)
  }

  private func isWanted(_ revision: Revision) -> Bool {
    if let since, revision.observed.seconds < since.seconds { return false }
    if let until, revision.observed.seconds > until.lastSecond { return false }
    return past.includes(revision)
  }

  private func print(
    _ known: Revision, _ archive: Archive, sameAs earlier: Revision?, _ change: RevisionChange?,
    isFirst: Bool
  ) throws(CommandError) {
    let revision = showsOriginal ? known.original : known
    // What of it cannot be read is for whoever asks for its text.
    let erased = (try? archive.erasedText(of: revision, among: erasedTexts))
    if isShort {
      return try session.print(
        RevisionText.line(revision, sameAs: earlier, erased: erased, session))
    }
    let signature = try signatures?.signature(of: revision)
    if isJSON {
      let object =
        showsStatistics
        ? revision.json(
          sameAs: earlier, erased: erased, signature: signature, changing: change?.difference)
        : revision.json(sameAs: earlier, erased: erased, signature: signature)
      try session.write(object.encoded() + [0x0A])
    } else {
      if !isFirst { try session.print() }
      let lines = RevisionText.lines(
        revision, sameAs: earlier, erased: erased, signature: signature, session)
      for line in lines { try session.print(line) }
    }
  }
}
