import Foundation
import JSON
import TestSupport
import Testing

struct RenameCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("old", "one", "--title=One")
    try archive.commit("old", "two", "--title=Two", "--retrieved=2026-03-01T10:00Z")
  }

  private func names(_ arguments: String...) throws -> [String] {
    try archive.stet(["log", "--oneline"] + arguments).text.split(separator: "\n")
      .map { String($0.dropFirst(26)) }
  }

  @Test func `log follows a story across names, under each name's own numbers`() throws {
    #expect(
      try archive.stet(["rename", "old", "new", "-m", "It moved"]).text
        .hasPrefix("renamed old to new as "))
    try archive.commit("new", "three")
    let own = ["new@2", "new@1  Two  renamed from old"]
    #expect(try names("new") == own + ["old@2  Two", "old@1  One"])
    #expect(try names("new", "--no-follow") == own)
    #expect(try names("new", "-n", "3") == own + ["old@2  Two"])
    #expect(try names("old") == ["old@3  It moved  renamed to new", "old@2  Two", "old@1  One"])
    #expect(try archive.attempt(["log", "--follow", "new"]).errors.contains("--no-follow"))
    let statistics = try archive.stet(["log", "new", "--stat"]).text
    #expect(statistics.split(separator: "\n").count { $0.contains(" · ") } == 3)
    #expect(try archive.attempt(["verify"]).status == 0)
    #expect(try archive.fsck() == "")
    // To git these are two commits, one after the other.
    #expect(
      try archive.git(["log", "-3", "--format=%(trailers:key=Article,valueonly,separator=)"]).text
        == "new\nold\nnew")
  }

  @Test func `the first revision is held against the last text of the old name`() throws {
    try archive.stet(["rename", "old", "new"])
    let shown = try archive.stet(["show", "new"]).text
    #expect(shown.contains("  renamed from  old\n") && shown.contains("\nthe same bytes as old@2"))
    let difference = try archive.stet(["diff", "new"]).text
    #expect(difference.contains("from old") && difference.contains("equal byte for byte"))
    let json = try JSON(decoding: archive.stet(["diff", "new", "--json"]).output)
    #expect(json["old"]?["specifier"]?.stringValue == "old@2")
    #expect(json["new"]?["renamedFrom"]?.stringValue == "old")
    let page = try archive.stet(["diff", "new", "--format=html"]).text
    #expect(page.contains("from old"))
    #expect(try archive.stet(["diff", "new", "--exit-code"]).status == 0)
  }

  @Test func `who asks for the old name is told the new one`() throws {
    try archive.stet(["rename", "old", "new name"])
    let result = try archive.attempt(["cat", "old"])
    #expect(result.status == 3 && result.errors.contains("'old' was renamed to 'new name' at "))
    #expect(
      result.errors.contains(
        "hint: `stet cat 'new name'` is what it is now; the last text is old@2"))
    #expect(try archive.stet(["cat", "old@2"]).text == "two")
    #expect(try archive.stet(["cat", "new name@2026-03-02"]).text == "two")
  }

  /// Records a text of an article that was seen on a day.
  private func see(_ name: String, _ text: String, _ day: String, in archive: StetArchive) throws {
    try archive.commit(name, text, "--retrieved=\(day)T10:00Z")
  }

  @Test func `as of a day is what the article said then, whatever it was called`() throws {
    let archive = try StetArchive()
    try see("a", "one", "2026-01-01", in: archive)
    try see("a", "two", "2026-01-05", in: archive)
    try archive.stet(["rename", "a", "b"])
    try see("b", "three", "2026-01-10", in: archive)
    try archive.stet(["rename", "b", "c"])
    try see("c", "four", "2026-01-15", in: archive)
    func text(_ specifier: String) throws -> String { try archive.stet(["cat", specifier]).text }
    #expect(try text("c@2026-01-02") == "one" && text("c@2026-01-06") == "two")
    #expect(try text("c@2026-01-12") == "three" && text("c@2026-01-20") == "four")
    #expect(try archive.stet(["show", "c@2026-01-02"]).text.hasPrefix("a@1\n"))
    let whole = try JSON(
      decoding: archive.stet(["diff", "c@2026-01-02", "c@2026-01-12", "--json"]).output)
    #expect(whole["old"]?["specifier"]?.stringValue == "a@1")
    #expect(whole["new"]?["specifier"]?.stringValue == "c@1")
    // Before any of them, the answer is when the story began.
    let early = try archive.attempt(["cat", "c@2025-01-01"])
    #expect(early.status == 3 && early.errors.contains("first seen 2026-01-01T10:00:00Z"))
    // Round in a circle.
    try archive.stet(["rename", "c", "a"])
    try see("a", "five", "2026-01-20", in: archive)
    for (day, said) in [
      ("02", "one"), ("06", "two"), ("12", "three"), ("17", "four"), ("25", "five"),
    ] {
      #expect(try text("a@2026-01-\(day)") == said, "\(day)")
    }
    // A name that was given up for good says so, and where to look.
    #expect(try archive.attempt(["cat", "b"]).errors.contains("'b' was renamed to 'c'"))
    #expect(try text("b@2026-01-12") == "three")
  }

  @Test func `a name that was given up and taken by another story tells its own of before`() throws
  {
    let archive = try StetArchive()
    try see("a", "mine", "2026-01-05", in: archive)
    try archive.stet(["rename", "a", "z"])
    try see("z", "mine, later", "2026-01-07", in: archive)
    try see("q", "theirs", "2026-01-06", in: archive)
    try see("q", "theirs, later", "2026-01-20", in: archive)
    try archive.stet(["rename", "q", "a"])
    #expect(try archive.stet(["cat", "a@2026-01-10"]).text == "mine")
    #expect(try archive.stet(["cat", "a@2026-01-21"]).text == "theirs, later")
    #expect(try archive.stet(["cat", "z@2026-01-05"]).text == "mine")
  }

  @Test func `a name's own life goes before that of a story which came to it later`() throws {
    let archive = try StetArchive()
    try see("old", "from afar", "2026-01-01", in: archive)
    try see("new", "first life", "2026-01-03", in: archive)
    try archive.stet(["commit", "--withdrawn", "new", "--retrieved=2026-01-05T10:00Z"])
    try see("old", "from afar, later", "2026-01-06", in: archive)
    try archive.stet(["rename", "old", "new"])
    #expect(try archive.stet(["cat", "new@2026-01-02"]).text == "from afar")
    #expect(try archive.stet(["cat", "new@2026-01-04"]).text == "first life")
    #expect(try archive.attempt(["cat", "new@2026-01-05"]).status == 3)
    #expect(try archive.stet(["cat", "new@2026-01-07"]).text == "from afar, later")
  }

  @Test func `a name that is taken is a conflict`() throws {
    try archive.commit("new", "x")
    let result = try archive.attempt(["rename", "old", "new"])
    #expect(result.status == 5 && result.errors.contains("there is an article 'new' already"))
    #expect(try archive.attempt(["rename", "old", "old"]).status == 5)
    #expect(try archive.attempt(["rename", "lost", "x"]).status == 3)
    #expect(try archive.attempt(["rename", "old", "stet:x"]).status == 2)
    #expect(try archive.attempt(["rename", "old", "x\u{202E}"]).status == 2)
    try archive.commit("e\u{301}", "x")
    #expect(try archive.attempt(["rename", "old", "\u{e9}"]).status == 2)
    #expect(try archive.attempt(["rename", "old", "\u{e9}", "--allow-similar-name"]).status == 0)
    #expect(try archive.attempt(["rename", "old", "y"]).status == 3)
  }

  @Test func `a circle of names ends`() throws {
    for (old, new) in [("old", "b"), ("b", "old"), ("old", "b"), ("b", "old")] {
      try archive.stet(["rename", old, new])
    }
    #expect(
      try names("old").map { String($0.prefix { $0 != " " }) }
        == ["old@6", "old@5", "b@3", "old@4", "old@3", "b@1", "old@2", "old@1"])
    #expect(try archive.attempt(["verify"]).status == 0)
  }

  // MARK: Forged and imported ones

  private func path(_ name: String) throws -> String {
    try archive.commit(name, "for its path")
    let path = try #require(try archive.path(endingWith: "/" + name))
    try archive.stet(["commit", "--withdrawn", "--article", name])
    return path
  }

  @Test func `verify finds each side of a rename without the other`() throws {
    let new = try path("new")
    let old = try #require(try archive.path(endingWith: "/old"))
    let first = try archive.forge("two", at: new, trailers: ["Article: new", "Renamed-From: old"])
    var result = try archive.attempt(["verify"])
    #expect(result.status == 4 && result.text.contains(first) && result.text.contains("1 finding"))
    #expect(
      result.text.contains("one side of a rename, and no commit beside it the other, that of 'old'")
    )
    // A commit of something else between parts them.
    try archive.commit("other", "x")
    let second = try archive.forge(
      nil, at: old, trailers: ["Article: old", "Renamed-To: new", "Withdrawn: true"])
    result = try archive.attempt(["verify"])
    #expect(
      result.status == 4 && result.text.contains(second) && result.text.contains("2 findings"))
    // Readers follow it all the same.
    #expect(try names("new").count == 5)
  }

  @Test func `half a rename that nothing leads to is left over, and no finding`() throws {
    let head = try archive.git(["rev-parse", "main"]).text
    try archive.stet(["rename", "old", "new"])
    let last = try archive.git(["rev-parse", "main"]).text
    try archive.git(["update-ref", "refs/heads/main", head])
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: last))
    #expect(try archive.attempt(["verify"]).status == 0)
  }

  @Test(arguments: ["Renamed-To: other", "Renamed-To: new\nRenamed-From: new", "Title: T"])
  func `verify finds sides that do not fit each other`(trailer: String) throws {
    let new = try path("new")
    let old = try #require(try archive.path(endingWith: "/old"))
    try archive.forge("two", at: new, trailers: ["Article: new", "Renamed-From: old"])
    try archive.forge(nil, at: old, trailers: ["Article: old", trailer, "Withdrawn: true"])
    #expect(try archive.attempt(["verify"]).status == 4)
  }

  @Test func `verify finds a text that says it was renamed away`() throws {
    let old = try #require(try archive.path(endingWith: "/old"))
    try archive.forge("three", at: old, trailers: ["Article: old", "Renamed-To: new"])
    #expect(try archive.attempt(["verify"]).text.contains("one side of a rename"))
  }

  @Test func `a name that comes from itself is no rename to follow`() throws {
    let old = try #require(try archive.path(endingWith: "/old"))
    try archive.forge("three", at: old, trailers: ["Article: old", "Renamed-From: old"])
    #expect(try names("old").count == 3)
    #expect(try archive.stet(["show", "old"]).text.contains("since old@2"))
    #expect(try archive.attempt(["verify"]).status == 4)
  }

  /// A history of git's that renames, swaps and replaces files, of which a part is imported.
  @Test(arguments: [[], ["--only", "b*"], ["--exclude", "a"]])
  func `imported renames are clean, whatever the rules leave out, and log follows them`(
    rules: [String]
  ) throws {
    let git = try GitRepository(bare: false)
    let folder = git.directory
    func commit(_ message: String) throws {
      try git.git(["add", "-A"])
      try git.git(
        ["-c", "user.name=Ann", "-c", "user.email=a@b", "commit", "-q", "-m", message])
    }
    let text = (1...20).map { "Line \($0) of a text that moves.\n" }.joined()
    let other = (1...20).map { "Row \($0) of another text.\n" }.joined()
    try folder.write(Array(text.utf8), to: "a")
    try folder.write(Array(other.utf8), to: "c")
    try commit("one")
    try git.git(["mv", "a", "b"])
    try commit("two")
    try folder.write(Array((text + "More.\n").utf8), to: "b")
    try commit("three")
    try git.git(["mv", "b", "t"])
    try git.git(["mv", "c", "b2"])
    try git.git(["mv", "t", "b"])
    try commit("four")
    try git.git(["mv", "-f", "b", "b2"])
    try commit("five")
    let stream = try git.git(["fast-export", "-M", "-C", "main"]).output
    try archive.stet(["import", "-"] + rules, input: stream)
    #expect(try archive.attempt(["verify"]).status == 0)
    #expect(try archive.fsck() == "")
    guard rules.isEmpty else { return }
    func specifiers(_ name: String) throws -> [String] {
      try names(name).map { String($0.prefix { $0 != " " }) }
    }
    #expect(try specifiers("b2") == ["b2@2", "b2@1", "c@1"])
    // What says of the old name only that it was given up is left out: a@2.
    #expect(try specifiers("b") == ["b@3", "b@2", "b@1", "a@1"])
    #expect(try archive.stet(["show", "b@1"]).text.contains("the same bytes as a@1"))
  }
}
