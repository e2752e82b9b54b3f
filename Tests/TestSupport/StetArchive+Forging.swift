internal import Foundation

extension StetArchive {
  /// Records this text as an article's next revision, as git can and no command of Stet's.
  ///
  /// - Parameters:
  ///   - text: `nil` takes the article away.
  ///   - path: Where it stands in the tree.
  ///   - trailers: The last paragraph of the message.
  /// - Returns: The commit's id.
  @discardableResult
  public func forge(_ text: String?, at path: String, trailers: [String]) throws -> String {
    try git(["read-tree", "main"])
    if let text {
      let blob = try git(["hash-object", "-w", "--stdin"], input: Array(text.utf8)).text
      try git(["update-index", "--add", "--cacheinfo", "100644,\(blob),\(path)"])
    } else {
      let none = String(repeating: "0", count: 64)
      try git(["update-index", "--index-info"], input: Array("0 \(none)\t\(path)\n".utf8))
    }
    let tree = try git(["write-tree"]).text
    let message = "forged\n\n" + trailers.map { $0 + "\n" }.joined()
    // Later than its parent, whatever time tests give to git.
    let time = "@\(Int(Date().timeIntervalSince1970) + 1) +0000"
    let commit = try Program.run(
      "git", ["--git-dir", gitDirectory, "commit-tree", tree, "-p", "main"],
      input: Array(message.utf8), environment: ["GIT_COMMITTER_DATE": time]
    ).text
    try git(["update-ref", "refs/heads/main", commit])
    return commit
  }

  /// Where an article stands in the head's tree, by the end of its path.
  public func path(endingWith end: String) throws -> String? {
    try git(["ls-tree", "-r", "--name-only", "main"]).text.split(separator: "\n")
      .first { $0.hasSuffix(end) }.map(String.init)
  }
}
