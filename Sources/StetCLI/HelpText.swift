/// What `stet help` and `--help` print.
enum HelpText {
  static var overview: String {
    let rows = Command.all.map { ($0.name + " " + $0.words, $0.summary) }
    return """
      \(introduction)

      \(table(rows))

      `stet COMMAND --help` shows a command's options and examples; `stet demo` shows it all.

      \(revisions)

      \(wrapped("exit status: " + statuses))
      """
  }

  static let introduction = """
    stet keeps every version of an article, shows what changed, and proves that nothing kept
    was altered. An archive is a git repository (SHA-256), so git can read it, too.
    """

  static let revisions = """
    REV is NAME (the latest revision), NAME@3 (the third), NAME@-1 (the one before the latest),
    NAME@2011-11-24 (as of that day's end), NAME@2011-11-24T17:27:00Z, or the first digits of a
    commit's id. NAME@ is the latest, too, where NAME alone can mean something else.
    """

  /// Every status and what it means, `;` between, as one paragraph.
  static let statuses = ExitStatus.allCases.map { "\($0.rawValue) \($0.meaning)" }
    .joined(separator: "; ")

  /// The paragraph in lines of at most 88 columns.
  private static func wrapped(_ text: String) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + 1 + word.count <= 88 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  static func page(of command: Command) -> String {
    let options = (command.options + Command.shared).map { ($0.spelling, $0.help) }
    let examples = command.examples.map { ("  " + $0.line, $0.meaning) }
    return """
      \(command.usage)

      \(command.summary)

      options:
      \(table(options))

      examples:
      \(table(examples.map { (String($0.0.dropFirst(2)), $0.1) }))
      """
  }

  /// Two columns; a long left one pushes the right one to the next line.
  private static func table(_ rows: [(String, String)]) -> String {
    let width = min(28, rows.map(\.0.count).max() ?? 0)
    return rows.map { left, right in
      let gap = String(repeating: " ", count: max(2, width - left.count + 2))
      return left.count <= width
        ? "  \(left)\(gap)\(right)"
        : "  \(left)\n" + String(repeating: " ", count: width + 4) + right
    }.joined(separator: "\n")
  }
}
