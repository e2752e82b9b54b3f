import Foundation
import TestSupport
import Testing

/// Git shows one object in the place of another where `refs/replace` says so: nothing was recorded by that.
struct ReplacementTests {
  private let archive: StetArchive
  private let folder: TemporaryDirectory
  private let head: String

  init() throws {
    archive = try StetArchive()
    folder = try TemporaryDirectory()
    for number in 1...3 {
      try archive.commit("bridge", "The bridge on day \(number) of the year.")
      try archive.commit("ferry", "The ferry on day \(number) of the year.")
    }
    head = try archive.git(["rev-parse", "main"]).text
  }

  private var copy: String { folder.url.path(percentEncoded: false) + "copy" }

  /// A copy of the archive as it is now.
  private func copyArchive() throws {
    try FileManager.default.copyItem(atPath: archive.gitDirectory, toPath: copy)
  }

  /// Says where git is to find what it shows in the place of the head.
  private func replaceHead(by id: String) throws {
    let references = archive.gitDirectory + "/refs/replace"
    try FileManager.default.createDirectory(
      atPath: references, withIntermediateDirectories: true)
    try Data((id + "\n").utf8).write(to: URL(filePath: references + "/" + head))
  }

  @Test func `what is shown in the place of a revision is none, and breaks no rule of the log`()
    throws
  {
    // It says that it records the ferry, and there is nothing before it: its tree adds the bridge, too.
    try archive.git(["replace", "--graft", "main~2"])
    let result = try archive.attempt(["verify"])
    #expect(result.status == 0, "\(result)")
    #expect(result.text.contains("6 revisions, 2 articles: no damage"), "\(result)")
    #expect(result.text.contains("git shows other objects in the place of 1"), "\(result)")
  }

  @Test func `what is shown in the place of a revision does not blur what is lost`() throws {
    let lines = try archive.git(["cat-file", "commit", "main~2"]).text + "\nForged."
    let shown = try archive.git(
      ["hash-object", "-t", "commit", "-w", "--stdin"], input: Array(lines.utf8)
    ).text
    try archive.git(["replace", "main~2", shown])
    let blob = try archive.git(["rev-parse", "main:" + archivePath("ferry")]).text
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: blob))
    let result = try archive.attempt(["verify"])
    #expect(result.status == 4 && result.text.contains("takes away: ferry@3\n"), "\(result)")
    #expect(result.text.hasSuffix("6 revisions, 2 articles: 1 finding, 1 revision lost"))
  }

  private func archivePath(_ article: String) throws -> String {
    let paths = try archive.git(["ls-tree", "-r", "--name-only", "main"]).text
    return String(try #require(paths.split(separator: "\n").first { $0.hasSuffix(article) }))
  }

  @Test func `what git is to show and nobody has takes no revision away, and is led nowhere else`()
    throws
  {
    try copyArchive()
    // A commit that nothing leads to: the one place that a lost branch could have led to.
    try archive.git(["commit-tree", "main^{tree}", "-p", "main~3", "-m", "left over"])
    let missing = String(repeating: "ab", count: 32)
    try replaceHead(by: missing)
    let result = try archive.attempt(["verify"])
    #expect(result.status == 4 && result.text.contains("git is to show \(missing)"), "\(result)")
    #expect(result.text.contains("1 finding, no revision is lost"), "\(result)")
    let repair = try archive.attempt(["repair", "--from", copy])
    #expect(repair.status == 4 && !repair.text.contains("led refs/"), "\(repair)")
    try archive.git(["replace", "-d", head])
    #expect(try archive.attempt(["verify"]).status == 0)
  }

  @Test func `an erased text may be what git was to show, or what a tag leads to`() throws {
    try copyArchive()
    let erased = try archive.git(["rev-parse", "main:" + archivePath("ferry")]).text
    let other = try archive.git(["rev-parse", "main:" + archivePath("bridge")]).text
    try archive.git(["replace", other, erased])
    try archive.git(["tag", "gone", erased])
    try archive.git(["commit-tree", "main^{tree}", "-p", "main~3", "-m", "left over"])
    try archive.stet(["erase", "ferry", "--reason", "court order", "--yes"])
    let result = try archive.attempt(["verify"])
    #expect(result.status == 0 && result.text.contains("no damage"), "\(result)")
    let repair = try archive.attempt(["repair", "--from", copy])
    #expect(repair.status == 0 && repair.text.contains("nothing to repair"), "\(repair)")
    #expect(
      try archive.git(["for-each-ref", "--format=%(objectname)", "refs/tags"]).text == erased)
  }

  @Test func `a repair leads no branch to what a source shows in the place of a revision`() throws {
    try copyArchive()
    let text = try archive.git(["cat-file", "commit", "main"]).text
    let time = try #require(text.firstMatch(of: /committer .*> (\d+)/))
    let later = text.replacing("> \(time.1) ", with: "> 4102444800 ") + "\n"
    let shown = try Program.run(
      "git", ["--git-dir", copy, "hash-object", "-t", "commit", "-w", "--stdin"],
      input: Array(later.utf8))
    let replaced = try Program.run("git", ["--git-dir", copy, "replace", head, shown.text])
    try #require(replaced.status == 0, "\(replaced)")
    try FileManager.default.removeItem(atPath: archive.gitDirectory + "/refs/heads/main")
    let repair = try archive.attempt(["repair", "--from", copy])
    #expect(repair.status == 0, "\(repair)")
    #expect(try archive.git(["rev-parse", "main"]).text == head)
  }

  @Test func `only what git goes by is counted, and that whole`() throws {
    try replaceHead(by: "ref: refs/heads/main")
    let replaced = "refs/replace/" + head
    let note = "git shows other objects in the place of 1"
    #expect(try archive.stet(["verify"]).text.contains(note))
    try archive.git(["--no-replace-objects", "update-ref", "refs/replace/no-id", head])
    #expect(try archive.stet(["verify"]).text.contains(note))
    try archive.git(["--no-replace-objects", "update-ref", "--no-deref", "-d", replaced])
    let grafts = URL(filePath: archive.gitDirectory + "/info/grafts")
    try FileManager.default.createDirectory(
      at: grafts.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("# none\n\n  \nno id\n".utf8).write(to: grafts)
    #expect(try !archive.stet(["verify"]).text.contains("git shows"))
    try Data((head + "\n").utf8).write(to: grafts)
    #expect(try archive.stet(["verify"]).text.contains(note))
  }
}
