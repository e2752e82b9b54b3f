internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let article = Option(
    "--article", value: "NAME",
    help: "the article's name (default: the file's path from the folder that holds the archive)",
    candidates: .articles)
  fileprivate static let messageFile = Option(
    "-F", "--message-file", value: "FILE", help: "the message's bytes from a file or -",
    candidates: .files)
  fileprivate static let withdrawn = Option(
    "--withdrawn", help: "record that articles were taken down: FILE or --article names each",
    candidates: .articles)
  fileprivate static let allowUnchanged = Option(
    "--allow-unchanged", help: "record even if the bytes are those of the latest revision")
}

extension Option {
  fileprivate static let linkRepublished = Option(
    "--link-republished",
    help: "as --republishes, with the first article that `stet similar` finds of the text, if any")
  fileprivate static let batch = Option(
    "--batch", help: "JSON lines of articles in, JSON lines of what became of them out")
  fileprivate static let every = Option(
    "--every", value: "N", help: "with --batch: so many lines are durable together (default: 1000)")
  fileprivate static let keepGoing = Option(
    "--keep-going", help: "with --batch: record the lines that can be, and end with status 7")
  fileprivate static let noRun = Option(
    "--no-run", help: "with --batch: leave out the revision of stet:runs that says what was seen")
  fileprivate static let quiet = Option("-q", "--quiet", help: "say nothing of what was recorded")
}

extension Command {
  static let commit = Command(
    "commit", words: "FILE... [--article NAME] | --batch [FILE]", count: 0...Int.max,
    summary: "record a revision of each file; - is standard input",
    options: [
      .article, .message, .messageFile, .title, .source, .published, .retrieved, .author,
      .mediaType, .republishes, .linkRepublished, .allowUnchanged, .allowSimilarName,
      .allowFuture, .withdrawn, .batch, .every, .keepGoing, .noRun, .quiet, .exitCode, .json,
    ], candidates: .files,
    examples: [
      ("stet commit bridge.txt -m 'As first published'", "the article is called bridge.txt"),
      ("stet commit - --article bridge --published 1868-05-01", "standard input, its own name"),
      ("stet commit *.html --retrieved 2011-11-24T17:27:00Z", "many at once: all or none"),
      ("stet commit --withdrawn bridge.txt -m 404", "it was taken down"),
      ("stet commit --batch < pages.jsonl", "a whole run, each page with its own title and times"),
    ]
  ) { arguments, session throws(CommandError) in
    try CommitCommand(arguments, session).run()
  }
}

private struct CommitCommand {
  let arguments: Arguments
  let session: Session

  init(_ arguments: Arguments, _ session: Session) {
    self.arguments = arguments
    self.session = session
  }

  private var isWithdrawal: Bool { arguments.has(.withdrawn) }

  /// Refuses what does not go together.
  private func check() throws(CommandError) {
    let (fileCount, nameCount) = (arguments.words.count, arguments.all(.article).count)
    if arguments.has(.linkRepublished), isWithdrawal || arguments.has(.republishes) {
      let other = isWithdrawal ? Option.withdrawn : .republishes
      throw .usage("--link-republished and \(other.names[0]) exclude each other", hint: nil)
    }
    if isWithdrawal {
      if fileCount + nameCount == 0 {
        throw .usage("--withdrawn needs an article", hint: Command.usage(of: "commit"))
      }
      if arguments.words.contains("-") {
        throw .usage("--withdrawn records no text: name the article", hint: nil)
      }
      return
    }
    try arguments.expect(1...Int.max, Command.usage(of: "commit"))
    if fileCount > 1 && nameCount > 0 {
      throw .usage("--article goes with one file, not \(fileCount)", hint: nil)
    }
  }

