import Foundation
import TestSupport
import Testing

/// `stet erase` as it is typed, and what every command says of what is gone.
struct EraseCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    for (name, text) in [
      ("bridge", "One."), ("bridge", "Two."), ("ferry", "Two."), ("bridge", "Three."),
    ] {
      try archive.commit(name, text)
    }
  }

  @discardableResult
  private func erase(_ specifier: String, _ options: String...) throws -> Program.Result {
    try archive.attempt(["erase", specifier, "--reason", "court order"] + options)
  }

  @Test func `without --yes it says what would be lost, and changes nothing`() throws {
    let head = try archive.git(["rev-parse", "HEAD"]).text
    let result = try erase("bridge@2")
    #expect(result.status == 2)
    #expect(result.text.hasPrefix("2 revisions would lose their text:"))
    #expect(result.text.contains("  ferry@1  (") && result.text.contains("  bridge@2  ("))
    #expect(result.errors.contains("nothing was erased") && result.errors.contains("hint: --yes"))
    #expect(try archive.git(["rev-parse", "HEAD"]).text == head)
    #expect(try archive.stet(["cat", "bridge@2"]).text == "Two.")
    let terminal = try Terminal.run(
      [StetProgram.url.path(percentEncoded: false), "erase", "bridge@2", "--reason", "x"],
      in: archive.folder.url)
    #expect(terminal.status == 2 && terminal.text.contains("nothing was erased"))
  }

  @Test func `every revision with the same bytes loses them, and each is named`() throws {
    let result = try erase("bridge@2", "--yes")
    #expect(result.status == 0, "\(result)")
    #expect(result.text.hasPrefix("erased, and recorded as "))
    #expect(result.text.contains("2 revisions lost their text:\n  ferry@1  ("), "\(result)")
    for name in ["bridge@2", "ferry", "ferry@1"] {
      let cat = try archive.attempt(["cat", name])
      #expect(cat.status == 3 && cat.output.isEmpty, "\(cat)")
      #expect(cat.errors.contains(" was erased on ") && cat.errors.contains("because court order"))
    }
    #expect(try archive.stet(["cat", "bridge@1"]).text == "One.")
    #expect(try archive.stet(["cat", "bridge"]).text == "Three.")
  }

  @Test func `the newest revision of an article can be erased, too`() throws {
    #expect(try erase("bridge", "--yes").status == 0)
    #expect(try archive.attempt(["cat", "bridge"]).status == 3)
    try archive.commit("bridge", "Four.")
    #expect(try archive.stet(["cat", "bridge"]).text == "Four.")
    #expect(try archive.attempt(["verify", "--quick"]).status == 0)
    #expect(try archive.stet(["verify"]).text.hasSuffix("no damage, 1 text erased by law"))
  }

  @Test func `to erase again says so, and completes what is left`() throws {
    try erase("bridge@2", "--yes")
    let head = try archive.git(["rev-parse", "HEAD"]).text
    try archive.git(["hash-object", "-w", "--stdin"], input: Array("Two.".utf8))
    let again = try erase("ferry", "--yes")
    #expect(again.status == 0 && again.text.hasPrefix("already erased on "), "\(again)")
    #expect(try archive.attempt(["cat", "ferry"]).status == 3)
    #expect(try archive.git(["rev-parse", "HEAD"]).text == head)
  }

  @Test func `show, log and diff say what was erased`() throws {
    try erase("bridge@2", "--yes")
    let shown = try archive.attempt(["show", "bridge@2"])
    #expect(shown.status == 3 && shown.text.contains("  erased        on "), "\(shown)")
    #expect(shown.text.contains("the text is gone: bridge@"))
    let next = try archive.attempt(["show", "bridge@3"])
    #expect(next.status == 0 && next.text.contains("the text before is gone: bridge@"), "\(next)")
    let json = try archive.attempt(["show", "bridge@2", "--json"])
    #expect(json.status == 3 && json.text.contains("\"reason\": \"court order\""), "\(json)")
    for words in [
      ["bridge@1", "bridge@2"], ["bridge"], ["bridge", "--stat"], ["bridge@2..@3", "--json"],
    ] {
      let diff = try archive.attempt(["diff"] + words)
      #expect(diff.status == 3 && diff.errors.contains("because court order"), "\(words): \(diff)")
    }
    let log = try archive.stet(["log", "bridge", "--oneline", "--stat"]).text
    #expect(log.contains("bridge@2  erased\n"), "\(log)")
    #expect(log.contains("    not to be compared: a text was erased"))
    #expect(
      try archive.stet(["log"]).text.components(separatedBy: "  erased        on ").count == 3)
    let lines = try archive.stet(["log", "--json"]).text.split(separator: "\n")
    #expect(lines.count { $0.contains("\"erased\":{") } == 2)
    #expect(try archive.stet(["stats"]).text.contains("erased        1 text by law"))
  }

  @Test func `the same text cannot be recorded again, and other lines of a batch can`() throws {
    try erase("bridge@2", "--yes")
    for name in ["bridge", "new", "ferry"] {
      let result = try archive.attempt(
        ["commit", "-", "--article", name], input: Array("Two.".utf8))
      #expect(result.status == 5, "\(result)")
      #expect(result.errors.contains("'\(name)' would bring back a text that was erased on "))
    }
    let lines = #"{"article":"x","text":"Two."}"# + "\n" + #"{"article":"y","text":"Other."}"#
    let batch = try archive.attempt(
      ["commit", "--batch", "--keep-going"], input: Array(lines.utf8))
    #expect(batch.status == 7, "\(batch)")
    #expect(try archive.stet(["cat", "y"]).text == "Other.")
    #expect(try archive.stet(["verify"]).text.hasSuffix("no damage, 1 text erased by law"))
  }

  @Test func `an import records the revision, and leaves the text out`() throws {
    try erase("bridge@2", "--yes")
    let stream = """
      commit refs/heads/main
      committer Ada <ada@example.org> 1000000000 +0000
      data 0
      M 100644 inline laws/1.md
      data 4
      Two.
      M 100644 inline laws/2.md
      data 6
      Other.

      """
    let imported = try archive.stet(["import"], input: Array(stream.utf8))
    #expect(imported.text.contains("1 revision recorded without its text: it was erased by law"))
    #expect(try archive.attempt(["cat", "laws/1.md"]).status == 3)
    #expect(try archive.stet(["cat", "laws/2.md"]).text == "Other.")
    #expect(try archive.stet(["verify"]).text.hasSuffix("no damage, 1 text erased by law"))
    #expect(try archive.fsck() == "")
  }

  @Test func `what cannot be erased is refused with the reason`() throws {
    try archive.stet(["commit", "--batch"], input: Array(#"{"article":"seen","text":"x"}"#.utf8))
    let run = try erase("stet:runs", "--yes")
    #expect(run.status == 2 && run.errors.contains("what stet: articles say of the archive stays"))
    // A text that is the same as one of those.
    let manifest = try archive.stet(["cat", "stet:runs"]).output
    try archive.stet(["commit", "-", "--article", "twin"], input: manifest)
    let twin = try erase("twin", "--yes")
    #expect(twin.status == 2 && twin.errors.contains("stet:runs@1 has the same bytes"), "\(twin)")
    try archive.stet(["commit", "--withdrawn", "ferry"])
    #expect(try erase("ferry", "--yes").status == 3)
    #expect(try erase("nobody", "--yes").status == 3)
    for reason in ["", " \t", String(repeating: "x", count: 201)] {
      let result = try archive.attempt(["erase", "bridge", "--reason", reason, "--yes"])
      #expect(
        result.status == 2 && result.errors.contains("the reason cannot be kept"), "\(result)")
    }
    #expect(try archive.attempt(["erase", "bridge", "--yes"]).status == 2)
    let commit = try archive.attempt(["commit", "-", "--article", "stet:erased"], input: [1])
    #expect(commit.status == 2)
    let log = try archive.stet(["log", "--oneline"]).text
    #expect(!log.contains("stet:erased"))
  }

  @Test func `a lost text can be erased, and is no damage any more`() throws {
    let blob = try archive.git(["rev-parse", "HEAD~3^{tree}"]).text
    let line = try archive.git(["ls-tree", "-r", blob]).text
    let id = try #require(line.firstMatch(of: /[0-9a-f]{64}/)).0
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: id))
    #expect(try archive.attempt(["verify"]).status == 4)
    #expect(try erase("bridge@1", "--yes").status == 0)
    #expect(try archive.stet(["verify"]).text.contains(" was erased on "))
    #expect(try archive.fsck() == "")
  }

  @Test func `a reason is told as it is, without what a terminal obeys`() throws {
    let result = try archive.attempt([
      "erase", "bridge", "--reason", "a\u{1B}[2Jb\nc\u{202E}d", "--yes",
    ])
    #expect(result.status == 0)
    let words = try archive.attempt(["cat", "bridge"]).errors + archive.stet(["verify"]).text
    #expect(
      words.contains("because a [2Jb c") && !words.contains("\u{1B}") && !words.contains("\u{202E}")
    )
  }
}
