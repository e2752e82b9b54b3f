/// What a word of a command, or the value of an option, can be: for shells, which complete it.
enum Candidates: Equatable, Sendable {
  /// Whatever somebody writes.
  case free
  case files
  case folders
  /// Names of articles.
  case articles
  /// Articles, and where an `@` stands the revisions of one.
  case revisions
  case commands
  case words([String])
}
