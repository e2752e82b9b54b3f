import Foundation
import TestSupport
import Testing

/// One file is one article, however and from wherever it is named.
struct ArticleNamingTests {
  private let archive: StetArchive
  private var folder: String { archive.folder.url.path(percentEncoded: false) }

  init() throws {
    archive = try StetArchive()
    try archive.folder.write(Array("one".utf8), to: "news/a.txt")
  }

  /// Records a file as a job in another folder does; its article, or what is wrong.
  private func article(_ file: String, in subfolder: String = "", _ options: String...) throws
    -> String
  {
    let result = try StetProgram.run(
      ["commit", file, "--allow-unchanged"] + options,
      in: archive.folder.url.appending(path: subfolder))
    guard result.status == 0 else { return "\(result.status) \(result.errors)" }
    return String(result.text.split(separator: " ")[1])
  }

  @Test func `restic 3131: every spelling of a file is one article`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder + "link", withDestinationPath: folder + "news")
    for (file, subfolder) in [
      ("news/a.txt", ""), ("./news/a.txt", ""), ("news/../news/./a.txt", ""), ("a.txt", "news"),
      ("../news/a.txt", "news"), (folder + "news/a.txt", ""), (folder + "news/a.txt", "news"),
      ("news//a.txt", ""), ("link/a.txt", ""),
    ] {
      #expect(try article(file, in: subfolder) == "news/a.txt")
    }
    let names = try archive.stet(["stats", "--json"]).text
    #expect(names.contains("\"articles\": 1"))
  }

  @Test func `a file elsewhere needs a name`() throws {
    let other = try TemporaryDirectory()
    try other.write(Array("two".utf8), to: "b.txt")
    let path = other.url.path(percentEncoded: false) + "b.txt"
    #expect(
      try article(path)
        == "2 stet: error: \(path) is not below \(folder.dropLast()), which holds the archive\n"
        + "hint: --article NAME gives it a name\n")
    #expect(try article(path, in: "", "--article=b") == "b")
    // A folder of the archive's that lies elsewhere is a folder all the same.
    try FileManager.default.createSymbolicLink(
      atPath: folder + "away", withDestinationPath: other.url.path(percentEncoded: false))
    #expect(try article("away/b.txt") == "away/b.txt")
  }

  @Test func `what is no file needs a name, and is not waited for`() throws {
    _ = try Program.run("mkfifo", [folder + "pipe"])
    for (file, words) in [
      ("pipe", "pipe is no file, so it names no article"), ("-", "standard input has no name"),
      ("/dev/fd/0", "/dev/fd/0 is no"),
    ] {
      let answer = try article(file)
      #expect(answer.hasPrefix("2 stet: error: \(words)"), "\(answer)")
      #expect(answer.contains("--article NAME"))
    }
  }

  @Test func `a withdrawn article is named as its file was`() throws {
    _ = try article("news/a.txt")
    try FileManager.default.removeItem(atPath: folder + "news/a.txt")
    let result = try StetProgram.run(
      ["commit", "--withdrawn", "a.txt"], in: archive.folder.url.appending(path: "news"))
    #expect(result.text.hasPrefix("recorded news/a.txt as "))
    // A name that no file ever had.
    try archive.commit("harbour bridge", "text")
    let other = try StetProgram.run(
      ["commit", "--withdrawn", "harbour bridge"], in: archive.folder.url.appending(path: "news"))
    #expect(other.text.hasPrefix("recorded harbour bridge as "))
  }

  @Test func `WinMerge 2132: a name that only looks the same is refused, unless insisted`() throws {
    let (composed, decomposed) = ("caf\u{E9}.txt", "cafe\u{301}.txt")
    try archive.commit(composed, "one")
    let refused = try archive.attempt(
      ["commit", "-", "--article", decomposed], input: Array("two".utf8))
    #expect(refused.status == 2)
    #expect(refused.errors.contains("looks the same as an article's name"))
    #expect(refused.errors.contains("`--article '\(composed)'` is that article"))
    try archive.commit(decomposed, "two", "--allow-similar-name")
    // Both are there now, and each is what it was.
    try archive.commit(decomposed, "three")
    try archive.commit(composed, "four")
    #expect(try archive.stet(["cat", "\(composed)@1"]).text == "one")
    #expect(try archive.stet(["cat", "\(decomposed)@1"]).text == "two")
  }

  @Test func `names of the archive's own are refused`() throws {
    let result = try archive.attempt(["commit", "-", "--article", "stet:runs"])
    #expect(result.status == 2)
    #expect(
      result.errors.contains("names that begin with stet: are for the archive's own articles"))
  }
}
