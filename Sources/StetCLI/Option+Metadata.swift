/// What is said of a revision, by every command that records one.
extension Option {
  static let message = Option(
    "-m", "--message", value: "TEXT", help: "why; several are paragraphs")
  static let title = Option("--title", value: "TEXT", help: "the headline")
  static let source = Option("--source", value: "URL", help: "where it was found")
  static let published = Option(
    "--published", value: "TIME", help: "what the article says; any year from 1")
  static let retrieved = Option("--retrieved", value: "TIME", help: "when it was seen")
  static let author = Option("--author", value: "'NAME <MAIL>'", help: "who records it")
  static let mediaType = Option(
    "--media-type", value: "TYPE", help: "such as text/html")
  static let republishes = Option(
    "--republishes", value: "REV", help: "the revision that this one repeats",
    candidates: .revisions)
  static let allowSimilarName = Option(
    "--allow-similar-name", help: "a new article, although one's name looks the same")
  static let allowFuture = Option(
    "--allow-future", help: "take a time that is yet to come")
}
