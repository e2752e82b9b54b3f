internal import JSON
internal import Prose
internal import Rendering
internal import Stet

extension Option {
  fileprivate static let files = Option(
    "--files", help: "A and B are files, not revisions; - is standard input",
    candidates: .files)
  fileprivate static let batch = Option(
    "--batch", help: "JSON lines of pairs in, JSON lines of edits out")
  fileprivate static let format = Option(
    "--format", value: "FORMAT",
    help: RenderingFormat.allCases.map(\.rawValue)
      .joined(separator: ", ") + " (default: inline)",
    candidates: .words(RenderingFormat.allCases.map(\.rawValue)))
  fileprivate static let statistics = Option(
    "--stat", help: "only how much changed, in one line; with --json as that, without its edits")
  fileprivate static let output = Option(
    "-o", "--output", value: "FILE", help: "write there instead", candidates: .files)
  fileprivate static let whitespace = Option(
    "--whitespace", value: "WHEN",
    help: "changes of white space alone: summary (default) counts them, show draws them, ignore",
    candidates: .words(WhitespaceDisplay.allCases.map(\.rawValue)))
  fileprivate static let sourceText = Option(
    "--source", help: "compare the bytes of pages, not the text that a reader sees")
  fileprivate static let visible = Option(
    "--visible", help: "with --json: compare that text; forms for people do so anyway")
  fileprivate static let formatJSON = Option("--json", help: "short for --format json")
}

extension Command {
  static let diff = Command(
    "diff", words: "NAME | OLD NEW | --files A B | --batch", count: 0...2,
    summary: "show what changed: since the revision before, between two revisions or two files",
    options: [
      .files, .batch, .asOf, .asOfBy, .format, .statistics, .exitCode, .output, .whitespace,
      .sourceText, .visible, .formatJSON,
    ],
    candidates: .revisions, isPaged: true,
    examples: [
      ("stet diff bridge", "the latest revision and the one before"),
      ("stet diff bridge@1 bridge", "the first and the latest"),
      ("stet diff bridge@1..@3", "the first and the third"),
      ("stet diff bridge other-site", "two articles"),
      ("stet diff bridge --as-of 2011-11-24", "the revision that was seen then and the one before"),
      ("stet diff --files a.txt b.txt --format unified", "two files, for patch"),
      ("stet diff page.html --source", "a page, tags and all"),
      ("stet diff --batch < pairs.jsonl", "many pairs, for programs"),
    ]
  ) { arguments, session throws(CommandError) in
    if arguments.has(.batch) {
      try arguments.expect(0...0, "usage: stet diff --batch")
      for option in notWithBatch where arguments.has(option) {
        throw .usage(
          "\(option.names[0]) has no place with --batch: it reads and writes JSON", hint: nil)
      }
      return try BatchDiff(cores: session.surroundings.cores).run() == 0 ? .done : .usedWrongly
    }
    let format = try format(arguments)
    if arguments.has(.statistics), format != .json, arguments.has(.format) {
      throw .usage("--stat is a form of its own", hint: "`--stat --json` is one for programs")
    }
    // Who asks for the status waits for no reader, as with git.
    if arguments.has(.exitCode) { session.output.page(through: nil) }
    let comparison = try comparison(arguments, session, try view(arguments, format), format)
    let output = arguments[.output].map { session.path($0) }
    let whitespace = try whitespace(arguments)
    let bytes =
      arguments.has(.statistics)
      ? comparison.extent(as: format)
      : comparison.rendered(
        as: format, session, isFile: output != nil, whitespace: whitespace,
        showsSource: arguments.has(.sourceText))
    if let output {
      try Files.write(bytes, to: output)
    } else {
      try session.write(bytes)
    }
    let isDifferent = arguments.has(.exitCode) && !comparison.difference.isEmpty
    return isDifferent ? .differencesFound : .done
  }

  private static let notWithBatch: [Option] = [
    .files, .asOf, .asOfBy, .format, .statistics, .exitCode, .output, .whitespace, .sourceText,
    .visible,
  ]

  private static func whitespace(
    _ arguments: Arguments
  ) throws(CommandError) -> WhitespaceDisplay {
    guard let name = arguments[.whitespace] else { return .summary }
    guard let display = WhitespaceDisplay(rawValue: name) else {
      let known = WhitespaceDisplay.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage("--whitespace takes one of \(known), not '\(name.visible)'", hint: nil)
    }
    return display
  }

  private static func format(_ arguments: Arguments) throws(CommandError) -> RenderingFormat {
    if arguments.has(.formatJSON) { return .json }
    guard let name = arguments[.format] else { return .inline }
    guard let format = RenderingFormat(rawValue: name) else {
      let known = RenderingFormat.allCases.map(\.rawValue)
      throw .usage(
        "no format '\(name.visible)'", hint: "the formats are \(known.joined(separator: ", "))")
    }
    return format
  }