  func run() throws(CommandError) -> ExitStatus {
    if arguments.has(.quiet) && arguments.has(.json) {
      throw .usage("--quiet and --json exclude each other", hint: nil)
    }
    if arguments.has(.batch) { return try runBatch() }
    for option in [Option.every, .keepGoing, .noRun] where arguments.has(option) {
      throw .usage("\(option.names[0]) goes with --batch", hint: nil)
    }
    try check()
    if arguments.words.contains("-") && arguments[.messageFile] == "-" {
      throw .usage("standard input cannot be both the article and the message", hint: nil)
    }
    let archive = try session.archive().observed(by: [HousekeepingWarning(program: session.program)]
    )
    var drafts = isWithdrawal ? try withdrawals(in: archive) : try drafts(for: archive)
    let originals = try originals(of: &drafts, in: archive)
    let author = try session.author(arguments[.author], of: archive)
    let outcomes = try archived { () throws(ArchiveError) in
      try archive.record(drafts, by: author, now: session.surroundings.now())
    }
    let unrecorded = archive.unrecordedMetadata(of: drafts, outcomes)
    if !arguments.has(.quiet) { try report(outcomes, drafts, unrecorded, originals) }
    for lost in unrecorded { lost?.warn(session, archive) }
    session.warn(of: archive)
    return status(hasRecorded: outcomes.contains { if case .recorded = $0 { true } else { false } })
  }

  private func status(hasRecorded: Bool) -> ExitStatus {
    arguments.has(.exitCode) && hasRecorded ? .differencesFound : .done
  }

  /// What the lines say of each article themselves.
  private static let ofOneArticle: [Option] = [
    .article, .message, .messageFile, .title, .source, .published, .retrieved, .mediaType,
    .republishes, .linkRepublished, .allowUnchanged, .allowSimilarName, .allowFuture, .withdrawn,
  ]

  private func runBatch() throws(CommandError) -> ExitStatus {
    try arguments.expect(0...1, "usage: stet commit --batch [FILE]")
    for option in CommitCommand.ofOneArticle where arguments.has(option) {
      throw .usage("\(option.names[0]) has no place with --batch: each line has its own", hint: nil)
    }
    let archive = try session.archive().observed(by: [HousekeepingWarning(program: session.program)]
    )
    var batch = try CommitBatch(
      session, archive, author: session.author(arguments[.author], of: archive),
      publicationCount: arguments.number(.every, atLeast: 1) ?? 1000,
      keepsGoing: arguments.has(.keepGoing), isQuiet: arguments.has(.quiet),
      recordsRun: !arguments.has(.noRun))
    try batch.record(linesOf: arguments.words.first.map { session.path($0) } ?? "-")
    session.warn(of: archive)
    return batch.failureCount > 0 ? .partlyDone : status(hasRecorded: batch.recordedCount > 0)
  }

  // MARK: What to record

  private func drafts(for archive: Archive) throws(CommandError) -> [RevisionDraft] {
    let message = try message()
    let metadata = try metadata(in: archive)
    let naming = try ArticleNaming(session)
    var drafts: [RevisionDraft] = []
    for word in arguments.words {
      let text = try name(of: word, naming)
      let name = try archived { () throws(ArchiveError) in try ArticleName(text) }
      let content = try Files.read(session.path(word), limit: RevisionDraft.largestContent)
      var draft = RevisionDraft(
        article: name, content: content, message: message, metadata: metadata)
      draft.allowsUnchanged = arguments.has(.allowUnchanged)
      draft.allowsSimilarName = arguments.has(.allowSimilarName)
      draft.allowsFuture = arguments.has(.allowFuture)
      drafts.append(draft)
    }
    return drafts
  }

  private func name(of word: String, _ naming: ArticleNaming) throws(CommandError) -> String {
    if let name = arguments[.article] { return name }
    return try naming.name(ofFile: word)
  }

  /// Notes of each text which revision it republishes, if that is asked for and there is one.
  private func originals(
    of drafts: inout [RevisionDraft], in archive: Archive
  ) throws(CommandError) -> [ArticleName: Republication] {
    guard arguments.has(.linkRepublished) else { return [:] }
    let meter = ProgressMeter("indexed", "revisions", total: nil, session)
    var originals: [ArticleName: Republication] = [:]
    for index in drafts.indices {
      let draft = drafts[index]
      let found = try archived { () throws(ArchiveError) in
        try archive.republication(of: draft) { meter.update($0, of: $1) }
      }
      guard let found else { continue }
      drafts[index].metadata.republishes = "\(found.article)@\(found.id)"
      originals[draft.article] = found
    }
    meter.finish()
    return originals
  }

