import Foundation
import TestSupport
import Testing

/// What holds for every command: help, mistakes, where the archive is, exit statuses.
struct CommandLineTests {
  static let commands = [
    "init", "commit", "log", "cat", "show", "diff", "verify", "stats", "demo", "help", "completion",
  ]

  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "one", "--retrieved=2011-11-24T17:27:00Z")
    try archive.commit("bridge", "two", "--retrieved=2011-11-25T17:27:00Z")
  }

  private func run(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Program.Result { try archive.attempt(arguments, environment: environment) }

  @Test(arguments: [["help"], ["--help"], ["-h"]])
  func `help lists every command`(arguments: [String]) throws {
    let result = try archive.attempt(arguments)
    #expect(result.status == 0)
    #expect(result.errors == "")
    for command in Self.commands { #expect(result.text.contains("\n  \(command) ")) }
  }

  @Test(arguments: commands)
  func `each command's help has its usage, options and examples`(command: String) throws {
    let pages = try [[command, "--help"], ["help", command], [command, "-h"]].map {
      try archive.stet($0).text
    }
    #expect(Set(pages).count == 1)
    #expect(pages[0].hasPrefix("usage: stet \(command)"))
    for part in ["options:", "examples:", "--store PATH", "--color WHEN"] {
      #expect(pages[0].contains(part))
    }
  }

  @Test(arguments: ["--version", "-V", "version"])
  func `the version is one line`(word: String) throws {
    let result = try archive.stet([word])
    #expect(result.text.wholeMatch(of: /stet \d+\.\d+\.\d+/) != nil)
  }

  @Test func `without a command there is help, and a status that says so`() throws {
    let result = try archive.attempt([])
    #expect(result.status == 2)
    #expect(result.text.contains("stet COMMAND --help"))
  }

  @Test(arguments: [
    (["verfy"], "did you mean `stet verify`?"), (["comit", "x"], "did you mean `stet commit`?"),
    (["log", "--onelin"], "did you mean --oneline?"), (["log", "--jsn"], "did you mean --json?"),
    (["zzzzzzzzz"], "`stet help` lists them"), (["help", "zzzzzzzz"], "`stet help` lists them"),
  ])
  func `an unknown word gets a suggestion`(arguments: [String], hint: String) throws {
    let result = try archive.attempt(arguments)
    #expect(result.status == 2)
    #expect(result.output == [])
    #expect(result.errors.hasPrefix("stet: error: "))
    #expect(result.errors.hasSuffix("\nhint: \(hint)\n"))
  }

  @Test(arguments: [
    ["log", "a", "b"], ["cat"], ["cat", "a", "b"], ["show"], ["stats", "x"], ["verify", "x"],
    ["log", "-n"], ["log", "-n", "x"], ["log", "-n", "-1"], ["log", "--oneline=yes"],
    ["log", "--since", "some day"], ["log", "--color", "blue"], ["diff"], ["commit"],
    ["diff", "a", "b", "c"], ["diff", "bridge", "--format", "pdf"], ["diff", "--files", "a"],
    ["diff", "--files", "-", "-"], ["init", "a", "b"], ["log", ""], ["log", "-x"],
  ])
  func `what is used wrongly ends with 2 and nothing on standard output`(
    arguments: [String]
  ) throws {
    let result = try archive.attempt(arguments)
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.output == [])
    #expect(result.errors.hasPrefix("stet: error: "))
  }

  @Test func `an argument that is no text is refused`() throws {
    let program = StetProgram.url.path
    let result = try Program.run("sh", ["-c", "'\(program)' cat \"$(printf 'a\\377')\""])
    #expect(result.status == 2)
    #expect(result.errors.contains("word 2 of the command line is not UTF-8"))
  }

  @Test func `options stand before or after words, attached or apart`() throws {
    let expected = try archive.stet(["log", "-n", "1", "--oneline", "bridge"]).output
    for arguments in [
      ["log", "bridge", "-n1", "--oneline"], ["log", "--oneline", "bridge", "--max-count=1"],
      ["log", "-n", "9", "--max-count", "1", "bridge", "--oneline"],
      ["log", "-n1", "--oneline", "--", "bridge"],
    ] { #expect(try archive.stet(arguments).output == expected) }
  }

  @Test func `options stand before the command, too`() throws {
    let elsewhere = try TemporaryDirectory()
    let store = archive.gitDirectory
    for arguments in [
      ["--store", store, "cat", "bridge"], ["--store=\(store)", "cat", "bridge"],
      ["--color", "never", "--store", store, "cat", "bridge"],
    ] { #expect(try StetProgram.run(arguments, in: elsewhere.url).text == "two") }
    #expect(try run("--store", store, "log", "--help").text.hasPrefix("usage: stet log"))
    for arguments in [["--store", store], ["--store"], ["--oneline", "log"], ["-x", "log"]] {
      let result = try archive.attempt(arguments)
      #expect(result.status == 2 && result.output == [], "\(arguments) \(result)")
    }
  }

  @Test func `a number alone is how many`() throws {
    #expect(try run("log", "-1").output == run("log", "-n", "1").output)
    #expect(try run("log", "--oneline", "-12").text.split(separator: "\n").count == 2)
    #expect(try run("stats", "-1").status == 2)
  }

  @Test(arguments: [
    ["bridge@1..bridge@2"], ["bridge@1..@2"], ["bridge@1", "@2"], ["bridge@1..bridge"],
  ])
  func `two revisions are written as git writes them, or with the name once`(
    words: [String]
  ) throws {
    let expected = try archive.stet(["diff", "bridge@1", "bridge@2", "--json"]).output
    #expect(try archive.stet(["diff", "--json"] + words).output == expected)
  }

  @Test func `dots in a name are no range`() throws {
    try archive.commit("a..b", "one")
    try archive.commit("a..b", "two")
    #expect(try archive.stet(["diff", "a..b", "--stat"]).text.hasPrefix("a..b@1 → a..b@2"))
    for words in ["..bridge", "bridge..", "x..y"] {
      #expect(try run("diff", words).status == 3, "\(words)")
    }
  }

  @Test(arguments: [
    (["history"], "stet log"), (["check"], "stet verify"), (["fsck"], "stet verify"),
    (["gc"], "stet maintain"), (["status"], "stet stats"), (["ls"], "stet list"),
    (["annotate", "bridge"], "stet blame"), (["rm", "bridge"], "--withdrawn"),
    (["log", "-S", "x"], "no search"), (["diff", "-w", "bridge"], "--whitespace ignore"),
    (["diff", "-U3", "bridge"], "--format unified"), (["commit", "-"], "--article NAME"),
    (["log", "bridge@1"], "stet show bridge@1"), (["show", "@1"], "NAME@1"),
  ])
  func `what people type who know other programs is answered`(
    arguments: [String], hint: String
  ) throws {
    let result = try archive.attempt(arguments)
    #expect([2, 3].contains(result.status) && result.output == [])
    #expect(result.errors.split(separator: "\n").last?.contains(hint) == true, "\(result)")
  }

  @Test(arguments: [
    ["diff", "bridge", "--stat", "--format", "html"], ["log", "--oneline", "--json"],
    ["diff", "--batch", "--stat"], ["commit", "x", "--json", "--quiet"],
    ["cat", "bridge", "--json"],
    ["demo", "x", "--json"], ["help", "--json"],
    ["completion", "bash", "--json"],
  ])
  func `an option that would not be honoured is refused`(arguments: [String]) throws {
    let result = try archive.attempt(arguments)
    #expect(result.status == 2 && result.output == [], "\(result)")
  }

  @Test func `a clone with a work tree is read where it is named, and the hint names it`() throws {
    let folder = try TemporaryDirectory()
    let clone = folder.url.path(percentEncoded: false) + "clone"
    _ = try Program.run("git", ["clone", "-q", archive.gitDirectory, clone])
    #expect(try run("cat", "bridge", "--store", clone).text == "two")
    let inside = try StetProgram.run(["log"], in: URL(filePath: clone))
    #expect(inside.status == 3 && inside.errors.contains("--store \(clone)/.git"), "\(inside)")
  }

  @Test func `words after two dashes are no options`() throws {
    try archive.folder.write(Array("x".utf8), to: "-n")
    try archive.stet(["commit", "--", "-n"])
    #expect(try archive.stet(["cat", "--", "-n"]).text == "x")
    let result = try run("log", "--", "--json")
    #expect(result.status == 3)
  }

  // MARK: Where the archive is

  @Test func `an archive is found in a folder above`() throws {
    try archive.folder.write([], to: "a/b/c/file")
    let folder = archive.folder.url.appending(path: "a/b/c")
    #expect(try StetProgram.run(["cat", "bridge"], in: folder).text == "two")
  }

  @Test func `an archive is named by option, else by environment`() throws {
    let elsewhere = try TemporaryDirectory()
    let path = archive.folder.url.path
    for store in [path, path + "/.stet"] {
      let byOption = try StetProgram.run(["cat", "bridge", "--store", store], in: elsewhere.url)
      #expect(byOption.text == "two")
      let byName = try StetProgram.run(
        ["cat", "bridge"], in: elsewhere.url, environment: ["STET_STORE": store])
      #expect(byName.text == "two")
    }
    let other = try StetArchive()
    let chosen = try run(
      "cat", "bridge", "--store", path, environment: ["STET_STORE": other.gitDirectory])
    #expect(chosen.text == "two")
  }

  @Test(arguments: ["log", "verify", "stats"])
  func `without an archive there is a hint and status 3`(command: String) throws {
    let empty = try TemporaryDirectory()
    let result = try StetProgram.run([command], in: empty.url)
    #expect(result.status == 3)
    #expect(result.errors.contains("no archive in "))
    #expect(result.errors.contains("hint: `stet init`"))
    let named = try StetProgram.run([command, "--store", "nowhere"], in: empty.url)
    #expect(named.status == 3)
  }

  @Test func `a repository of another kind is refused with the reason`() throws {
    let folder = try TemporaryDirectory()
    _ = try Program.run("git", ["init", "--quiet", "--bare", "."], in: folder.url)
    let result = try StetProgram.run(["log", "--store", "."], in: folder.url)
    #expect(result.status == 3)
    #expect(result.errors.contains("SHA-256"))
  }

  @Test func `an archive is made with the folders above it`() throws {
    let folder = try TemporaryDirectory()
    for path in ["a/b/c", "d/e/"] {
      #expect(try StetProgram.run(["init", path], in: folder.url).status == 0)
      #expect(try StetProgram.run(["log", "--store", path], in: folder.url).status == 0)
    }
  }

  // MARK: What the system refuses

  @Test func `a full disk under the output ends with 6`() throws {
    let result = try StetProgram.run(
      ["log"], in: archive.folder.url, outputTo: "/dev/full")
    #expect(result.status == 6)
    #expect(result.errors.contains("no space left"))
  }

  @Test func `a place where nobody may write ends with 6`() throws {
    let denied = try run("cat", "bridge", "-o", "/sys/stet-test")
    #expect(denied.status == 6)
    #expect(denied.errors.contains("permission denied"))
    let made = try run("init", "/sys/stet-test")
    #expect(made.status == 6)
  }

  @Test func `a path that leads through a file ends with 3`() throws {
    try archive.folder.write([], to: "file")
    #expect(try run("cat", "bridge", "-o", "file/x").status == 3)
    #expect(try run("commit", "file/x").status == 3)
    #expect(try run("commit", "nothing").status == 3)
  }

  @Test func `a folder is no article`() throws {
    let result = try run("commit", ".stet", "--article", "x")
    #expect(result.status == 6)
    #expect(result.errors.contains("it is a folder"))
  }

  // MARK: Terminals

  @Test func `colour comes only when it is asked for`() throws {
    let plain = try run("log").output
    #expect(!plain.contains(0x1B))
    #expect(try run("log", "--color=always").output.contains(0x1B))
    #expect(try run("log", "--color=never").output == plain)
    #expect(try run("log", environment: ["NO_COLOR": "1"]).output == plain)
  }

  @Test func `control characters never reach a terminal`() throws {
    let nasty = "a\u{1B}[31m\u{7}\u{9B}b\u{202E}"
    try archive.stet(
      ["commit", "-", "--article", "name", "-m", nasty, "--author", "\(nasty) <x>"],
      input: Array("text".utf8))
    // No new article gets such a name, but a history that is imported brings what it has.
    let stream =
      "commit refs/heads/main\ncommitter A <a@b> 1 +0000\ndata 0\n"
      + "M 644 inline \u{202E}name\u{2066}\ndata 0\n\n"
    try archive.stet(["import", "-"], input: Array(stream.utf8))
    try archive.stet(
      ["commit", "-", "--article", "titled", "--title", "a\u{202E}b"], input: Array("text".utf8))
    for arguments in [
      ["log"], ["log", "--oneline"], ["show", "name"], ["show", "\u{202E}name\u{2066}"], ["stats"],
      ["commit", "-", "--article", "\u{202E}new"], ["cat", nasty],
      ["log", nasty], ["commit", nasty], ["--store", nasty], ["log", "--store", nasty],
      ["commit", "-", "--article", nasty], ["diff", "--files", nasty, nasty], [nasty],
      ["log", "--since", nasty], ["cat", "bridge", "-o", nasty + "/x"], ["help", nasty],
      ["log", "-n", nasty], ["diff", "bridge", "--format", nasty], ["--\(nasty)"],
      ["log", "--\(nasty)"], ["init", nasty + "/x"], ["commit", "-", "--title", nasty],
      ["commit", "-", "--author", nasty], ["log", "--color", nasty], ["stats", nasty],
    ] {
      let result = try archive.attempt(arguments)
      let shown = String(decoding: result.output, as: UTF8.self) + result.errors
      for scalar in ["\u{1B}", "\u{7}", "\u{9B}", "\u{202E}", "\u{2066}"] {
        #expect(!shown.contains(scalar), "\(arguments)")
      }
    }
  }
}
