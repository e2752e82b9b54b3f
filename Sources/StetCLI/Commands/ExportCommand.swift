internal import JSON
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let fastExport = Option(
    "--fast-export", help: "in place of files: all commits, for `git fast-import` or `stet import`")
  fileprivate static let output = Option(
    "-o", "--output", value: "FILE", help: "with --fast-export: write there instead",
    candidates: .files)
}

extension Option {
  fileprivate static let site = Option(
    "--site",
    help: "in place of texts: the archive as pages, for any web host; only new ones, the next time")
  fileprivate static let siteTitle = Option(
    "--title", value: "TEXT", help: "with --site: what the archive is called on its pages")
  fileprivate static let origin = Option(
    "--origin", value: "URL", help: "with --site: where the folder will be found, for feeds")
}

extension Command {
  static let export = Command(
    "export", words: "DIR [GLOB...] | --site DIR | --fast-export", count: 0...Int.max,
    summary: "write the articles' texts as files into a new folder, with a list of checksums",
    options: [.asOf, .asOfBy, .site, .siteTitle, .origin, .fastExport, .output, .json],
    candidates: .folders,
    examples: [
      ("stet export texts", "every article's latest text; `sha256sum -c SHA256SUMS` checks them"),
      ("stet export texts 'news/*' --as-of 2026-03-02", "what was seen until the end of that day"),
      ("stet export --site public", "pages, feeds and all texts; the second time only what is new"),
      ("stet export --fast-export | git fast-import", "the same commits, in a repository of git's"),
    ]
  ) { arguments, session throws(CommandError) in
    let past = try PastView(arguments, session)
    if arguments.has(.fastExport) {
      return try StreamExport(arguments, session, past).run()
    }
    if arguments.has(.output) {
      throw .usage("-o has a meaning only with --fast-export", hint: nil)
    }
    guard let folder = arguments.words.first else {
      throw .usage("something is missing", hint: Command.usage(of: "export"))
    }
    if arguments.has(.site) {
      guard arguments.words.count == 1, past.moment == nil else {
        throw .usage("--site takes a folder alone: pages are of the whole archive", hint: nil)
      }
      let export = SiteExport(
        session: session, folder: session.path(folder), title: arguments[.siteTitle],
        origin: arguments[.origin] ?? "", isJSON: arguments.has(.json))
      return try export.run(try session.archive())
    }
    guard arguments[.siteTitle] == nil, arguments[.origin] == nil else {
      throw .usage("--title and --origin have a meaning only with --site", hint: nil)
    }
    let export = FolderExport(
      session: session, past: past, folder: session.path(folder),
      patterns: arguments.words.dropFirst().map { Glob($0) }, isJSON: arguments.has(.json))
    return try export.run(try session.archive())
  }
}

/// Texts as files.
private struct FolderExport {
  let session: Session
  let past: PastView
  let folder: String
  let patterns: [Glob]
  let isJSON: Bool

  func run(_ archive: Archive) throws(CommandError) -> ExitStatus {
    let plan = try archived { () throws(ArchiveError) in
      try archive.exportPlan(matching: patterns, asOf: past.moment)
    }
    for pattern in patterns
    where plan.breaks.isEmpty
      && !plan.items.contains(where: { pattern.matches($0.listed.article.description) })
    {
      throw .archive(.unknownArticle(pattern.description, similar: []))
    }
    let target = try ExportFolder(folder)
    let summary = try write(plan, archive, to: target)
    try print(summary)
    if !plan.breaks.isEmpty { throw .brokenLog(plan.breaks) }
    if let failure = summary.failure { throw .archive(failure) }
    return .done
  }

  /// The manifest comes last: a folder without it is not whole.
  private func write(
    _ plan: ExportPlan, _ archive: Archive, to target: ExportFolder
  ) throws(CommandError) -> ExportSummary {
    var summary = ExportSummary()
    let sums = try target.begin(ExportPlan.checksumsName)
    let manifest = try target.begin(ExportPlan.manifestName)
    let head = JSON.object(plan.json).encoded()
    try manifest.write(head.dropLast() + Array(",\"articles\":[".utf8))
    let meter = ProgressMeter("exported", "articles", total: nil, session)
    for (count, item) in plan.items.enumerated() {
      let (sha256, failure) = try write(item, archive, to: target, sums)
      summary.count(item, failure: failure)
      let json = item.json(sha256: sha256, explanation: failure?.report.message)
      try manifest.write(Array((count == 0 ? "\n" : ",\n").utf8) + json.encoded())
      guard meter.update(count + 1, of: plan.items.count) else {
        throw .interruptedExport(folder: folder)
      }
    }
    meter.finish()
    try manifest.write(Array("\n]}\n".utf8))
    try target.finish(sums, ExportPlan.checksumsName)
    try target.finish(manifest, ExportPlan.manifestName)
    return summary
  }

