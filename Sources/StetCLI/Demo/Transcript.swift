internal import Stet

/// Runs command lines for real and shows each as a person would have typed it.
struct Transcript {
  /// Where the commands run.
  let surroundings: Surroundings
  let usesColour: Bool
  let output: Output
  /// Called before each heading: whether a reader wants the next step.
  var wait: () throws(CommandError) -> Void = {}

  func say(_ text: String) throws(CommandError) {
    try output.write(Array((text + "\n").utf8))
  }

  func heading(_ text: String) throws(CommandError) {
    try output.flush()
    try wait()
    try say("\n" + (usesColour ? "\u{1B}[1m# \(text)\u{1B}[0m" : "# \(text)"))
  }

  /// Shows `$ stet …`, runs it, shows what it printed.
  func run(_ words: String...) throws(CommandError) {
    try say("$ stet " + words.map(Transcript.quoted).joined(separator: " "))
    let colour = usesColour ? "always" : "never"
    var status: ExitStatus
    do throws(CommandError) {
      status = try Program.run(words + ["--color", colour], surroundings, output: output)
    } catch {
      // What a command refuses belongs to what is shown.
      let report = error.report
      try output.write(Array(report.text.utf8))
      status = report.status
    }
    if status != .done { try say("(exit status \(status.rawValue))") }
  }

  /// Shows a command of the system's; whoever calls this does what it does.
  func show(_ words: String...) throws(CommandError) {
    try say("$ " + words.map(Transcript.quoted).joined(separator: " "))
  }

  /// The word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-_./:@,+=%".unicodeScalars.contains(scalar)
    }
    if isPlain && !word.isEmpty { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
