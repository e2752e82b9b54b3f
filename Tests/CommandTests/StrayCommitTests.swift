import Foundation
import JSON
import TestSupport
import Testing

/// Commits that the archive holds and its head does not lead to.
struct StrayCommitTests {
  private let archive: StetArchive
  private let stray: String

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "One.")
    try archive.commit("bridge", "Two.")
    stray = try archive.git(["rev-parse", "main"]).text
    try archive.git(["update-ref", "refs/heads/main", "main~1"])
  }

  private static let words = "is in the archive, but not in this log"

  @Test func `a commit that was taken back is shown, and said to be none of this log's`() throws {
    for arguments in [["show", stray], ["diff", "bridge", stray]] {
      let result = try archive.attempt(arguments)
      #expect(result.status == 0 && result.text.contains("Two"), "\(arguments)")
      #expect(result.errors.contains(stray.prefix(12)), "\(arguments)")
      #expect(result.errors.contains(Self.words), "\(arguments): \(result.errors)")
    }
    // To know it takes the history, which the bytes of a commit that is named in full do not.
    let text = try archive.attempt(["cat", stray])
    #expect(text.text.contains("Two") && text.errors == "")
    let json = try archive.attempt(["show", stray, "--json"])
    #expect(json.errors.contains(Self.words))
    #expect(try JSON(decoding: json.output)["revision"]?["number"] == .null)
  }

  @Test func `it is compared with the text before it, and not called the first`() throws {
    let shown = try archive.stet(["show", stray]).text
    #expect(shown.contains("since bridge@1:") && shown.contains("[-One-]{+Two+}"))
  }

  @Test func `of those of this log nothing is said`() throws {
    let head = try archive.git(["rev-parse", "main"]).text
    for arguments in [
      ["cat", head], ["show", head], ["cat", "bridge"], ["diff", head, "bridge"],
    ] {
      #expect(try archive.attempt(arguments).errors == "", "\(arguments)")
    }
    try archive.recordAhead()
    let other = try archive.git(["rev-parse", "main"]).text
    #expect(try archive.attempt(["show", other]).errors == "")
  }

  @Test func `a commit that git made on another branch is said to be there, too`() throws {
    let arguments = ["commit-tree", "main^{tree}", "-p", "main", "-m", "aside"]
    let identity = [
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A",
      "GIT_COMMITTER_EMAIL": "a@b",
    ]
    let aside = try Program.run(
      "git", ["--git-dir", archive.gitDirectory] + arguments, environment: identity
    ).text
    let result = try archive.attempt(["show", aside])
    #expect(result.status == 0 && result.errors.contains(Self.words))
  }

  @Test func `an id that is nowhere is not found`() throws {
    let result = try archive.attempt(["show", String(repeating: "ab", count: 32)])
    #expect(result.status == 3 && !result.errors.contains(Self.words))
  }
}
