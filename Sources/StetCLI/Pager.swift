/// What shows a reader long output page by page: a command line of the reader's own.
///
/// Nothing that is shown ever becomes a part of that line; it goes through a pipe.
struct Pager: Sendable {
  /// The words of the program to start: the line's one word, or a shell and the line.
  let words: [String]
  /// Whether somebody asked for this one.
  let isChosen: Bool
  /// The variables that it gets.
  let environment: [[CChar]]

  /// The first of `STET_PAGER` and `PAGER` that is set, else `less`; `nil` where that is empty or `cat`.
  ///
  /// - Parameter environment: The variables as the system has them, each ended by a zero.
  init?(_ variables: [String: String], environment: [[CChar]]) {
    let chosen = variables["STET_PAGER"] ?? variables["PAGER"]
    let line = chosen ?? "less"
    guard !line.isEmpty, line != "cat" else { return nil }
    words = Pager.needsShell(line) ? ["/bin/sh", "-c", line] : [line]
    isChosen = chosen != nil
    // What git sets: quit if it fits on one screen, let colours through, leave it on the screen.
    let defaults = [("LESS", "FRX"), ("LV", "-c")].filter { variables[$0.0] == nil }
    self.environment = environment + defaults.map { Array("\($0.0)=\($0.1)".utf8CString) }
  }

  /// Git's own rule; without a shell, a program that is not there is known before anything is written.
  private static func needsShell(_ line: String) -> Bool {
    line.unicodeScalars.contains { "|&;<>()$`\\\"' \t\n*?[#~=%".unicodeScalars.contains($0) }
  }
}
