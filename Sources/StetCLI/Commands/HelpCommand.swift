extension Command {
  static let help = Command(
    "help", words: "[COMMAND]", count: 0...1, summary: "what stet can do, or one command in full",
    examples: [("stet help diff", "the same as stet diff --help")]
  ) { arguments, session throws(CommandError) in
    guard let name = arguments.words.first else {
      try session.print(HelpText.overview)
      return .done
    }
    // `help` lists itself, so it looks the others up when it runs.
    guard let command = Command.named(name) else {
      throw .usage("'\(name.visible)' is no command of stet's", hint: "`stet help` lists them")
    }
    try session.print(HelpText.page(of: command))
    return .done
  }
}
