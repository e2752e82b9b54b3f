internal import Articles
internal import FastExport
internal import Objects
internal import Packs
internal import Repository

/// One import under way.
final class Importer {
  var summary = ImportSummary()
  var head: ObjectID? { writer.head }
  var graphRows: CommitGraphRows { writer.graphRows }

  var writer: RevisionWriter
  var articles: ImportedArticles
  var blobs = ImportedBlobs()
  private let known: Set<CommitIdentity>
  private let builder: PackBuilder
  let now: Timestamp
  let localZone: (Int) -> Int
  var copy: ArchiveCopy
  private var identities = CommitIdentities()
  var touched: Set<ArticleName> = []
  private var unnamable: Set<String> = []
  /// Files that copies and renames have brought somewhere.
  var movedCount = 0
  var moveLimit = 0

  /// How many files copies and renames may come to after so many bytes of a stream: several times
  /// what it could name one by one, so that tags which are copies of a whole history import.
  static func moveLimit(afterReading byteCount: Int) -> Int { 16_384 + byteCount / 4 }

  init(
    archive: Archive, head: ObjectID?, rules: ImportRules, author: Author, now: Timestamp,
    builder: PackBuilder
  ) throws(ArchiveError) {
    self.builder = builder
    self.now = now
    localZone = archive.localZone
    copy = ArchiveCopy(archive, head: head, rules: rules)
    writer = try RevisionWriter(
      archive: archive, head: head, author: author, now: now, keepsGraphRows: true)
    let earlier = try ImportedArticles.read(archive, rules: rules)
    articles = earlier.articles
    known = earlier.commits
  }

  func run(
    reading read: @escaping (inout OutputSpan<UInt8>) throws -> Void,
    progress: (ImportProgress) -> Bool
  ) throws(ArchiveError) {
    var reader = FastExportReader(read: read)
    var start = reader.position
    while let command = try next(&reader) {
      defer { start = reader.position }
      switch command {
      case .blob(let blob): blobs.add(blob, to: &writer)
      case .commit(let commit):
        try record(commit, startingAt: start, endingAt: reader.position.byteOffset)
        guard progress(state(of: reader)) else { throw .cancelled }
      case .tag: summary.tagCount += 1
      case .reset, .alias, .feature, .option, .progress, .checkpoint: break
      case .done: return try finish()
      }
      if writer.pendingByteCount > RevisionWriter.flushByteCount { try flush() }
    }
    // What stops this program may have stopped the one that wrote the stream: then the end is none.
    guard progress(state(of: reader)) else { throw .cancelled }
    try finish()
  }

  private func state(of reader: borrowing FastExportReader) -> ImportProgress {
    ImportProgress(revisionCount: summary.revisionCount, byteCount: reader.position.byteOffset)
  }

  private func next(
    _ reader: inout FastExportReader
  ) throws(ArchiveError) -> FastExportCommand? {
    do throws(FastExportError) {
      return try reader.next()
    } catch {
      throw ArchiveError(error)
    }
  }

  private func finish() throws(ArchiveError) {
    summary.articleCount = touched.count
    summary.leftOutCount += copy.waitingCount
    try flush()
  }

  private func flush() throws(ArchiveError) {
    let batch = writer.takeObjects()
    try translated { () throws(RepositoryError) in try builder.add(batch) }
  }

  // MARK: Commits

  /// Says of what is wrong with a commit where that commit starts.
  private func record(
    _ commit: ExportedCommit, startingAt start: StreamPosition, endingAt end: Int
  ) throws(ArchiveError) {
    moveLimit = Importer.moveLimit(afterReading: end)
    do throws(ArchiveError) {
      try record(commit)
    } catch {
      guard case .invalidStream(let reason, nil, nil) = error else { throw error }
      throw .invalidStream(reason: reason, line: start.line, byteOffset: start.byteOffset)
    }
  }

