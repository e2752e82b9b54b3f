import Foundation
import JSON
import TestSupport
import Testing

/// The daily question: what was changed, silently, since yesterday?
struct ChangesCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
  }

  private func lines(_ options: String..., columns: Int = 80) throws -> [String] {
    try archive.stet(["changes"] + options, environment: ["COLUMNS": String(columns)]).text
      .split(separator: "\n").map(String.init)
  }

  private func objects(_ options: String...) throws -> [JSON] {
    try archive.stet(["changes", "--json"] + options).text.split(separator: "\n").map {
      try JSON(decoding: Array($0.utf8))
    }
  }

  /// Seven articles, each of which meets another fate after the first day.
  private func live() throws {
    try archive.commit("news/bridge", "It closed on Monday. Drivers may use the bridge at night.")
    try archive.commit("news/ferry", "The ferry has 12 crates on deck. The harbour was calm.")
    try archive.commit("news/tunnel", "The tunnel opens in May.")
    try archive.commit("news/comma", "First, the town said no.")
    try archive.commit("news/flip", "Sunny.")
    try archive.commit("news/still", "Nothing happens here.")
    try archive.recordEarlier()
    try archive.commit("news/ferry", "The ferry has 21 crates on deck. The harbour was calm.")
    try archive.commit("news/flip", "Rainy.")
    try archive.commit("news/comma", "First the town said no.")
    try archive.commit(
      "news/bridge", "It closed on Monday. Drivers may not use the bridge at night.")
    try archive.commit("news/flip", "Sunny.")
    try archive.stet(["commit", "--withdrawn", "news/tunnel", "-m", "404 Not Found"])
    try archive.commit("news/new", "Fresh.", "--title", "A fresh story")
  }

  @Test func `the worst comes first, each in a line with its words`() throws {
    try live()
    #expect(
      try lines() == [
        "withdrawn    news/tunnel@2      404 Not Found · the last text is news/tunnel@1",
        "negation     news/bridge@1..@2  … Drivers may {+not+} use the bridge at night.",
        "number       news/ferry@1..@2   The ferry has [-12-]{+21+} crates on deck. The …",
        "new          news/new@1         A fresh story",
        "punctuation  news/comma@1..@2   First[-,-] the town said no.",
        "as before    news/flip@1..@3    changed and changed back, in 2 revisions",
        "since \(yesterday): 1 withdrawn, 3 changed, 1 new, 1 as before",
      ])
    #expect(try !archive.stet(["changes"]).text.contains("still"))
  }

  /// As the program has it: the day before in UTC, which tests run in.
  private var yesterday: String {
    let day = Date(timeIntervalSinceNow: -86_400)
    return day.formatted(.iso8601.year().month().day())
  }

  @Test func `what stands in a line can be given to diff`() throws {
    try live()
    let diff = try archive.stet(["diff", "news/ferry@1..@2"]).text
    #expect(diff.contains("[-12-]{+21+}"))
  }

  @Test(arguments: [20, 40, 59, 60, 80, 200])
  func `no line is wider than the terminal`(columns: Int) throws {
    try live()
    try archive.commit(String(repeating: "https://a.example/", count: 9), "One 文字 text.")
    let lines = try lines(columns: columns)
    #expect(lines.dropLast().allSatisfy { $0.count <= columns }, "\(lines)")
    // Narrow ones have the words below.
    #expect(lines.count == (columns < 60 ? 15 : 8))
  }

  @Test func `a long name is cut in its middle: whose it is and which stay`() throws {
    let name =
      "https://www.courier.example/2026/03/" + String(repeating: "a", count: 40) + "/bridge"
    try archive.commit(name, "It has 12 lanes.")
    try archive.recordEarlier()
    try archive.commit(name, "It has 21 lanes.")
    let line = try lines()[0]
    #expect(line.hasPrefix("number  https://www.…aaaaaaa"), "\(line)")
    #expect(line.contains("/bridge@1..@2  It has [-12-]{+21+} lanes."), "\(line)")
  }

  @Test func `what renamings say in a circle hides nothing`() throws {
    try archive.commit("a", "One.")
    try archive.commit("b", "Two.")
    try archive.recordEarlier()
    for (name, other) in [("a", "b"), ("b", "a")] {
      try archive.stet(["commit", "--withdrawn", name])
      let message = try archive.git(["cat-file", "commit", "main"]).text
      let words = message.split(separator: "\n\n", maxSplits: 1)[1]
      let id = try Program.run(
        "git", ["--git-dir", archive.gitDirectory, "commit-tree", "main^{tree}", "-p", "main~1"],
        input: Array("\(words)\nRenamed-To: \(other)\nRenamed-From: \(other)\n".utf8),
        environment: ["GIT_COMMITTER_DATE": ""]
      ).text
      try archive.git(["update-ref", "refs/heads/main", id])
    }
    #expect(
      try objects().map { $0["kind"]?.stringValue } == ["withdrawn", "withdrawn"])
  }

  @Test func `classes, substance, names and a number choose what is told`() throws {
    try live()
    func kinds(_ options: String...) throws -> [String] {
      try archive.stet(["changes", "--json"] + options).text.split(separator: "\n").map {
        try JSON(decoding: Array($0.utf8))["kind"]?.stringValue ?? "?"
      }
    }
    #expect(
      try kinds() == ["withdrawn", "negation", "number", "new", "punctuation", "as before"])
    #expect(try kinds("--substantive") == ["withdrawn", "negation", "number", "new"])
    #expect(try kinds("--class", "number,negation") == ["negation", "number"])
    #expect(try kinds("--class=punctuation", "--class=number") == ["number", "punctuation"])
    #expect(try kinds("-2") == ["withdrawn", "negation"])
    #expect(try kinds("*f*") == ["number", "as before"])
    #expect(try kinds("news/flip") == ["as before"])
    #expect(try kinds("--since", "2001-09-08").count == 7)
    #expect(try lines("--class", "date") == ["no such changes since \(yesterday)"])
    let unknown = try archive.attempt(["changes", "--class", "numbers"])
    #expect(unknown.status == 2 && unknown.errors.contains("negation, modality, attribution"))
    #expect(try archive.attempt(["changes", "news/brige"]).errors.contains("news/bridge"))
    #expect(try archive.attempt(["changes", "--since", "soon"]).status == 2)
  }

  @Test func `with a class, the words are those of that class`() throws {
    try archive.commit("a", "Drivers may use the bridge. It has 12 lanes. All is well here.")
    try archive.recordEarlier()
    try archive.commit("a", "Drivers may not use the bridge. It has 21 lanes. All is well here.")
    #expect(try lines()[0].hasPrefix("negation  a@1..@2  Drivers may {+not+} use"))
    #expect(try lines()[0].hasSuffix("  +1"))
    #expect(try lines("--class=number")[0].contains("[-12-]{+21+}"))
    let object = try #require(try objects("--class=number").first)
    #expect(object["words"]?["old"] == "12" && object["words"]?["new"] == "21")
    #expect(object["difference"]?["verdict"]?["changes"]?["negation"] == 1)
  }

  @Test func `newsdiff 1: an article that was gone and came back altered shows the alteration`()
    throws
  {
    try archive.commit("story", "Engineers found 12 cracks in the steel.")
    try archive.stet(["commit", "--withdrawn", "story", "-m", "404"])
    try archive.recordEarlier()
    try archive.commit("story", "Engineers found 21 cracks in the steel.")
    #expect(
      try lines()[0]
        == "number  story@1..@3  withdrawn and back: Engineers found [-12-]{+21+} cracks in…")
    let object = try #require(try objects().first)
    #expect(object["back"] == true && object["kind"] == "number")
    #expect(try archive.stet(["diff", "story@1..@3"]).text.contains("[-12-]{+21+}"))
  }

  @Test func `urlwatch 829: a page that flips and comes back is as before`() throws {
    try archive.commit("page", "Version A of the page.")
    try archive.recordEarlier()
    for _ in 0..<3 {
      try archive.commit("page", "Version B of the page.")
      try archive.commit("page", "Version A of the page.")
    }
    #expect(
      try lines()[0] == "as before  page@1..@7  changed and changed back, in 6 revisions")
    #expect(try lines("--substantive") == ["no such changes since \(yesterday)"])
  }

  @Test func `diffengine 49: a removal is recorded and told, with what it said last`() throws {
    try archive.commit("story", "It was here.")
    try archive.recordEarlier()
    try archive.stet(["commit", "--withdrawn", "story", "-m", "404 Not Found"])
    #expect(
      try lines()[0] == "withdrawn  story@2  404 Not Found · the last text is story@1")
    let object = try #require(try objects().first)
    #expect(object["old"]?["number"] == 1 && object["new"]?["withdrawn"] == true)
  }

  @Test func `a page is compared as it is seen, and says when only its markup changed`() throws {
    try archive.commit("a.html", "<p>It costs <b>5</b> euros.")
    try archive.commit("b.html", "<p>It costs <a href='x'>5</a> euros.")
    try archive.recordEarlier()
    try archive.commit("a.html", "<p class=x>It costs <i>6</i> euros.")
    try archive.commit("b.html", "<p>It costs <a href='y'>5</a> euros.")
    let lines = try lines()
    #expect(lines[0] == "number   a.html@1..@2  It costs [-5-]{+6+} euros.")
    #expect(lines[1] == "address  b.html@1..@2  only markup changed: 1 link target")
  }

  @Test func `a renamed article is one change, under its new name`() throws {
    let stream = """
      commit refs/heads/main
      mark :1
      committer A <a@b> 1600000000 +0000
      data 3
      one
      M 644 inline old
      data 17
      It has 12 lanes.

      M 644 inline other
      data 5
      text

      """
    try archive.stet(["import", "-"], input: Array(stream.utf8))
    try archive.recordEarlier()
    let next = """
      commit refs/heads/main
      mark :2
      committer A <a@b> 1600000060 +0000
      data 3
      two
      from :1
      R old new
      R other another

      """
    try archive.stet(["import", "-"], input: Array((stream + next).utf8))
    #expect(
      try lines().dropLast() == [
        "renamed  other@1..another@1  the same text as other@1",
        "renamed  old@1..new@1        the same text as old@1",
      ])
    try archive.commit("new", "It has 21 lanes.\n")
    #expect(try lines()[0].contains("number   old@1..new@2        renamed: It has [-12-]{+21+}"))
    #expect(try objects()[0]["renamedFrom"] == "old")
  }

  @Test func `reserved articles and other commits are left out`() throws {
    try archive.stet(["commit", "--batch"], input: Array(#"{"article":"a","text":"x"}"#.utf8))
    try archive.recordAhead()
    #expect(try objects().count == 1)
  }

  @Test func `an empty archive and one without changes say so`() throws {
    #expect(try lines() == ["no changes since \(yesterday)"])
    try archive.commit("a", "x")
    try archive.recordEarlier()
    #expect(try lines() == ["no changes since \(yesterday)"])
    #expect(try objects().isEmpty)
  }

  @Test func `a damaged text is named, the rest is shown, and the status is 4`() throws {
    try live()
    let blob = try archive.git(
      ["hash-object", "--stdin"],
      input: Array("The ferry has 12 crates on deck. The harbour was calm.".utf8)
    ).text
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: blob))
    let result = try archive.attempt(["changes"])
    #expect(result.status == 4)
    #expect(result.text.hasPrefix("damaged      news/ferry@1..@2"))
    #expect(result.text.contains("{+not+}") && result.errors.contains(String(blob.prefix(12))))
    let json = try archive.attempt(["changes", "--json"])
    #expect(json.status == 4 && json.text.contains("\"kind\":\"damaged\""))
  }

  @Test func `a damaged commit is named, the rest is shown, and the status is 4`() throws {
    try live()
    let commit = try archive.git(["rev-parse", "main~3"]).text
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: commit))
    let result = try archive.attempt(["changes"])
    #expect(result.status == 4 && result.errors.contains(commit))
    #expect(result.text.contains("news/tunnel") && result.text.contains("news/new"))
  }

  @Test func `many articles are told as few are`() throws {
    for number in 0..<20 { try archive.commit("a\(number)", "It has \(number) lanes.") }
    try archive.recordEarlier()
    let lines = (0..<20).map { #"{"article":"a\#($0)","text":"It has 1\#($0) lanes."}"# }
    try archive.stet(
      ["commit", "--batch"], input: Array(lines.joined(separator: "\n").utf8))
    let all = try objects()
    #expect(all.count == 20)
    for object in all {
      let name = try #require(object["article"]?.stringValue)
      #expect(try objects(name) == [object])
      #expect(object["old"]?["number"] == 1 && object["new"]?["number"] == 2)
    }
  }
}
