import Foundation
import TestSupport
import Testing

/// Somebody types in a real shell and presses the tab key.
struct CompletionTests {
  enum Shell: String, CaseIterable {
    case bash, zsh, fish

    var words: [String] {
      switch self {
      case .bash: ["bash", "--norc", "--noprofile", "-i"]
      case .zsh: ["zsh", "-f", "-i"]
      case .fish: ["fish", "--no-config", "-i"]
      }
    }

    /// The prompt is spelled so that what was typed does not pass for it.
    var start: String {
      switch self {
      case .bash: "PS1='rea''dy> '; source <(stet completion bash)\n"
      case .zsh:
        "autoload -Uz compinit; compinit -u -D; bindkey -e; source <(stet completion zsh);"
          + " PS1='rea''dy> '\n"
      case .fish:
        "stet completion fish | source; function fish_prompt; echo -n rea''dy\\>\\ ; end\n"
      }
    }
  }

  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    for article in ["bridge", "my article", "a$(touch caught)b", "it's"] {
      try archive.commit(article, "one")
    }
    try archive.commit("bridge", "two")
    try archive.folder.write([], to: "some-file")
  }

  /// The words that the shell has of a line once its end is completed.
  private func words(_ line: String, in shell: Shell) throws -> [String] {
    let program = StetProgram.url.deletingLastPathComponent().path(percentEncoded: false)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let home = archive.folder.url.path(percentEncoded: false)
    // Then to the start of the line, another command before it, and go.
    let keys = [
      (after: "", type: shell.start), (after: "ready> ", type: line), (after: "", type: "\t"),
      (after: "", type: "\u{1}printf '<%s>' \n"),
      (after: "ready> ", type: "exit\n"),
    ]
    let session = try Terminal.run(
      shell.words, keys: keys, columns: 200, in: archive.folder.url,
      environment: ["PATH": "\(program):\(path)", "HOME": home])
    let shown = try #require(session.shown.matches(of: /(?:<[^<>%]*>)+/).last, "\(session.shown)")
    return shown.output.split(whereSeparator: { "<>".contains($0) }).map(String.init)
  }

  @Test(arguments: Shell.allCases)
  func `commands, options and values complete`(shell: Shell) throws {
    for (typed, words) in [
      ("stet ver", ["stet", "verify"]),
      ("stet log --onel", ["stet", "log", "--oneline"]),
      ("stet diff --format word", ["stet", "diff", "--format", "word-diff"]),
      ("stet diff --format=side", ["stet", "diff", "--format=side-by-side"]),
      ("stet --color al", ["stet", "--color", "always"]),
      ("stet help compl", ["stet", "help", "completion"]),
    ] {
      let found = try self.words(typed, in: shell)
      #expect(found == words)
    }
  }

  @Test(arguments: Shell.allCases)
  func `articles and revisions complete, quoted as the shell needs it`(shell: Shell) throws {
    for (typed, words) in [
      ("stet log bri", ["stet", "log", "bridge"]),
      ("stet cat bridge@2", ["stet", "cat", "bridge@2"]),
      ("stet diff bridge@1 my", ["stet", "diff", "bridge@1", "my article"]),
      ("stet cat it", ["stet", "cat", "it's"]),
      ("stet show a", ["stet", "show", "a$(touch caught)b"]),
      (
        "stet commit some-file --article br",
        ["stet", "commit", "some-file", "--article", "bridge"]
      ),
    ] {
      let found = try self.words(typed, in: shell)
      #expect(found == words)
    }
    let caught = archive.folder.url.appending(path: "caught").path(percentEncoded: false)
    #expect(!FileManager.default.fileExists(atPath: caught))
  }

  @Test(arguments: Shell.allCases)
  func `files complete where files are meant`(shell: Shell) throws {
    for (typed, words) in [
      ("stet commit some-", ["stet", "commit", "some-file"]),
      ("stet diff --files some-", ["stet", "diff", "--files", "some-file"]),
      ("stet cat bridge -o some-", ["stet", "cat", "bridge", "-o", "some-file"]),
      ("stet commit --withdrawn bri", ["stet", "commit", "--withdrawn", "bridge"]),
      ("stet log some-", ["stet", "log", "some-"]),
    ] {
      let found = try self.words(typed, in: shell)
      #expect(found == words)
    }
  }

  @Test(arguments: Shell.allCases)
  func `the archive that the line names is the one that is asked`(shell: Shell) throws {
    let other = try StetArchive()
    try other.commit("elsewhere", "one")
    for line in [
      "stet --store \(other.gitDirectory) cat else", "stet cat --store=\(other.gitDirectory) else",
    ] {
      #expect(try words(line, in: shell).last == "elsewhere")
    }
  }

  @Test func `names are told as they begin, revisions with what they are`() throws {
    func lines(_ arguments: String...) throws -> [String] {
      try archive.stet(["completion"] + arguments).text.split(separator: "\n").map(String.init)
    }
    #expect(try lines("--articles", "") == ["a$(touch caught)b", "bridge", "it's", "my article"])
    #expect(try lines("--revisions", "br") == ["bridge"])
    #expect(try lines("--articles", "nothing") == [])
    let revisions = try lines("--revisions", "bridge@")
    #expect(revisions.map { $0.prefix(9) } == ["bridge@2\t", "bridge@1\t"])
  }

  @Test func `without an archive there is nothing to complete`() throws {
    let empty = try TemporaryDirectory()
    let result = try StetProgram.run(["completion", "--articles", ""], in: empty.url)
    #expect(result.status == 3 && result.output == [])
  }

  @Test func `a shell that nobody knows is named`() throws {
    let result = try archive.attempt(["completion", "csh"])
    #expect(result.status == 2 && result.errors.contains("the shells are bash, zsh, fish"))
    #expect(try archive.attempt(["completion"]).status == 2)
    #expect(try archive.attempt(["completion", "bash", "--articles", ""]).status == 2)
  }
}
