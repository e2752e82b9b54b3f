extension Option {
  fileprivate static let manual = Option(
    "--man", help: "as a page of the manual, for `man -l -` and for packages")
}

extension Command {
  static let help = Command(
    "help", words: "[COMMAND]", count: 0...1, summary: "what stet can do, or one command in full",
    options: [.manual], candidates: .commands,
    examples: [
      ("stet help diff", "the same as stet diff --help"),
      ("stet help --man diff | man -l -", "the same as a page of the manual"),
    ]
  ) { arguments, session throws(CommandError) in
    let isManual = arguments.has(.manual)
    guard let name = arguments.words.first else {
      try session.print(isManual ? ManualPage.overview : HelpText.overview)
      return .done
    }
    // `help` lists itself, so it looks the others up when it runs.
    guard let command = Command.named(name) else {
      throw .usage("'\(name.visible)' is no command of stet's", hint: "`stet help` lists them")
    }
    try session.print(isManual ? ManualPage.page(of: command) : HelpText.page(of: command))
    return .done
  }
}
