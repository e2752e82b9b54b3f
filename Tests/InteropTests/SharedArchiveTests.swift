import Foundation
import Stet
import TestSupport
import Testing

/// One archive that git and Stet both write.
struct SharedArchiveTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "one")
  }

  private func record(_ content: String, patience: Duration) throws {
    let draft = RevisionDraft(article: try ArticleName("bridge"), content: Array(content.utf8))
    _ = try Archive.open(at: archive.gitDirectory).record(
      [draft], by: Author(name: "A", mail: "a@b"), now: Timestamp(seconds: 0, zoneMinutes: 0),
      patience: patience)
  }

  @Test func `what git pushes is continued`() throws {
    let folder = try TemporaryDirectory()
    let person = ["-c", "user.name=A", "-c", "user.email=a@b"]
    for arguments in [
      ["clone", "--quiet", archive.gitDirectory, "clone"],
      ["-C", "clone"] + person + ["commit", "--quiet", "--allow-empty", "-m", "by git"],
      ["-C", "clone", "push", "--quiet", "origin", "main"],
    ] {
      let result = try Program.run("git", arguments, in: folder.url)
      #expect(result.status == 0, "\(result.errors)")
    }
    try archive.commit("bridge", "two")
    #expect(try archive.git(["rev-list", "--count", "main"]).text == "3")
    #expect(try archive.stet(["verify"]).text.hasSuffix("no damage"))
    #expect(try archive.fsck() == "")
    // What git knew before is older than the archive now, and git says so.
    let stale = try Program.run(
      "git", ["-C", "clone"] + person + ["commit", "-q", "--allow-empty", "-m", "x"], in: folder.url
    )
    #expect(stale.status == 0)
    let pushed = try Program.run("git", ["-C", "clone", "push", "origin", "main"], in: folder.url)
    #expect(pushed.status != 0)
    #expect(
      try archive.stet(["log", "bridge", "--oneline"]).text.split(separator: "\n").count == 2)
  }

  @Test func `git's lock keeps Stet out, with a hint`() throws {
    let lock = archive.gitDirectory + "/refs/heads/main.lock"
    try Data().write(to: URL(filePath: lock))
    #expect(throws: ArchiveError.locked(path: lock)) {
      try record("two", patience: .milliseconds(30))
    }
    #expect(FileManager.default.fileExists(atPath: lock))
    try FileManager.default.removeItem(atPath: lock)
    try record("two", patience: .milliseconds(30))
    #expect(try archive.fsck() == "")
  }

  @Test func `a transaction that git has prepared keeps Stet out until it ends`() throws {
    let git = Process()
    git.executableURL = URL(filePath: "/usr/bin/env")
    git.arguments = ["git", "--git-dir", archive.gitDirectory, "update-ref", "--stdin"]
    let (input, output) = (Pipe(), Pipe())
    git.standardInput = input
    git.standardOutput = output
    try git.run()
    let head = try archive.git(["rev-parse", "main"]).text
    let tree = try archive.git(["rev-parse", "main^{tree}"]).text
    let next = try archive.git(
      ["-c", "user.name=A", "-c", "user.email=a@b", "commit-tree", tree, "-p", head, "-m", "git's"]
    ).text
    try input.fileHandleForWriting.write(
      contentsOf: Data("start\nupdate refs/heads/main \(next) \(head)\nprepare\n".utf8))
    // `start: ok` and `prepare: ok`: the lock is held.
    var answer = Data()
    while answer.count(where: { $0 == 0x0A }) < 2 {
      answer += output.fileHandleForReading.availableData
    }
    #expect(throws: ArchiveError.self) { try record("two", patience: .milliseconds(30)) }
    try input.fileHandleForWriting.write(contentsOf: Data("commit\n".utf8))
    try input.fileHandleForWriting.close()
    git.waitUntilExit()
    try record("two", patience: .seconds(60))
    #expect(try archive.git(["rev-parse", "main~1"]).text == next)
    #expect(try archive.fsck() == "")
  }
}
