import Foundation
import JSON
import TestSupport
import Testing

/// `stet similar` as it is typed: has this been here before?
struct SimilarCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
  }

  private static func words(_ stem: String, _ range: Range<Int> = 0..<40) -> String {
    range.map { "\(stem)\($0)" }.joined(separator: " ")
  }

  private func record() throws {
    try archive.commit("bridge", Self.words("a"), "--retrieved=2011-11-24")
    try archive.commit("copy", Self.words("a"), "--retrieved=2011-11-25")
    try archive.commit(
      "longer",
      Self.words("x", 0..<10) + " " + Self.words("a").replacing("a20", with: "changed") + " "
        + Self.words("y", 0..<30), "--retrieved=2011-11-26")
    try archive.commit("other", Self.words("b"))
  }

  @Test func `each article is told with its day, both shares and the words in common`() throws {
    try record()
    let result = try archive.stet(["similar", "bridge"])
    #expect(
      result.text.split(separator: "\n") == [
        "copy@1  2011-11-25",
        "    has 100% of the text, which is 100% of it; 40 words the same",
        "longer@1  2011-11-26",
        "    has 100% of the text, which is 50% of it; 39 words the same",
        "2 articles",
      ])
    #expect(try archive.stet(["similar", "other"]).text == "nothing found")
    let first = try archive.stet(["similar", "-n", "1", "bridge"]).text
    #expect(first.contains("copy@1") && !first.contains("longer"))
  }

  @Test func `passages are shown as both have them`() throws {
    try record()
    let text = try archive.stet(
      ["similar", "--passages", "longer"], environment: ["COLUMNS": "60"]
    ).text
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("  = ") || $0.hasPrefix("  ~ ") }
    #expect(lines.count == 4 && lines.allSatisfy { $0.hasSuffix("a39") && $0.contains(" ... ") })
    #expect(lines[0].hasPrefix("  = a0 a1 a2") && lines[1].hasPrefix("  ~ a0 a1 a2"))
  }

  @Test func `a file and standard input are looked for as texts of their own`() throws {
    try record()
    let file = archive.folder.url.appending(path: "draft.txt")
    try Data(Self.words("a", 5..<40).utf8).write(to: file)
    #expect(try archive.stet(["similar", "--file", "draft.txt"]).text.contains("copy@1"))
    let piped = try archive.stet(
      ["similar", "--json", "--file", "-"], input: Array(Self.words("a").utf8))
    let lines = try piped.text.split(separator: "\n").map { try JSON(decoding: Array($0.utf8)) }
    #expect(lines.map { $0["article"]?.stringValue } == ["bridge", "copy", "longer"])
    #expect(lines[0]["share"]?.doubleValue == 1 && lines[0]["wordCount"] == .integer(40))
  }

  @Test func `mistakes say what would be right`() throws {
    try record()
    for words in [["similar"], ["similar", "bridge", "--file", "draft.txt"]] {
      let result = try archive.attempt(words)
      #expect(result.status == 2 && result.errors.contains("a revision, or a text with --file"))
    }
    #expect(try archive.attempt(["similar", "a", "b"]).status == 2)
    #expect(try archive.attempt(["similar", "bridge", "-n", "x"]).status == 2)
    #expect(try archive.attempt(["similar", "--file", "nothing"]).status == 3)
    #expect(try archive.attempt(["similar", "nothing"]).status == 3)
  }

  @Test func `what cat cannot show cannot be looked for, for the same reason`() throws {
    try record()
    try archive.stet(["commit", "--withdrawn", "bridge"])
    try archive.stet(["erase", "other", "--reason", "court order", "--yes"])
    for name in ["bridge", "other", "bridge@9"] {
      let (similar, cat) = try (
        archive.attempt(["similar", name]), archive.attempt(["cat", name])
      )
      #expect(similar.status == 3 && similar.errors == cat.errors, "\(similar)")
    }
    #expect(try archive.stet(["similar", "copy"]).text.contains("bridge@1"))
  }

  @Test(arguments: ["", "\0", "one", "\0\0\0\0 a0 a1", String(repeating: "\u{1B}[31m ", count: 99)])
  func `texts of nothing find nothing`(text: String) throws {
    try record()
    let result = try archive.stet(["similar", "--file", "-"], input: Array(text.utf8))
    #expect(result.text == "nothing found")
    try archive.commit("odd", text + ".")
    #expect(try archive.stet(["similar", "odd"]).text == "nothing found")
  }

  @Test func `ten megabytes of one word are no more work than others`() throws {
    let text = String(repeating: "again ", count: 1_700_000)
    try archive.commit("long", text)
    try archive.commit("longer", text + "and again")
    let result = try archive.stet(["similar", "long"])
    #expect(result.text == "nothing found" || result.text.contains("longer@1"))
  }

  @Test func `what a passage says cannot move the cursor`() throws {
    let text = Self.words("a").replacing(" ", with: " \u{1B}[31m ")
    try archive.commit("a", text)
    try archive.commit("b", text)
    let result = try archive.stet(["similar", "--passages", "a"])
    #expect(result.text.contains("b@1") && !result.output.contains(0x1B))
  }

  @Test func `an empty archive has nothing`() throws {
    let result = try archive.stet(["similar", "--file", "-"], input: Array(Self.words("a").utf8))
    #expect(result.text == "nothing found")
  }
}
