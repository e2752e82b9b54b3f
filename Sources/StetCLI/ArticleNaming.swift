internal import Stet

/// What a file's article is called: its path from the folder that holds the archive, however it is spelled.
///
/// `a.txt`, `./a.txt`, `../news/a.txt` and the absolute path are one file and so one article, from whatever
/// folder a job runs.
struct ArticleNaming {
  private let session: Session
  /// The folder that holds the archive, without links.
  private let base: String

  init(_ session: Session) throws(CommandError) {
    self.session = session
    base = Files.absolute(try session.archivePath(having: "objects")).parentFolder
  }

  /// The name of the article that a file's text belongs to.
  ///
  /// - Throws: `.usage` for what has no such path: standard input, a pipe, a file elsewhere.
  func name(ofFile word: String) throws(CommandError) -> String {
    if word == "-" { throw nameless("standard input has no name") }
    let path = session.path(word)
    if Files.isStream(path) { throw nameless("\(word.visible) is no file, so it names no article") }
    return try name(ofPath: word)
  }

  /// The same for a file that may be gone.
  func name(ofPath word: String) throws(CommandError) -> String {
    let path = session.path(word)
    let full = path.hasPrefix("/") ? path : Files.absolute(session.surroundings.folder) + "/" + path
    // By the folder without links, so that one file has one name; a link that leads away counts as a folder.
    for candidate in [Files.absolute(full.parentFolder) + "/" + full.lastComponent, full] {
      let canonical = candidate.withoutDots
      let prefix = base == "/" ? base : base + "/"
      if canonical.hasPrefix(prefix), canonical != prefix {
        return String(canonical.dropFirst(prefix.count))
      }
    }
    throw nameless("\(word.visible) is not below \(base.visible), which holds the archive")
  }

  private func nameless(_ reason: String) -> CommandError {
    .usage(reason, hint: "--article NAME gives it a name")
  }
}

extension String {
  /// All before the last slash; `.` where there is none.
  fileprivate var parentFolder: String {
    guard let slash = lastIndex(of: "/") else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }

  fileprivate var lastComponent: String {
    lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
  }

  /// An absolute path without empty steps, `.` and `..`.
  fileprivate var withoutDots: String {
    var steps: [Substring] = []
    for step in split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return "/" + steps.joined(separator: "/")
  }
}