  /// - Returns: The SHA-256 of the text that was written, and why none was where there should be one.
  private func write(
    _ item: ExportPlan.Item, _ archive: Archive, to target: ExportFolder, _ sums: GrowingFile
  ) throws(CommandError) -> (sha256: String?, failure: ArchiveError?) {
    if case .damaged(let error) = item.listed.text { return (nil, error) }
    guard let path = item.path, case .present(let id, _) = item.listed.text else {
      return (nil, nil)
    }
    let content: [UInt8]
    do throws(ArchiveError) {
      content = try archive.content(id)
    } catch {
      guard case .damaged = error else { throw .archive(error) }
      return (nil, error)
    }
    let identity = TextIdentity(of: content)
    try target.write(content, to: path)
    try sums.write(Array(ExportPlan.checksumLine(identity, path: path).utf8))
    return (identity.sha256, nil)
  }

  private func print(_ summary: ExportSummary) throws(CommandError) {
    if isJSON {
      return try session.write(summary.json(folder: folder).encoded(pretty: true) + [0x0A])
    }
    var line =
      "exported \(counted(summary.fileCount, "text")), \(counted(summary.byteCount, "byte"))"
    line += ", to \(folder.visible)"
    if let past = past.words { line += ", " + past }
    try session.print(line)
    let details: [(Int, String)] = [
      (summary.withdrawnCount, "withdrawn"), (summary.erasedCount, "erased by law"),
      (summary.damagedCount, "damaged"),
    ]
    for (count, what) in details where count > 0 {
      try session.print("  \(counted(count, "article")) without a text: \(what)")
    }
  }
}

/// The whole archive as a stream.
private struct StreamExport {
  let session: Session
  let past: PastView
  let path: String

  init(_ arguments: Arguments, _ session: Session, _ past: PastView) throws(CommandError) {
    guard arguments.words.isEmpty else {
      throw .usage(
        "--fast-export writes all articles, and no folder: '\(arguments.words[0].visible)'",
        hint: "-o FILE names a file")
    }
    if arguments.has(.json) {
      throw .usage("--fast-export is a form of its own: it has no --json", hint: nil)
    }
    if let moment = past.moment, moment.kind != .recorded {
      throw .usage(
        "--fast-export writes commits as they were recorded",
        hint: "--as-of TIME --by recorded ends with those of that time")
    }
    self.session = session
    self.past = past
    path = arguments[.output].map { session.path($0) } ?? "-"
  }

  func run() throws(CommandError) -> ExitStatus {
    let archive = try past.archive(try session.archive())
    let stream: ExportedStream
    if path == "-" {
      stream = try write(archive) { bytes throws(CommandError) in try session.write(bytes) }
    } else {
      var written: ExportedStream?
      try Files.write(to: path) { file throws(CommandError) in
        written = try write(archive) { bytes throws(CommandError) in try file.write(bytes) }
      }
      stream = written ?? ExportedStream()
      try session.print(
        "exported \(counted(stream.commitCount, "commit")) and"
          + " \(counted(stream.blobCount, "text")) to \(path.visible)")
    }
    if let id = stream.firstAltered {
      Warning.write(
        "commit \(id) has what no stream can tell, such as a signature: it and those after it get"
          + " other ids where the stream is imported")
    }
    return .done
  }

  private func write(
    _ archive: Archive, _ write: (ExportedBytes) throws(CommandError) -> Void
  ) throws(CommandError) -> ExportedStream {
    var failure: CommandError?
    let meter = ProgressMeter("exported", "commits", total: nil, session)
    do throws(ArchiveError) {
      let stream = try archive.exportStream(
        write: { bytes in
          do throws(CommandError) {
            try write(bytes)
          } catch {
            failure = error
          }
          return failure == nil
        }, progress: { meter.update($0, of: $1) })
      meter.finish()
      return stream
    } catch {
      throw failure ?? .archive(error)
    }
  }

  private typealias ExportedBytes = [UInt8]
}
