/// One option of a command.
///
/// Each is a constant that the command both lists and asks by, so that no name is written twice: an
/// option of one command is private to its file, those of several are here.
struct Option: Equatable, Sendable {
  /// Every spelling, the one to show first.
  let names: [String]
  /// What its value is called in the help; `nil` for an option that is only there or not.
  let value: String?
  let help: String
  /// What its value can be; of an option without one, what the command's words are beside it.
  let candidates: Candidates

  init(
    _ names: String..., value: String? = nil, help: String, candidates: Candidates = .free
  ) {
    self.names = names
    self.value = value
    self.help = help
    self.candidates = candidates
  }

  /// How the help shows it: `-m, --message TEXT`.
  var spelling: String {
    names.joined(separator: ", ") + (value.map { " " + $0 } ?? "")
  }

  static let store = Option(
    "--store", value: "PATH", help: "the archive, instead of the .stet here or above",
    candidates: .folders)
  static let colour = Option(
    "--color", value: "WHEN", help: "auto (default), always or never; NO_COLOR turns it off, too",
    candidates: .words(["auto", "always", "never"]))
  static let noPager = Option(
    "--no-pager", "-P", help: "on a terminal: print at once, and not through STET_PAGER or PAGER")
  static let help = Option("--help", "-h", help: "what this command does, with examples")
  static let exitCode = Option(
    "--exit-code", help: "exit with 1 where there is a difference, or something was recorded")
  static let original = Option(
    "--original", help: "what was known when it was recorded, without what was amended")
  static let json = Option(
    "--json", help: "for programs: one documented JSON object, or one a line")
}
