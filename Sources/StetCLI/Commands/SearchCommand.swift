internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let changes = Option(
    "--changes", help: "when it came into articles and when it went, instead of where it is")
  fileprivate static let latest = Option(
    "--latest", help: "only what articles say now")
  fileprivate static let article = Option(
    "--article", value: "GLOB", help: "only in these articles")
  fileprivate static let since = Option(
    "--since", value: "TIME", help: "only what was seen at this time or later")
  fileprivate static let until = Option(
    "--until", value: "TIME", help: "only what was seen at this time or earlier")
  fileprivate static let limit = Option("-n", "--max-count", value: "N", help: "at most N answers")
  fileprivate static let skip = Option("--skip", value: "N", help: "without the first N answers")
}

extension Command {
  static let search = Command(
    "search", words: "WORDS...", count: 1...Int.max,
    summary: "find articles by what any of their revisions says, or said",
    options: [.changes, .latest, .article, .since, .until, .limit, .skip, .json],
    isPaged: true,
    examples: [
      ("stet search bridge closed", "articles with a revision that has both words"),
      (
        "stet search '\"closed until further notice\" OR reopen*'",
        "a phrase, or words that begin so"
      ),
      ("stet search --latest bridge NOT ferry", "what they say now; case and accents do not count"),
      ("stet search --changes '\"nobody was hurt\"'", "since which revision, and until which"),
    ]
  ) { arguments, session throws(CommandError) in
    let listing = try SearchListing(arguments, session)
    return try listing.run(try session.archive())
  }
}

private struct SearchListing {
  let session: Session
  let search: Search
  let showsChanges: Bool
  let isJSON: Bool
  let skipped: Int
  let limit: Int

  init(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    self.session = session
    showsChanges = arguments.has(.changes)
    isJSON = arguments.has(.json)
    skipped = try arguments.number(.skip, atLeast: 0) ?? 0
    limit = try arguments.number(.limit, atLeast: 0) ?? Int.max
    if showsChanges, arguments.has(.latest) {
      throw .usage("--changes and --latest exclude each other", hint: nil)
    }
    let words = arguments.words.joined(separator: " ")
    var search = try archived { () throws(ArchiveError) in try Search(words) }
    let now = session.surroundings.now()
    search.pattern = arguments.all(.article).last.map { Glob($0) }
    search.since = try arguments.time(.since, now: now)
    search.until = try arguments.time(.until, now: now)
    search.isOfLatest = arguments.has(.latest)
    self.search = search
  }

  func run(_ archive: Archive) throws(CommandError) -> ExitStatus {
    let meter = ProgressMeter("indexed", "revisions", total: nil, session)
    let progress: @Sendable (Int, Int) -> Bool = { meter.update($0, of: $1) }
    if showsChanges {
      let changes = try archived { () throws(ArchiveError) in
        try archive.changes(of: search, progress: progress)
      }
      meter.finish()
      try tell(changes)
    } else {
      let hits = try archived { () throws(ArchiveError) in
        try archive.found(by: search, progress: progress)
      }
      meter.finish()
      try tell(hits, archive)
    }
    return .done
  }

  private func shown<Answer>(_ answers: [Answer]) -> ArraySlice<Answer> {
    answers.dropFirst(skipped).prefix(limit)
  }

  // MARK: Where it is

  private func tell(_ hits: [SearchHit], _ archive: Archive) throws(CommandError) {
    for hit in shown(hits) {
      let found = excerpt(hit, archive)
      if isJSON {
        try session.write(hit.json(found?.excerpt, count: found?.count ?? 0).encoded() + [0x0A])
        continue
      }
      let name = session.paint("\(hit.article)@\(hit.newest)".visible, .strong)
      let day = hit.observed.day
      try session.print("\(name)  \(day)\(remark(hit))")
      if let found { try session.print("    " + line(found.excerpt)) }
    }
    if isJSON { return }
    let count = hits.reduce(0) { $0 + $1.revisions.reduce(0) { $0 + $1.count } }
    let summary =
      hits.isEmpty
      ? "nothing found"
      : "\(counted(hits.count, "article")), \(counted(count, "revision"))"
    try session.print(session.paint(summary, .faint))
  }

  /// Which revisions have it, where that is not one, or not the latest.
  private func remark(_ hit: SearchHit) -> String {
    let ranges = hit.revisions.map {
      $0.count == 1 ? "@\($0.lowerBound)" : "@\($0.lowerBound)..@\($0.upperBound)"
    }
    if hit.revisionCount == 1 { return "" }
    var text = ranges.suffix(4).joined(separator: ", ")
    if ranges.count > 4 { text = "..., " + text }
    return "  " + session.paint("in \(text) of \(hit.revisionCount)", .faint)
  }

  /// Amendments and texts that cannot be read are no reason not to tell where something was found.
  private func excerpt(
    _ hit: SearchHit, _ archive: Archive
  ) -> (excerpt: SearchExcerpt, count: Int)? {
    let width = min(max(session.surroundings.width, 40), 120)
    guard let history = try? archive.readableHistory(of: hit.article),
      let revision = try? history.revision(numbered: hit.newest)
    else { return nil }
    return (try? archive.excerpt(of: revision, around: search, length: 2 * width)) ?? nil
  }

  /// The excerpt in a line, what was found in brackets, or bold.
  private func line(_ excerpt: SearchExcerpt) -> String {
    var line = excerpt.isCutBefore ? "... " : ""
    var end = 0
    for mark in excerpt.marks where mark.lowerBound >= end {
      line += excerpt.text[end..<mark.lowerBound].onOneLine.visible
      let found = excerpt.text[mark].onOneLine.visible
      line += session.usesColour ? session.paint(found, .strong) : "[\(found)]"
      end = mark.upperBound
    }
    return line + excerpt.text[end...].onOneLine.visible + (excerpt.isCutAfter ? " ..." : "")
  }

  // MARK: When it came and went

  private func tell(_ changes: [SearchChange]) throws(CommandError) {
    for change in shown(changes) {
      if isJSON {
        try session.write(change.json.encoded() + [0x0A])
        continue
      }
      let day = change.observed.day
      let name = session.paint("\(change.article)@\(change.revision)".visible, .strong)
      let word = change.isArrival ? session.paint("came", .good) : session.paint("went", .bad)
      try session.print("\(day)  \(word) with \(name)")
    }
    if isJSON { return }
    let summary =
      changes.isEmpty
      ? "nothing found"
      : "\(counted(changes.count { $0.isArrival }, "time")) it came, \(counted(changes.count { !$0.isArrival }, "time")) it went"
    try session.print(session.paint(summary, .faint))
  }
}