  /// What is compared: people are shown what a reader sees, programs every byte.
  private static func view(
    _ arguments: Arguments, _ format: RenderingFormat
  ) throws(CommandError) -> Difference.View {
    if arguments.has(.sourceText) {
      guard !arguments.has(.visible) else {
        throw .usage("--source and --visible exclude each other", hint: nil)
      }
      return .source
    }
    switch format {
    case .inline, .sideBySide, .html: return .visible
    case .json: return arguments.has(.visible) ? .visible : .source
    case .unified, .wordDiff, .porcelain:
      guard !arguments.has(.visible) else {
        throw .usage(
          "--format \(format.rawValue) compares bytes",
          hint: "inline, side-by-side, html and json can compare the visible text")
      }
      return .source
    }
  }

  private static func comparison(
    _ arguments: Arguments, _ session: Session, _ view: Difference.View, _ format: RenderingFormat
  ) throws(CommandError) -> RevisionComparison {
    if arguments.has(.files) {
      guard arguments.words.count == 2 else {
        throw .usage("--files takes two files", hint: "usage: stet diff --files A B")
      }
      if arguments.has(.asOf) {
        throw .usage("files are as they are: --as-of has no place with --files", hint: nil)
      }
      let (old, new) = (arguments.words[0], arguments.words[1])
      if old == "-" && new == "-" {
        throw .usage("standard input cannot be both files", hint: nil)
      }
      return RevisionComparison(
        oldPath: old, try Files.read(session.path(old)), newPath: new,
        try Files.read(session.path(new)), view: view, classified: !format.isOfGit)
    }
    try arguments.expect(1...2, Command.usage(of: "diff"))
    let past = try PastView(arguments, session)
    let now = try session.archive()
    let words = try arguments.words.map { word throws(CommandError) in
      try past.specifier(word, in: now)
    }
    let archive = try past.archive(now)
    let (difference, recurrences) = try self.difference(
      words, archive, view, format, RepublicationHint(session, archive))
    for revision in [difference.old, difference.new] {
      session.warn(ofStray: revision, in: archive)
    }
    return RevisionComparison(difference, recurrences)
  }

  private static func difference(
    _ words: [String], _ archive: Archive, _ view: Difference.View, _ format: RenderingFormat,
    _ hint: RepublicationHint
  ) throws(CommandError) -> (RevisionDifference, [RevisionID: Revision]) {
    let (found, last) = try archived {
      () throws(ArchiveError) -> (RevisionDifference?, Revision?) in
      let found = try self.difference(words, archive, view, classified: !format.isOfGit)
      // Only a first revision has no difference.
      if found == nil { return (nil, try archive.revision(words[words.count - 1])) }
      return (found, nil)
    }
    guard var difference = found else {
      throw .noPredecessor(
        last.map(RevisionText.specifier) ?? "", hint: last.flatMap { hint.words(ofFirst: $0) })
    }
    let recurrences = try archived { () throws(ArchiveError) in
      if format == .json { difference = try archive.hashed(difference) }
      return try archive.recurrences(of: difference.old, difference.new)
    }
    if format == .inline || format == .sideBySide { hint.tell(of: difference) }
    return (difference, recurrences)
  }

  /// Two revisions: two words, or one with two dots between as git has it. The second may leave the name
  /// out: `bridge@1 @3`.
  private static func range(
    _ words: [String], _ archive: Archive
  ) throws(ArchiveError) -> (old: String, new: String)? {
    var pair = (words[0], words[words.count - 1])
    if words.count == 1 {
      let sides = words[0].split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }),
        try !isOne(words[0], archive)
      else { return nil }
      pair = (String(sides[0]), String(sides[1]))
    }
    if pair.1.hasPrefix("@"), let at = pair.0.lastIndex(of: "@"), at > pair.0.startIndex {
      pair.1 = pair.0[..<at] + pair.1
    }
    return pair
  }

  /// Whether a word with dots names a revision as it is: names may have dots.
  private static func isOne(_ word: String, _ archive: Archive) throws(ArchiveError) -> Bool {
    do throws(ArchiveError) {
      _ = try archive.revision(word)
      return true
    } catch {
      switch error {
      case .unknownArticle, .invalidSpecifier: return false
      default: throw error
      }
    }
  }

  private static func difference(
    _ words: [String], _ archive: Archive, _ view: Difference.View, classified: Bool
  ) throws(ArchiveError) -> RevisionDifference? {
    if let range = try range(words, archive) {
      return try archive.difference(range.old, range.new, view: view, classified: classified)
    }
    let last = words[words.count - 1]
    let revision = try archive.revision(last)
    // What is asked of a name is what became of its text, and not that it is gone.
    if revision.isWithdrawal, let article = revision.article, article.description == last {
      let difference = try archive.difference(
        ofLatestTexts: article, view: view, classified: classified)
      if let difference { return difference }
    }
    return try archive.difference(before: revision, view: view, classified: classified)
  }
}
