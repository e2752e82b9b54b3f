/// What a command is: its name, what it takes, what it does.
///
/// Each command is one file under `Commands/`; `Command.all` lists them in the order of the help.
struct Command: Sendable {
  let name: String
  /// The words that it takes, as the help shows them.
  let words: String
  let count: ClosedRange<Int>
  let summary: String
  let options: [Option]
  /// What its words can be.
  let candidates: Candidates
  /// Whether a reader on a terminal may want its output page by page.
  let isPaged: Bool
  /// Lines of `command — what it does`.
  let examples: [(line: String, meaning: String)]
  let run: @Sendable (Arguments, inout Session) throws(CommandError) -> ExitStatus

  init(
    _ name: String, words: String = "", count: ClosedRange<Int>, summary: String,
    options: [Option] = [], candidates: Candidates = .free, isPaged: Bool = false,
    examples: [(line: String, meaning: String)],
    run: @escaping @Sendable (Arguments, inout Session) throws(CommandError) -> ExitStatus
  ) {
    self.name = name
    self.words = words
    self.count = count
    self.summary = summary
    self.options = options
    self.candidates = candidates
    self.isPaged = isPaged
    self.examples = examples
    self.run = run
  }

  static let all: [Command] = [
    .initialize, .commit, .amend, .rename, .importStream, .export, .list, .changes, .search,
    .similar, .log, .cat, .show, .diff, .blame,
    .verify, .noteHead, .checkpoint, .witness, .evidence, .key, .repair, .maintain, .erase,
    .stats, .serve, .token,
    .demo, .help, .completion,
  ]

  static func named(_ name: String) -> Command? { all.first { $0.name == name } }

  /// Options that every command takes.
  static let shared: [Option] = [.store, .colour, .noPager, .help]

  static func usage(of name: String) -> String { named(name)?.usage ?? "" }

  var usage: String { "usage: stet \(name)" + (words.isEmpty ? "" : " " + words) }
}
