/// The pages of the manual, in man(7)'s own notation: what the help says, and what holds for all.
enum ManualPage {
  static var overview: String {
    let commands = Command.all.map {
      ("\\fB\(literal("stet " + $0.name))\\fR \\fI\(literal($0.words))\\fR", prose($0.summary))
    }
    return head("STET", "stet", "keeps every version of an article and shows what changed")
      + section("SYNOPSIS", ".B stet\n.I COMMAND\n.RI [ WORD " + literal("...") + "]")
      + section("DESCRIPTION", prose(HelpText.introduction) + "\n.PP\n" + prose(HelpText.revisions))
      + section("COMMANDS", list(commands))
      + section("OPTIONS", "Every command takes these.\n" + list(Command.shared.map(entry)))
      + common
      + seeAlso(Command.all.map { "stet-" + $0.name } + ["git"])
  }

  static func page(of command: Command) -> String {
    let examples = command.examples.map { (".B " + literal($0.line), prose($0.meaning)) }
    return head("STET-" + command.name.uppercased(), "stet-" + command.name, command.summary)
      + section("SYNOPSIS", ".B " + literal("stet " + command.name) + "\n" + words(command.words))
      + section("DESCRIPTION", prose(command.summary) + "." + revisions(command))
      + section("OPTIONS", list((command.options + Command.shared).map(entry)))
      + section("EXAMPLES", list(examples))
      + common
      + seeAlso(
        ["stet"] + Command.all.map { "stet-" + $0.name }.filter { $0 != "stet-" + command.name })
  }

  /// What a specifier is, where the command takes one.
  private static func revisions(_ command: Command) -> String {
    guard command.candidates == .revisions else { return "" }
    return "\n.PP\n" + prose(HelpText.revisions)
  }

  private static var common: String {
    section("ENVIRONMENT", list(variables.map { (".B " + literal($0.name), prose($0.help)) }))
      + section("EXIT STATUS", prose(HelpText.statuses) + ".")
  }

  private static let variables = [
    (name: "STET_STORE", help: "the archive, where --store does not name it"),
    (
      name: "STET_AUTHOR_NAME, STET_AUTHOR_EMAIL",
      help: "who records, before GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL"
    ),
    (
      name: "STET_PAGER, PAGER",
      help:
        "what shows log, diff, show and cat on a terminal (default: less); cat or nothing is none"
    ),
    (name: "COLUMNS", help: "how wide the output is where no terminal says it"),
    (name: "NO_COLOR", help: "no colours, whatever its value"),
  ]

  // MARK: The notation

  private static func head(_ title: String, _ name: String, _ summary: String) -> String {
    // No date: the page is the same whenever it is made.
    ".TH \(literal(title)) 1 \"\" \"stet \(Program.version)\" \"Stet\"\n"
      + section("NAME", "\(literal(name)) \\- \(prose(summary))")
  }

  private static func section(_ title: String, _ body: String) -> String {
    ".SH \(title)\n\(body)\n"
  }

  private static func list(_ entries: [(term: String, text: String)]) -> String {
    entries.map { ".TP\n\($0.term)\n\($0.text)" }.joined(separator: "\n")
  }

  private static func entry(_ option: Option) -> (String, String) {
    let names = option.names.map { "\\fB\(literal($0))\\fR" }.joined(separator: ", ")
    let value = option.value.map { " \\fI\(literal($0))\\fR" } ?? ""
    return (names + value, prose(option.help))
  }

  private static func words(_ text: String) -> String {
    text.isEmpty ? "" : ".I " + literal(text)
  }

  private static func seeAlso(_ names: [String]) -> String {
    let references = names.map { ".BR \(literal($0)) (1)" }.joined(separator: " ,\n")
    return ".SH SEE ALSO\n" + references
  }

  /// Running text; what stands between two backticks is shown as typed.
  private static func prose(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      line.split(separator: "`", omittingEmptySubsequences: false).enumerated().map {
        $0.offset.isMultiple(of: 2)
          ? literal(String($0.element)) : "\\fB\(literal(String($0.element)))\\fR"
      }.joined()
    }.joined(separator: "\n")
  }

  /// Every character as it is: none begins a request, none becomes a hyphen or a curly quote.
  private static func literal(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\\": "\\e"
      case "-": "\\-"
      case "'": "\\(aq"
      case "`": "\\(ga"
      case "^": "\\(ha"
      case "~": "\\(ti"
      case "\"": "\\(dq"
      case _ where scalar.isASCII: String(scalar)
      default: "\\[u\(uppercaseHex(scalar))]"
      }
    }.joined()
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }

  private static func uppercaseHex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
