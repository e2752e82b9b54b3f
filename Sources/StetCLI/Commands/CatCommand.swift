internal import Rendering
internal import Stet

extension Option {
  fileprivate static let output = Option(
    "-o", "--output", value: "FILE", help: "write there instead", candidates: .files)
}

extension Command {
  static let cat = Command(
    "cat", words: "REV", count: 1...1,
    summary: "print the exact bytes of a revision (on a terminal, controls as signs)",
    options: [.asOf, .asOfBy, .output], candidates: .revisions, isPaged: true,
    examples: [
      ("stet cat bridge", "as it is now"),
      ("stet cat bridge@2011-11-24", "as it was seen until the end of that day"),
      ("stet cat bridge --as-of 2011-11-24 --by recorded", "as the archive had it then"),
    ]
  ) { arguments, session throws(CommandError) in
    let past = try PastView(arguments, session)
    let now = try session.archive()
    let specifier = try past.specifier(arguments.words[0], in: now)
    let archive = try past.archive(now)
    let content = try archived { () throws(ArchiveError) in try archive.content(specifier) }
    if let path = arguments[.output] {
      try Files.write(content, to: session.path(path))
    } else if session.surroundings.isTerminal {
      // Whoever reads it there wants to see it, and not to obey it.
      try session.write(Array(VisibleText.neutralised(content[...]).utf8))
    } else {
      try session.write(content)
    }
    return .done
  }
}
