internal import CStart
internal import Glibc
internal import Stet

/// The command line: words in, exit status out.
package enum Program {
  package static let version = "0.1.0"

  /// Runs the command that the process was started with.
  package static func main() -> Int32 {
    // A reader that goes away ends the program quietly, as it does every Unix filter.
    let output = Output(descriptor: STDOUT_FILENO)
    do throws(CommandError) {
      try expectDescriptors()
      let status = try run(try words(), Surroundings.current(), output: output)
      try output.finish()
      return status.rawValue
    } catch {
      // What went wrong is said when a pager has left the screen.
      try? output.finish()
      return tell(error.report)
    }
  }

  /// Runs one command line, without the program's name.
  static func run(
    _ line: [String], _ surroundings: Surroundings, output: Output
  ) throws(CommandError) -> ExitStatus {
    var session = Session(surroundings: surroundings, output: output)
    guard let name = line.first else {
      try session.print(HelpText.overview)
      return .usedWrongly
    }
    if ["--version", "-V", "version"].contains(name) {
      try session.print("stet \(version)")
      return .done
    }
    if ["--help", "-h"].contains(name) {
      try session.print(HelpText.overview)
      return .done
    }
    let (before, rest) = try Arguments.leadingOptions(line, among: Command.shared)
    guard let name = rest.first else {
      throw .usage("a command is missing", hint: "`stet help` lists them")
    }
    guard let command = Command.named(name) else { throw unknownCommand(name) }
    let arguments = try Arguments(
      before + rest.dropFirst(), options: command.options + Command.shared)
    if arguments.has(.help) {
      try session.print(HelpText.page(of: command))
      return .done
    }
    try arguments.expect(command.count, command.usage)
    session.store = arguments[.store]
    session.usesColour = try usesColour(arguments, surroundings)
    if command.isPaged, !arguments.has(.noPager) { output.page(through: surroundings.pager) }
    let status = try command.run(arguments, &session)
    if arguments.areForPeople { session.hintOfCatalogue() }
    return status
  }

  /// Threads need some of their own, and where they get none the process would end without a word.
  private static func expectDescriptors() throws(CommandError) {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    if limit.rlim_cur < leastDescriptorCount {
      throw .tooFewDescriptors(Int(limit.rlim_cur), least: Int(leastDescriptorCount))
    }
  }

  private static let leastDescriptorCount: rlim_t = 16

  private static func unknownCommand(_ name: String) -> CommandError {
    let familiar = FamiliarWords.hint(forCommand: name)
    let similar = Similarity.closest(to: name, among: Command.all.map(\.name))
    return .usage(
      "'\(name.visible)' is no command of stet's",
      hint: familiar ?? similar.first.map { "did you mean `stet \($0)`?" }
        ?? "`stet help` lists them")
  }

  private static func usesColour(
    _ arguments: Arguments, _ surroundings: Surroundings
  ) throws(CommandError) -> Bool {
    switch arguments[.colour] ?? "auto" {
    case "always": true
    case "never": false
    case "auto":
      surroundings.isTerminal && (surroundings.environment["NO_COLOR"] ?? "").isEmpty
        && surroundings.environment["TERM"] != "dumb"
    case let other:
      throw .usage("--color takes auto, always or never, not '\(other.visible)'", hint: nil)
    }
  }

  /// The process's words; refuses bytes that are no text rather than changing them.
  private static func words() throws(CommandError) -> [String] {
    var words: [String] = []
    for index in 1..<max(1, stet_word_count()) {
      guard let bytes = unsafe stet_word(index) else { break }
      guard let word = unsafe String(validatingCString: bytes) else {
        throw .usage("word \(index) of the command line is not UTF-8", hint: nil)
      }
      words.append(word)
    }
    return words
  }

  private static func tell(_ report: ErrorReport) -> Int32 {
    try? Files.write(Array(report.text.utf8), descriptor: STDERR_FILENO, path: "standard error")
    return report.status.rawValue
  }
}
