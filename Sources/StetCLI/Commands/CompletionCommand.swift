internal import Stet

extension Option {
  fileprivate static let articles = Option(
    "--articles", value: "PREFIX", help: "instead: the names of articles that begin so")
  fileprivate static let revisions = Option(
    "--revisions", value: "PREFIX", help: "instead: the same, and after NAME@ its revisions")
}

extension Command {
  static let completion = Command(
    "completion", words: "bash|zsh|fish", count: 0...1,
    summary: "what makes a shell complete commands, options, articles and revisions",
    options: [.articles, .revisions], candidates: .words(Shell.allCases.map(\.rawValue)),
    examples: [
      ("source <(stet completion bash)", "for this shell, in bash"),
      ("stet completion zsh > ~/.zfunc/_stet", "for good, in a folder of zsh's fpath"),
      ("stet completion fish > ~/.config/fish/completions/stet.fish", "for good, in fish"),
    ]
  ) { arguments, session throws(CommandError) in
    let asked = [arguments[.articles], arguments[.revisions]].compactMap { $0 }
    if let prefix = asked.first {
      try arguments.expect(0...0, "usage: stet completion --revisions PREFIX")
      let completion = NameCompletion(archive: try session.archive())
      let lines = try archived { () throws(ArchiveError) in
        arguments.has(.revisions)
          ? try completion.revisions(prefix) : try completion.articles(prefix)
      }
      for line in lines { try session.print(line) }
      return .done
    }
    try arguments.expect(1...1, Command.usage(of: "completion"))
    guard let shell = Shell(rawValue: arguments.words[0]) else {
      let known = Shell.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage(
        "no completion for '\(arguments.words[0].visible)'", hint: "the shells are \(known)")
    }
    try session.write(Array(shell.script.utf8))
    return .done
  }
}

/// The shells that are known.
private enum Shell: String, CaseIterable {
  case bash, zsh, fish

  var script: String {
    switch self {
    case .bash: BashCompletion.script
    case .zsh: ZshCompletion.script
    case .fish: FishCompletion.script
    }
  }
}
