internal import JSON
internal import Rendering
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let file = Option(
    "--file", value: "PATH", help: "of the text in a file; - is standard input", candidates: .files)
  fileprivate static let passages = Option(
    "--passages", help: "with the passages that they have in common, as both have them")
  fileprivate static let limit = Option("-n", "--max-count", value: "N", help: "at most N articles")
}

extension Command {
  static let similar = Command(
    "similar", words: "[REV]", count: 0...1,
    summary: "find the articles that republish a text, or a part of it",
    options: [.file, .passages, .limit, .json], candidates: .revisions, isPaged: true,
    examples: [
      (
        "stet similar bridge", "articles that have its text, are a part of it, or have a part of it"
      ),
      ("stet similar --passages bridge@1", "what of its first revision they have"),
      ("stet similar --file draft.txt", "whether a text has been here before"),
    ]
  ) { arguments, session throws(CommandError) in
    let listing = try SimilarListing(arguments, session)
    return try listing.run(try session.archive())
  }
}

private struct SimilarListing {
  let session: Session
  let revision: String?
  let file: String?
  let showsPassages: Bool
  let isJSON: Bool
  let limit: Int

  init(_ arguments: Arguments, _ session: Session) throws(CommandError) {
    self.session = session
    revision = arguments.words.first
    file = arguments[.file]
    showsPassages = arguments.has(.passages)
    isJSON = arguments.has(.json)
    limit = try arguments.number(.limit, atLeast: 0) ?? Int.max
    if (revision == nil) == (file == nil) {
      throw .usage(
        "similar takes a revision, or a text with --file", hint: Command.usage(of: "similar"))
    }
  }

  func run(_ archive: Archive) throws(CommandError) -> ExitStatus {
    let meter = ProgressMeter("indexed", "revisions", total: nil, session)
    let progress: @Sendable (Int, Int) -> Bool = { meter.update($0, of: $1) }
    let found: [Republication]
    if let file {
      let text = try Files.read(file == "-" ? file : session.path(file))
      found = try archived { () throws(ArchiveError) in
        try archive.republications(
          of: text, name: file, showsPassages: showsPassages, progress: progress)
      }
    } else {
      found = try archived { () throws(ArchiveError) in
        try archive.republications(
          of: archive.revision(revision ?? ""), showsPassages: showsPassages, progress: progress)
      }
    }
    meter.finish()
    try tell(found)
    return .done
  }

  private func tell(_ found: [Republication]) throws(CommandError) {
    for republication in found.prefix(limit) {
      if isJSON {
        try session.write(republication.json(showsPassages: showsPassages).encoded() + [0x0A])
      } else {
        try tell(republication)
      }
    }
    if isJSON { return }
    let summary =
      found.isEmpty ? "nothing found" : counted(found.count, "article")
    try session.print(session.paint(summary, .faint))
  }

  private func tell(_ found: Republication) throws(CommandError) {
    let name = session.paint("\(found.article)@\(found.revision)".visible, .strong)
    let day = found.observed.day
    let earlier = found.revision < found.revisionCount ? "  not in its latest" : ""
    try session.print("\(name)  \(day)\(earlier)")
    let words = counted(found.tokenCount, "word")
    try session.print(
      "    has \(Quantity.percent(found.share)) of the text, which is \(Quantity.percent(found.otherShare)) of it;"
        + " \(words) the same")
    for passage in found.passages {
      try session.print("  = " + excerpt(passage.text))
      if passage.text != passage.other { try session.print("  ~ " + excerpt(passage.other)) }
    }
  }

  /// In a line or two: its beginning and its end.
  private func excerpt(_ bytes: [UInt8]) -> String {
    let room = 2 * min(max(session.surroundings.width, 40), 120) - 12
    let text = bytes[...].onOneLine
    guard text.count > room else { return text.visible }
    return "\(text.prefix(room * 2 / 3)) ... \(text.suffix(room / 3))".visible
  }
}
