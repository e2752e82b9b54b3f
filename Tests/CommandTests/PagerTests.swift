import Foundation
import TestSupport
import Testing

/// Output on a terminal, page by page; git is asked how it does it.
struct PagerTests {
  private static let mark = "sed s/^/PAGED:/"
  private static let page = (1...4_000).map { "line \($0) of a long article\n" }.joined()
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "one\n")
    try archive.commit("bridge", "two\n")
  }

  private func run(
    _ words: String..., keys: [(after: String, type: String)] = [], columns: Int = 80,
    environment: [String: String] = ["PAGER": mark]
  ) throws -> Terminal.Session {
    try Terminal.run(
      [StetProgram.url.path(percentEncoded: false)] + words, keys: keys, columns: columns,
      in: archive.folder.url, environment: environment)
  }

  private func git(keys: [(after: String, type: String)]) throws -> Terminal.Session {
    try Terminal.run(
      ["git", "--git-dir", archive.gitDirectory, "show", "main:\(try pathOfPage())"], keys: keys,
      in: archive.folder.url, environment: ["PAGER": "less"])
  }

  private func pathOfPage() throws -> String {
    let paths = try archive.git(["ls-tree", "-r", "--name-only", "main"]).text.split(
      separator: "\n")
    return String(try #require(paths.first { $0.hasSuffix("/page") }))
  }

  @Test func `log, diff, show and cat are paged on a terminal, the others are not`() throws {
    for words in [
      ["log"], ["log", "bridge"], ["show", "bridge"], ["diff", "bridge"], ["cat", "bridge"],
    ] {
      let session = try Terminal.run(
        [StetProgram.url.path] + words, in: archive.folder.url, environment: ["PAGER": Self.mark])
      #expect(session.status == 0 && session.text.hasPrefix("PAGED:"), "\(words) \(session)")
    }
    for word in ["verify", "stats", "help"] { #expect(try !run(word).shown.contains("PAGED:")) }
    #expect(try !run("log", "--help").shown.contains("PAGED:"))
  }

  @Test func `what goes elsewhere is not paged`() throws {
    let piped = try archive.stet(["cat", "bridge"], environment: ["STET_PAGER": Self.mark])
    #expect(piped.text == "two")
    #expect(try run("cat", "bridge", "-o", "file").shown == "")
  }

  @Test func `the demonstration is one piece`() throws {
    let session = try run("demo", environment: ["PAGER": Self.mark])
    #expect(session.status == 0 && !session.shown.contains("PAGED:"))
  }

  @Test func `STET_PAGER goes before PAGER, and cat or nothing is none`() throws {
    func shown(_ environment: [String: String]) throws -> String {
      try run("cat", "bridge", environment: environment).text
    }
    #expect(try shown(["PAGER": "sed s/^/A:/", "STET_PAGER": "sed s/^/B:/"]) == "B:two\n")
    #expect(try shown(["PAGER": Self.mark, "STET_PAGER": "cat"]) == "two\n")
    #expect(try shown(["PAGER": Self.mark, "STET_PAGER": ""]) == "two\n")
    #expect(try shown(["PAGER": ""]) == "two\n")
    #expect(try shown(["PAGER": "rev"]) == "owt\n")
  }

  @Test(arguments: ["--no-pager", "-P"])
  func `an option turns it off, before the command or after`(option: String) throws {
    #expect(try run("cat", "bridge", option).text == "two\n")
    #expect(try run(option, "cat", "bridge").text == "two\n")
  }

  @Test func `less gets the options that git gives it, unless somebody chose others`() throws {
    let pager = #"echo "$LESS $LV""#
    #expect(try run("log", environment: ["PAGER": pager]).text == "FRX -c\n")
    let chosen = ["PAGER": pager, "LESS": "S", "LV": "-l"]
    #expect(try run("log", environment: chosen).text == "S -l\n")
  }

  @Test func `without a choice it is less, which leaves a short text on the screen`() throws {
    let session = try run("cat", "bridge", environment: [:])
    #expect(session.status == 0 && session.text.contains("two") && session.isCooked)
  }

  @Test(arguments: ["nope", "nope -R", "/nope/less", "/", "/ -R"])
  func `where the pager cannot be started, the output is there without it`(pager: String) throws {
    try archive.commit("page", Self.page)
    for article in ["bridge", "page"] {
      let expected = try run("cat", article, "--no-pager").text
      let session = try run("cat", article, environment: ["PAGER": pager])
      #expect(session.status == 0 && session.text.hasSuffix(expected), "\(session.status)")
    }
  }

  @Test func `a pager that reads nothing ends the command quietly`() throws {
    try archive.commit("page", Self.page)
    let session = try run("cat", "page", environment: ["PAGER": "true"])
    #expect(session.status == -SIGPIPE && session.shown == "")
  }

  @Test func `whoever quits early gets the status that git gives`() throws {
    try archive.commit("page", Self.page)
    let keys = [(after: "line 20 of", type: "q")]
    let session = try run("cat", "page", keys: keys, environment: ["PAGER": "less"])
    let ofGit = try git(keys: keys)
    #expect(session.status == ofGit.status && session.isCooked, "\(session.status) \(ofGit.status)")
    #expect(!session.shown.contains("error"))
  }

  @Test func `Ctrl-C in a pager leaves it the terminal, and ends as git does when it is quit`()
    throws
  {
    try archive.commit("page", Self.page)
    // Another page is asked for after the interruption: less still has the keyboard.
    let keys = [
      (after: "line 23 of", type: ""), (after: "", type: "\u{3}"), (after: "", type: " "),
      (after: "line 40 of", type: "q"),
    ]
    let session = try run("cat", "page", keys: keys, environment: ["PAGER": "less"])
    let ofGit = try git(keys: keys)
    #expect(session.status == ofGit.status && session.isCooked, "\(session.status) \(ofGit.status)")
    #expect(session.status == -SIGINT)
  }

  @Test func `the status is the command's own`() throws {
    #expect(try run("cat", "bridge", environment: ["PAGER": "sed s/^/A:/; exit 7"]).status == 0)
    let unknown = try run("cat", "nothing")
    #expect(unknown.status == 3 && unknown.text.hasPrefix("stet: error: "))
    // Who asks for the status waits for no reader; git does the same.
    let different = try run("diff", "bridge", "--exit-code")
    #expect(different.status == 1 && !different.shown.contains("PAGED:"))
  }

  @Test func `an error comes after what was paged`() throws {
    let first = try archive.git(["rev-list", "--max-parents=0", "main"]).text
    let path = try archive.file(ofObject: first)
    try FileManager.default.removeItem(atPath: path)
    let session = try run("log")
    #expect(session.status == 4)
    let end = try #require(session.text.range(of: "\nstet: error: "))
    #expect(session.text[..<end.lowerBound].contains("PAGED:") && session.text.contains("bridge"))
  }

  @Test func `nothing of an archive becomes a part of a command line`() throws {
    let words = "$(touch caught); `touch caught` | touch caught"
    try archive.commit(words, words + "\n", "-m", words, "--title", words)
    for arguments in [["log"], ["cat", words], ["show", words], ["diff", "bridge", words]] {
      let session = try Terminal.run(
        [StetProgram.url.path] + arguments, in: archive.folder.url,
        environment: ["PAGER": Self.mark])
      #expect(session.text.contains("PAGED:"), "\(arguments) \(session)")
    }
    let caught = archive.folder.url.appending(path: "caught").path(percentEncoded: false)
    #expect(!FileManager.default.fileExists(atPath: caught))
  }

  @Test func `colours are there as on a terminal`() throws {
    #expect(try run("log").shown.contains("\u{1B}["))
    #expect(try !run("log", "--color=never").shown.contains("\u{1B}["))
  }

  @Test func `COLUMNS counts where a terminal does not say how wide it is`() throws {
    func width(_ columns: Int, _ variable: String) throws -> Int {
      let text = try run(
        "diff", "bridge", "--no-pager", "--color=never", columns: columns,
        environment: ["COLUMNS": variable]
      ).text
      return text.split(separator: "\n").filter { $0.contains("──") }.map(\.count).max() ?? 0
    }
    #expect(try width(0, "60") == width(60, "100"))
    #expect(try width(60, "100") < width(100, "60"))
  }
}
