internal import JSON
internal import Prose
internal import Rendering
internal import Schemas
internal import Stet

extension Option {
  fileprivate static let output = Option(
    "-o", "--output", value: "FILE", help: "write there, and not to standard output",
    candidates: .files)
  fileprivate static let asOfRecorded = Option(
    "--as-of", value: "TIME",
    help: "what was recorded by then (of a day, its end), or that there was no such article")
}

extension Command {
  static let evidence = Command(
    "evidence", words: "REV | OLD NEW", count: 1...2,
    summary: "what a stranger needs to check a revision without the archive, as one file",
    options: [.asOfRecorded, .output, .json], candidates: .revisions,
    examples: [
      ("stet evidence bridge@3 -o bridge.zip", "that this text is in the log"),
      ("stet evidence bridge@2 bridge@3 -o edit.zip", "that it was changed, and how"),
      (
        "stet evidence bridge --as-of 2026-03-01 -o then.zip",
        "what it was then, or that it was not there"
      ),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let file = try evidence(arguments, archive, session)
    guard let path = arguments[.output] else {
      if session.surroundings.isTerminal || arguments.has(.json) {
        throw .usage("evidence is a file of bytes", hint: "-o FILE.zip says where to write it")
      }
      try session.write(file.bytes)
      return .done
    }
    try Files.write(file.bytes, to: session.path(path))
    if arguments.has(.json) {
      try session.write(file.json.encoded() + [0x0A])
      return .done
    }
    try session.print(words(of: file, path))
    return .done
  }

  private static func evidence(
    _ arguments: Arguments, _ archive: Archive, _ session: Session
  ) throws(CommandError) -> EvidenceFile {
    let words = arguments.words
    if let time = try arguments.time(.asOfRecorded, now: session.surroundings.now()) {
      guard words.count == 1 else {
        throw .usage("--as-of is about one article", hint: Command.usage(of: "evidence"))
      }
      return try archived { () throws(ArchiveError) in
        try archive.evidence(of: ArticleName(words[0]), asOf: time)
      }
    }
    guard words.count == 2 else {
      return try archived { () throws(ArchiveError) in try archive.evidence(of: words[0]) }
    }
    let difference = try archived { () throws(ArchiveError) in
      try archive.difference(words[0], words[1], view: .visible)
    }
    let page = RevisionComparison(difference, [:]).rendered(
      as: .html, session, isFile: true, whitespace: .summary, showsSource: false)
    return try archived { () throws(ArchiveError) in
      try archive.evidence(ofEditFrom: words[0], to: words[1], page: page)
    }
  }

  private static func words(of file: EvidenceFile, _ path: String) -> String {
    let stamps =
      file.timestampCount == 0 ? "no timestamp" : counted(file.timestampCount, "timestamp")
    let what = file.isPresent ? "evidence" : "evidence that it was not there"
    return "\(what), by the checkpoint of \(counted(file.size, "commit")) of "
      + "\(file.origin.visible) with \(stamps): \(path.visible)"
  }
}
