import Foundation
import JSON
import TestSupport
import Testing

struct AmendCommandTests {
  private let archive: StetArchive

  init() throws { archive = try StetArchive() }

  private func recordBridge() throws {
    try archive.commit(
      "bridge", "one", "--title=Bridge", "--published=2026-01-01", "--retrieved=2026-01-05T10:00Z")
    try archive.commit("bridge", "two", "--published=2026-01-02", "--retrieved=2026-03-01T10:00Z")
  }

  private func id(of specifier: String) throws -> String {
    let json = try JSON(decoding: archive.stet(["show", "--json", specifier]).output)
    return try #require(json["revision"]?["commit"]?.stringValue)
  }

  /// A backup was made with a wrong date, and nothing could correct it.
  @Test func `restic 2654: a wrong date is corrected, as of goes by it, the old one can be shown`()
    throws
  {
    try recordBridge()
    #expect(try archive.stet(["cat", "bridge@2026-02-15"]).text == "one")
    let done = try archive.stet([
      "amend", "bridge@2", "--retrieved=2026-02-10T10:00Z", "-m", "Typo",
    ])
    #expect(done.text.hasPrefix("amended bridge@2: retrieved 2026-02-10T10:00:00Z ("))
    #expect(done.text.hasSuffix("  retrieved was 2026-03-01T10:00:00Z"))
    #expect(try archive.stet(["cat", "bridge@2026-02-15"]).text == "two")
    let shown = try archive.stet(["show", "bridge"]).text
    #expect(shown.contains("  retrieved     2026-02-10T10:00:00Z\n"))
    #expect(shown.contains(": retrieved was 2026-03-01T10:00:00Z\n"))
    let original = try archive.stet(["show", "bridge", "--original"]).text
    #expect(original.contains("  retrieved     2026-03-01T10:00:00Z\n"))
    #expect(!original.contains("amended"))
    #expect(
      try archive.stet(["log", "bridge", "--original", "--oneline", "-n1"]).text
        .contains("2026-03-01  bridge@2"))
    #expect(
      try archive.stet(["log", "--oneline"]).text.split(separator: "\n").map {
        String($0.dropFirst(26))
      } == [
        "stet:amended/bridge  amended bridge@2: retrieved 2026-02-10T10:00:00Z", "bridge",
        "bridge  Bridge",
      ])
    #expect(try archive.attempt(["verify"]).status == 0)
    #expect(try archive.fsck() == "")
  }

  @Test func `diff marks what was amended, in every form for people and for programs`() throws {
    try recordBridge()
    try archive.stet(["amend", "bridge@2", "--published=2026-03-01"])
    try archive.stet(["amend", "bridge@1", "--clear=retrieved"])
    let text = try archive.stet(["diff", "bridge"]).text
    #expect(
      text.contains("published  2026-01-01                        2026-03-01 (amended)\n"),
      "\(text)")
    #expect(text.contains("retrieved  – (amended)    "))
    for format in ["side-by-side", "html"] {
      let drawn = try archive.stet(["diff", "bridge", "--format", format]).text
      #expect(drawn.contains("2026-03-01 (amended)"), "\(format)")
    }
    let json = try JSON(decoding: archive.stet(["diff", "bridge", "--json"]).output)
    #expect(json["new"]?["amended"] == ["published"] && json["old"]?["amended"] == ["retrieved"])
  }

  @Test func `git reads who amended what, and finds it by its path; a clone has it all`() throws {
    try recordBridge()
    let target = try id(of: "bridge@1")
    try archive.stet(["amend", "bridge@1", "--clear=title", "--source", "https://a.example/"])
    let message = try archive.git(["log", "-1", "--format=%B"]).output
    let trailers = try Program.run("git", ["interpret-trailers", "--parse"], input: message).text
    #expect(
      trailers == """
        Article: stet:amended/bridge
        Source: https://a.example/
        Amends: \(target)
        Clears: Title
        """)
    let path = try #require(try archive.path(endingWith: "stet%3Aamended%2Fbridge"))
    #expect(
      try archive.git(["log", "--format=%s", "--", path]).text.hasPrefix("amended bridge@1:"))
    // The article itself is as it was.
    let bridge = try #require(try archive.path(endingWith: "/bridge"))
    let ids = try archive.git(["log", "--format=%H", "--", bridge]).text
    #expect(ids.split(separator: "\n").count == 2)
    let clone = archive.folder.url.path(percentEncoded: false) + "clone"
    try archive.git(["clone", "-q", "--bare", archive.gitDirectory, clone])
    let shown = try archive.stet(["show", "bridge@1", "--store", clone]).text
    #expect(shown.contains("title was Bridge") && shown.contains("source was not known"))
  }

  @Test func `what is said of unchanged bytes is not lost in silence`() throws {
    try recordBridge()
    let result = try archive.commit(
      "bridge", "two", "--published=2026-01-03", "--title=It's", "--retrieved=2026-03-02T10:00Z")
    #expect(result.text == "unchanged bridge: the latest revision has these bytes")
    let command = "stet amend bridge --title 'It'\\''s' --published 2026-01-03"
    #expect(result.errors.contains("`\(command)`"), "\(result.errors)")
    // The shell reads it as it is meant.
    let script = command.replacing("stet", with: "\"$STET\"", maxReplacements: 1)
    let words = try Program.run(
      "sh", ["-c", script.replacing("\"$STET\"", with: "printf '%s|'")]
    ).text
    #expect(words == "amend|bridge|--title|It's|--published|2026-01-03|")
    try archive.stet(["amend", "bridge", "--title", "It's", "--published", "2026-01-03"])
    #expect(
      try archive.commit("bridge", "two", "--published=2026-01-03", "--title=It's").errors == "")
    // What is not seen cannot be typed as it is shown.
    #expect(
      try archive.commit("bridge", "two", "--title=\u{202E}x").errors
        .contains("`stet amend bridge --title …`"))
    // A name that looks like an option is named by its commit.
    try archive.commit("-x", "one")
    let id = try archive.git(["rev-parse", "main"]).text
    #expect(
      try archive.commit("-x", "one", "--title=T").errors.contains("`stet amend \(id) --title T`"))
  }

  @Test func `an amendment that changes nothing says so and records nothing`() throws {
    try recordBridge()
    let head = try archive.git(["rev-parse", "main"]).text
    #expect(
      try archive.stet(["amend", "bridge@2", "--published=2026-01-02", "--clear=title"]).text
        == "unchanged bridge@2: all of it is known like this already")
    let json = try JSON(
      decoding: archive.stet(["amend", "bridge@2", "--clear=title", "--json"]).output)
    #expect(json["outcome"]?.stringValue == "unchanged" && json["commit"] == .null)
    #expect(try archive.git(["rev-parse", "main"]).text == head)
  }

  @Test(
    arguments: [
      (["bridge"], 2, "there is nothing to amend"),
      (["bridge", "--clear=name"], 2, "--clear takes"),
      (["bridge", "--title=x", "--clear=title"], 2, "given and cleared at once"),
      (["bridge", "--title="], 2, "it is empty"), (["ferry", "--title=x"], 3, "no article"),
      (["bridge", "--published=soon"], 2, "--published takes a time"),
      (["bridge", "--published=9999-01-01"], 2, "is yet to come"),
      (["stet:runs", "--title=x"], 2, "is the archive's own"),
      (["bridge", "--title=a\u{1}b"], 2, "control character"),
    ] as [([String], Int32, String)])
  func `what cannot be amended is said`(words: [String], status: Int32, error: String) throws {
    try archive.stet(
      ["commit", "--batch"], input: Array(#"{"article":"bridge","text":"one"}"#.utf8))
    let result = try archive.attempt(["amend"] + words)
    #expect(result.status == status && result.errors.contains(error), "\(result.errors)")
  }

  @Test func `people who type what other programs call it are told`() throws {
    #expect(try archive.attempt(["edit"]).errors.contains("stet amend REV"))
    #expect(try archive.attempt(["mv"]).errors.contains("stet rename OLD NEW"))
  }

  // MARK: Forged ones

  private static let header = "revision\tfield\tvalue\trecorded\tby\n"

  /// Forges an amendment of `bridge@1` on top of a true one.
  private func forge(
    _ text: (_ id: String, _ table: String) -> String, trailers: (_ id: String) -> [String]
  ) throws -> (verify: Program.Result, commit: String) {
    try recordBridge()
    try archive.stet(["amend", "bridge@2", "--title=Second"])
    #expect(try archive.attempt(["verify"]).status == 0)
    let path = try #require(try archive.path(endingWith: "stet%3Aamended%2Fbridge"))
    let id = try id(of: "bridge@1")
    let table = try archive.git(["cat-file", "blob", "main:\(path)"]).text + "\n"
    let commit = try archive.forge(
      text(id, table), at: path,
      trailers: ["Article: stet:amended/bridge"] + trailers(id))
    return (try archive.attempt(["verify"]), commit)
  }

  @Test(arguments: [
    (["Title: T"], "names no revision that it amends"),
    (["Amends: 1234", "Title: T"], "names no revision that it amends"),
    (["Amends: \(String(repeating: "5", count: 64))", "Title: T"], "it amends 5555"),
    // It amends a revision, and nothing of it.
    (["Amends: ID"], "is no earlier revision"),
    (["Amends: ID", "Clears: Article"], "is no earlier revision"),
    (["Amends: ID", "Title: Other"], "not what was amended before and what it amends itself"),
    (["Amends: ID", "Title: T", "Source: u"], "not what was amended before"),
    (["Amends: ID", "Clears: Title"], "not what was amended before"),
  ])
  func `verify finds an amendment of nothing, and one that its text does not say`(
    trailers: [String], words: String
  ) throws {
    let (result, commit) = try forge { id, table in
      let who = "2026-03-02T13:40:00Z\tAnn\n"
      return table + "\(id)\tTitle\tT\t\(who)"
    } trailers: { id in
      trailers.map { $0.replacing("ID", with: id) }
    }
    #expect(result.status == 4 && result.text.contains(words), "\(result.text)")
    #expect(result.text.contains(commit) && result.text.contains("1 finding"))
    #expect(result.text.contains("compare with another copy"))
  }

  @Test func `verify finds an amendment of another article, and of what is not amended`() throws {
    try archive.commit("ferry", "one")
    try archive.stet(
      ["commit", "--batch"], input: Array(#"{"article":"seen","text":"x"}"#.utf8))
    let ferry = try id(of: "ferry")
    let (result, _) = try forge { _, table in
      table
    } trailers: { _ in
      ["Amends: \(ferry)", "Title: T"]
    }
    #expect(result.status == 4 && result.text.contains("it amends \(ferry), which is no earlier"))
    let runs = try id(of: "stet:runs")
    try archive.forge(
      Self.header, at: "0/0/0/0/x",
      trailers: ["Article: stet:amended/stet:runs", "Amends: \(runs)"])
    #expect(try archive.attempt(["verify"]).text.contains("it amends \(runs)"))
  }

  @Test(arguments: [
    ("hello\n", 1), (header + "x\n", 2), (header + "ID\tTitle\tT\tsoon\tAnn\n", 2),
    (header + "ID\tTitle\tT\t2026-03-02\tAnn\nID\tTitle\tU\t2026-03-02\tAnn\n", 3),
  ])
  func `verify finds a text that says nothing, and readers are warned of it`(
    text: String, line: Int
  ) throws {
    let (result, _) = try forge { id, _ in
      text.replacing("ID", with: id)
    } trailers: { id in
      ["Amends: \(id)", "Title: T"]
    }
    #expect(result.status == 4)
    #expect(result.text.contains("line \(line) of its text says nothing"), "\(result.text)")
    for command in [["log", "bridge"], ["show", "bridge@1"]] {
      let shown = try archive.attempt(command)
      #expect(shown.status == 0 && shown.text.contains("2026-01-01"))
      #expect(shown.errors.contains("what was amended of bridge cannot be read"), "\(shown.errors)")
    }
    // A time may be a corrected one, so nobody can tell what stood then; the texts are there.
    #expect(try archive.attempt(["cat", "bridge@2026-12-31"]).status == 4)
    #expect(try archive.attempt(["cat", "bridge@1"]).text == "one")
    #expect(try archive.attempt(["amend", "bridge", "--title=x"]).status == 4)
  }

  @Test func `verify finds a text that amends more than it says, or forgets what was amended`()
    throws
  {
    let row = "\tTitle\tT\t2026-03-02T13:40:00Z\tAnn\n"
    let (result, _) = try forge { id, _ in
      Self.header + id + row
    } trailers: { id in
      ["Amends: \(id)", "Title: T"]
    }
    #expect(result.status == 4 && result.text.contains("not what was amended before"))
  }

  @Test func `verify finds an article of people's that says it amends`() throws {
    try recordBridge()
    let path = try #require(try archive.path(endingWith: "/bridge"))
    let id = try id(of: "bridge@1")
    try archive.forge("x", at: path, trailers: ["Article: bridge", "Title: T", "Amends: \(id)"])
    let result = try archive.attempt(["verify"])
    #expect(result.status == 4 && result.text.contains("it amends \(id), which is no earlier"))
    // Nobody believes it.
    #expect(try archive.stet(["show", "bridge@1"]).text.contains("title         Bridge"))
  }

  @Test func `verify --since-last judges an amendment when it is new`() throws {
    try recordBridge()
    try archive.stet(["verify", "--since-last"])
    try archive.stet(["amend", "bridge@1", "--title=T"])
    #expect(try archive.stet(["verify", "--since-last"]).text.contains("no damage"))
    let path = try #require(try archive.path(endingWith: "stet%3Aamended%2Fbridge"))
    try archive.forge(
      Self.header, at: path,
      trailers: ["Article: stet:amended/bridge", "Amends: \(id(of: "bridge@2"))", "Title: T"])
    #expect(try archive.attempt(["verify", "--since-last"]).status == 4)
  }
}
