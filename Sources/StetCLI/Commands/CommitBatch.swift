internal import JSON
internal import Schemas
internal import Stet

/// `stet commit --batch`: a line of JSON in for each article that was looked at, a line of JSON out for what
/// became of it. `Schemas.md` has what the lines say.
///
/// So many lines are one durable publication, a commit for each article that changed; the last one records
/// the run as well.
struct CommitBatch {
  let session: Session
  let archive: Archive
  let naming: ArticleNaming
  let author: Author
  /// How many lines are one publication.
  let publicationCount: Int
  let keepsGoing: Bool
  let isQuiet: Bool
  let recordsRun: Bool

  private var run = RunManifest()
  private var pending: [Item] = []
  private var pendingByteCount = 0
  private(set) var failureCount = 0
  private(set) var recordedCount = 0

  /// A line that was read, until it is answered.
  fileprivate struct Item {
    var line: Int
    var id: JSON
    var draft: RevisionDraft?
    /// Why there is no draft: it failed where it was looked for, or here.
    var failure: (article: String?, reason: String)?
  }

  /// Texts that wait to be published may take so many bytes together.
  private static let largestPublication = 64 << 20

  init(
    _ session: Session, _ archive: Archive, author: Author, publicationCount: Int,
    keepsGoing: Bool, isQuiet: Bool, recordsRun: Bool
  ) throws(CommandError) {
    self.session = session
    self.archive = archive
    naming = try ArticleNaming(session)
    self.author = author
    self.publicationCount = publicationCount
    self.keepsGoing = keepsGoing
    self.isQuiet = isQuiet
    self.recordsRun = recordsRun
  }

  /// Records what the lines of a file, or of standard input, ask for.
  mutating func record(linesOf path: String) throws(CommandError) {
    var lines = try InputLines(path)
    var number = 0
    while let line = try lines.next() {
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      try take(line, number)
      if pending.count >= publicationCount || pendingByteCount > Self.largestPublication {
        try publish(isLast: false)
      }
    }
    try publish(isLast: true)
  }

  // MARK: One line

  private mutating func take(_ line: [UInt8], _ number: Int) throws(CommandError) {
    var item = Item(line: number, id: .null)
    do throws(CommandError) {
      let request: CommitRequest
      do throws(CommitRequestError) {
        request = try CommitRequest(decoding: line, localZone: Surroundings.localZone)
      } catch {
        throw .usage(error.words, hint: nil)
      }
      item.id = request.id
      item.failure = (request.article, "")
      try fill(&item, request)
    } catch {
      guard keepsGoing else { throw .batch(line: number, cause: error) }
      failureCount += 1
      item.draft = nil
      item.failure = (item.failure?.article, error.report.message)
    }
    pendingByteCount += item.draft?.content?.count ?? 0
    pending.append(item)
  }

  private func fill(_ item: inout Item, _ request: CommitRequest) throws(CommandError) {
    let text = try name(of: request)
    item.failure = (text, "")
    let article = try archived { () throws(ArchiveError) in try ArticleName(text) }
    if case .failed(let reason) = request.text { return item.failure = (text, reason) }
    var draft = RevisionDraft(
      article: article, content: try content(of: request, article),
      message: request.message.map { Array($0.utf8) }, metadata: request.metadata)
    draft.allowsUnchanged = request.allowsUnchanged
    draft.allowsSimilarName = request.allowsSimilarName
    draft.allowsFuture = request.allowsFuture
    try archived { () throws(ArchiveError) in
      try archive.check(draft, now: session.surroundings.now())
    }
    item.draft = draft
    item.failure = nil
  }

  private func name(of request: CommitRequest) throws(CommandError) -> String {
    if let article = request.article { return article }
    guard case .file(let path) = request.text else {
      throw .usage("the line names no article", hint: nil)
    }
    return try naming.name(ofFile: path)
  }

  private func content(
    of request: CommitRequest, _ article: ArticleName
  ) throws(CommandError) -> [UInt8]? {
    switch request.text {
    case .bytes(let bytes): return bytes
    case .file(let path):
      if path == "-" { throw .usage("standard input has the lines", hint: nil) }
      return try Files.read(session.path(path), limit: RevisionDraft.largestContent)
    case .withdrawn:
      // What was never here cannot go.
      if pending.contains(where: { $0.draft?.article == article }) { return nil }
      try archived { () throws(ArchiveError) in try archive.demand(article) }
      return nil
    case .failed: return nil
    }
  }

  // MARK: Publication

  private mutating func publish(isLast: Bool) throws(CommandError) {
    let now = session.surroundings.now()
    for item in pending {
      guard let failure = item.failure, let name = failure.article,
        let article = try? ArticleName(name)
      else { continue }
      run.append(
        RunManifest.Entry(
          article: article, outcome: .failed, content: nil, retrieved: now,
          reason: failure.reason))
    }
    let drafts = pending.compactMap(\.draft)
    let concludes = isLast && recordsRun && !(pending.isEmpty && run.entries.isEmpty)
    let outcomes = try archived { () throws(ArchiveError) in
      try concludes
        ? archive.record(drafts, concluding: run, by: author, now: now)
        : archive.record(drafts, by: author, now: now)
    }
    for (draft, outcome) in zip(drafts, outcomes) {
      // The last are in the run that was recorded with them.
      if recordsRun && !isLast { run.append(RunManifest.Entry(draft, outcome, now: now)) }
      if case .recorded = outcome { recordedCount += 1 }
    }
    let unrecorded = archive.unrecordedMetadata(of: drafts, outcomes)
    try tell(outcomes, unrecorded)
    for lost in unrecorded { lost?.warn(session, archive) }
    (pending, pendingByteCount) = ([], 0)
  }

  private func tell(
    _ outcomes: [RecordOutcome], _ unrecorded: [UnrecordedMetadata?]
  ) throws(CommandError) {
    guard !isQuiet else { return }
    try session.tell("recorded \(recordedCount) so far") { () throws(CommandError) in
      var (rest, lost) = (outcomes[...], unrecorded[...])
      for item in pending {
        var facts = item.failed
        if item.draft != nil {
          facts = rest.popFirst()?.json ?? []
          if let member = lost.popFirst()??.json { facts.append(member) }
        }
        try write([.init("id", item.id), .init("line", .integer(item.line))] + facts)
      }
      // The run's own.
      for outcome in rest {
        try write([.init("id", .null), .init("line", .null)] + outcome.json)
      }
    }
  }

  private func write(_ members: [JSON.Member]) throws(CommandError) {
    try session.write(JSON.object(members).encoded() + [0x0A])
  }
}

extension CommitBatch.Item {
  fileprivate var failed: [JSON.Member] {
    [
      .init("article", failure?.article.map { .string($0) } ?? .null),
      .init("outcome", "failed"), .init("commit", .null),
      .init("error", .string(failure?.reason ?? "")),
    ]
  }
}

extension CommitRequestError {
  /// What is wrong, for a person.
  var words: String {
    switch self {
    case .syntax(let error): "\(error)"
    case .notAnObject: "it is no JSON object"
    case .unknownMember(let name): "a member '\(name.visible)' is not known"
    case .notText(let name): "\"\(name)\" must be a string"
    case .notAFlag(let name): "\"\(name)\" must be true or false"
    case .notATime(let name, let text):
      "\"\(name)\" takes a time, not '\(text.visible)'"
    case .notOneText: "one of \"text\", \"file\", \"withdrawn\" and \"failed\" is needed"
    }
  }
}
