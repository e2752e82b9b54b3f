internal import Foundation

/// A folder with an archive in `.stet`, worked on by the built program and by git.
public struct StetArchive: Sendable {
  public let folder: TemporaryDirectory
  public var gitDirectory: String { folder.url.path(percentEncoded: false) + ".stet" }

  public init() throws {
    folder = try TemporaryDirectory()
    try stet(["init"])
  }

  /// Runs `stet` in the folder, whatever comes of it.
  public func attempt(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Program.Result {
    try StetProgram.run(arguments, input: input, in: folder.url, environment: environment)
  }

  /// Runs `stet` in the folder; throws where it does not end with success.
  @discardableResult
  public func stet(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Program.Result {
    let result = try attempt(arguments, input: input, environment: environment)
    guard result.status == 0 else {
      throw Program.Failure(command: ["stet"] + arguments, result: result)
    }
    return result
  }

  /// Records a revision of an article.
  @discardableResult
  public func commit(
    _ article: String, _ content: String, _ options: String...
  ) throws -> Program.Result {
    try stet(["commit", "-", "--article=\(article)"] + options, input: Array(content.utf8))
  }

  /// Runs git on the archive; throws where it does not end with success.
  @discardableResult
  public func git(_ arguments: [String], input: [UInt8] = []) throws -> Program.Result {
    let result = try Program.run("git", ["--git-dir", gitDirectory] + arguments, input: input)
    guard result.status == 0 else {
      throw Program.Failure(command: ["git"] + arguments, result: result)
    }
    return result
  }

  /// The file of an object, which has one of its own from now on.
  public func file(ofObject id: some StringProtocol) throws -> String {
    try looseFile(of: id, in: gitDirectory)
  }

  /// Adds a commit that changes nothing, recorded in the year 2100.
  public func recordAhead() throws {
    let time = ["GIT_COMMITTER_DATE": "@4102444800 +0000"]
    let arguments = ["commit-tree", "main^{tree}", "-p", "main", "-m", "ahead"]
    let commit = try Program.run(
      "git", ["--git-dir", gitDirectory] + arguments, environment: time)
    try git(["update-ref", "refs/heads/main", commit.text])
  }

  /// Makes all that was recorded so far recorded, and made, in the year 2001: the same commits but for
  /// their times.
  public func recordEarlier() throws {
    let dates = [
      "GIT_COMMITTER_DATE": "@1000000000 +0000", "GIT_AUTHOR_DATE": "@1000000000 +0000",
    ]
    var parent: String?
    for id in try git(["rev-list", "--reverse", "main"]).text.split(separator: "\n") {
      let commit = try git(["cat-file", "commit", String(id)]).output
      let text = String(decoding: commit, as: UTF8.self)
      let message = text.range(of: "\n\n").map { text[$0.upperBound...] }
      let parents = parent.map { ["-p", $0] } ?? []
      parent = try Program.run(
        "git", ["--git-dir", gitDirectory, "commit-tree", "\(id)^{tree}"] + parents,
        input: Array((message ?? "").utf8), environment: dates
      ).text
    }
    if let parent { try git(["update-ref", "refs/heads/main", parent]) }
  }

  /// What `git fsck --full --strict` has to say; nothing, if all is well.
  public func fsck() throws -> String {
    let options = ["fsck", "--full", "--strict", "--no-dangling", "--no-progress"]
    let result = try Program.run("git", ["--git-dir", gitDirectory] + options)
    let words = String(decoding: result.output, as: UTF8.self) + result.errors
    return result.status == 0 ? words : "status \(result.status): " + words
  }
}