  private func withdrawals(in archive: Archive) throws(CommandError) -> [RevisionDraft] {
    let message = try message()
    let metadata = try metadata(in: archive)
    let naming = try ArticleNaming(session)
    var names: [ArticleName] = []
    for word in arguments.words { names.append(try withdrawnName(word, naming, archive)) }
    return try archived { () throws(ArchiveError) in
      for text in arguments.all(.article) {
        let name = try ArticleName(text)
        // What was never here cannot go.
        try archive.demand(name)
        names.append(name)
      }
      return names.map { name in
        RevisionDraft(article: name, content: nil, message: message, metadata: metadata)
      }
    }
  }

  /// The article of a file that may be gone, or of that name.
  private func withdrawnName(
    _ word: String, _ naming: ArticleNaming, _ archive: Archive
  ) throws(CommandError) -> ArticleName {
    let spellings = [try? naming.name(ofPath: word), word].compactMap(\.self)
    return try archived { () throws(ArchiveError) in
      for spelling in spellings {
        let name = try ArticleName(spelling)
        if try archive.contains(name) { return name }
      }
      let name = try ArticleName(spellings[0])
      try archive.demand(name)
      return name
    }
  }

  private func message() throws(CommandError) -> [UInt8]? {
    if let file = arguments[.messageFile] {
      if arguments.has(.message) { throw .usage("-m and -F exclude each other", hint: nil) }
      return try Files.read(session.path(file))
    }
    return arguments.message
  }

  private func metadata(in archive: Archive) throws(CommandError) -> Metadata {
    try arguments.metadata(in: archive, now: session.surroundings.now())
  }

  // MARK: What became of it

  private func report(
    _ outcomes: [RecordOutcome], _ drafts: [RevisionDraft], _ unrecorded: [UnrecordedMetadata?],
    _ originals: [ArticleName: Republication]
  ) throws(CommandError) {
    let recorded = outcomes.compactMap { outcome in
      if case .recorded(let revision) = outcome { revision } else { nil }
    }
    let done = recorded.last.map { "recorded as \($0.id)" } ?? "nothing was to be recorded"
    try session.tell(done) { () throws(CommandError) in
      for ((draft, outcome), lost) in zip(zip(drafts, outcomes), unrecorded) {
        try report(outcome, draft, lost, originals[draft.article])
      }
    }
  }

  private func report(
    _ outcome: RecordOutcome, _ draft: RevisionDraft, _ lost: UnrecordedMetadata?,
    _ original: Republication?
  ) throws(CommandError) {
    if arguments.has(.json) {
      var members = outcome.json(of: draft.content).objectValue ?? []
      if original != nil, let value = draft.metadata.republishes {
        members.append(JSON.Member("republishes", .string(value)))
      }
      let line = JSON.object(members + (lost.map { [$0.json] } ?? []))
      return try session.write(line.encoded() + [0x0A])
    }
    switch outcome {
    case .unchanged(let article):
      let reason = draft.content == nil ? "it is withdrawn" : "the latest revision has these bytes"
      try session.print("unchanged \(article.description.visible): \(reason)")
    case .recorded(let revision):
      let what = draft.content.map { counted($0.count, "byte") } ?? "withdrawn"
      try session.print(
        "recorded \(draft.article.description.visible) as \(revision.id.abbreviated) (\(what))")
      // Times may have been written without a zone: say what was understood.
      if let time = revision.metadata.published, draft.metadata.published?.isDay == false {
        try session.print("  published \(time)")
      }
      if let time = revision.metadata.retrieved { try session.print("  retrieved \(time)") }
      if let original {
        let name = "\(original.article)@\(original.revision)".visible
        let count = counted(original.tokenCount, "word")
        try session.print("  republishes \(name) (\(count) the same)")
      }
    }
  }
}