  private func record(_ commit: ExportedCommit) throws(ArchiveError) {
    summary.commitCount += 1
    // A stream that starts at the beginning is followed from there: what an earlier import found
    // unchanged at a commit is then found unchanged again.
    if summary.commitCount == 1 && commit.from == nil { articles.removeAll() }
    let identity = identities.add(commit) { mark in blobs.id(of: mark) }
    copy.follow(commit, after: writer.head)
    // What the commit does to each path in the end; a path may be named more than once.
    var outcome = CommitOutcome()
    for change in commit.changes { try apply(change, to: &outcome) }
    guard !known.contains(identity) else {
      summary.knownCommitCount += 1
      return try passOver()
    }
    if try recordOwn(commit, outcome) { return }
    try passOver()
    for path in outcome.paths {
      guard let result = outcome[path] else { continue }
      try record(path, result, of: commit, identity: identity)
    }
  }

  // MARK: Revisions

  private func record(
    _ path: [UInt8], _ result: CommitOutcome.Result, of commit: ExportedCommit,
    identity: CommitIdentity
  ) throws(ArchiveError) {
    let content = articles[path]
    guard let article = try article(for: path) else { return }
    guard content != result.before else {
      if content != nil { summary.unchangedCount += 1 }
      return
    }
    var draft = draft(article, commit)
    draft.metadata.importedFrom = "\(identity):\(ImportedArticles.text(path))"
    draft.metadata.renamedFrom = try result.renamedFrom.flatMap { path throws(ArchiveError) in
      try self.article(for: path)?.description
    }
    draft.metadata.renamedTo = try result.renamedTo.flatMap { path throws(ArchiveError) in
      try self.article(for: path)?.description
    }
    if try recorded(draft, content) {
      summary.revisionCount += 1
      if content == nil { summary.withdrawalCount += 1 }
      if result.renamedFrom != nil { summary.renameCount += 1 }
      touched.insert(article)
    }
  }

  private func recorded(
    _ draft: RevisionDraft, _ content: ObjectID?
  ) throws(ArchiveError) -> Bool {
    guard let blob = content else {
      if case .recorded = try writer.add(draft) { return true }
      return false
    }
    var draft = draft
    // The bytes are known by their id, and may be in the pack already.
    draft.content = []
    let (revision, previous) = try writer.record(draft, blob: blob)
    guard revision != nil else { return false }
    if writer.isErased(blob) { summary.erasedCount += 1 }
    blobs.use(blob, in: &writer, predecessor: previous)
    return true
  }

  private func draft(
    _ article: ArticleName, _ commit: ExportedCommit
  ) -> RevisionDraft {
    let person = commit.author ?? commit.committer
    var draft = RevisionDraft(article: article, content: nil, message: commit.message)
    draft.author = Author(
      name: String(decoding: person.name, as: UTF8.self),
      mail: String(decoding: person.mail, as: UTF8.self))
    draft.authored = Timestamp(person.time, now: now)
    draft.messageEncoding = commit.encoding.map { String(decoding: $0, as: UTF8.self) }
    return draft
  }

  /// The article that a path names; `nil` where the rules leave it out or it can be no name.
  private func article(for path: [UInt8]) throws(ArchiveError) -> ArticleName? {
    switch articles.article(for: path) {
    case .named(let article): return article
    case .filtered:
      summary.filteredCount += 1
      return nil
    case .unnamable(let text):
      if unnamable.insert(text).inserted { summary.unnamable.append(text) }
      return nil
    }
  }
}

extension Timestamp {
  /// A time of a stream. Git's own times start in 1970, and a day has 1,440 minutes.
  init(_ time: ExportedTime, now: Timestamp) {
    switch time {
    case .now: self = now
    case .at(let seconds, let zone):
      let digits = Int(zone.dropFirst()) ?? 0
      let minutes = digits / 100 * 60 + digits % 100
      let isPlausible = minutes < 1440
      self.init(
        seconds: max(0, seconds),
        zoneMinutes: isPlausible ? (zone.hasPrefix("-") ? -minutes : minutes) : 0)
    }
  }
}
