import Foundation
import JSON
import TestSupport
import Testing

/// A text that another article had before: noted when it is recorded, and named when it is compared.
struct RepublishedCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
  }

  private static func words(_ stem: String, _ range: Range<Int> = 0..<40) -> String {
    range.map { "\(stem)\($0)" }.joined(separator: " ")
  }

  private var hasIndex: Bool {
    FileManager.default.fileExists(atPath: archive.gitDirectory + "/stet/passages.sqlite")
  }

  private func id(_ specifier: String) throws -> String {
    let json = try JSON(decoding: Array(archive.stet(["show", "--json", specifier]).text.utf8))
    return try #require(json["revision"]?["commit"]?.stringValue)
  }

  private func trailers(_ revision: String = "main") throws -> String {
    try archive.git(["log", "-1", "--format=%(trailers:key=Republishes,valueonly)", revision]).text
  }

  // MARK: commit --link-republished

  @Test func `a text that another article has is recorded as its republication, as git reads it`()
    throws
  {
    try archive.commit("bridge", Self.words("a"))
    try archive.commit("bridge", Self.words("a") + " once more")
    try archive.commit("other", Self.words("b"))
    let copy = Self.words("x", 0..<5) + " " + Self.words("a").replacing("a20", with: "changed")
    let result = try archive.commit("copy", copy, "--link-republished")
    #expect(result.text.hasSuffix("\n  republishes bridge@2 (39 words the same)"))
    #expect(try trailers() == "bridge@\(id("bridge@2"))")
    #expect(try archive.stet(["show", "copy"]).text.contains("bridge@"))
    #expect(try archive.stet(["verify"]).status == 0)
    // What is nobody's says nothing, and neither does what was not asked.
    #expect(
      !(try archive.commit("new", Self.words("n"), "--link-republished").text)
        .contains("republishes"))
    #expect(try trailers() == "")
    try archive.commit("silent", Self.words("a"))
    #expect(try trailers() == "")
  }

  @Test func `programs are told with the revision`() throws {
    try archive.commit("bridge", Self.words("a"))
    let result = try archive.commit("copy", Self.words("a"), "--link-republished", "--json")
    let line = try JSON(decoding: Array(result.text.utf8))
    #expect(line["republishes"]?.stringValue == "bridge@\(try id("bridge"))")
    #expect(try archive.commit("again", Self.words("a"), "--link-republished", "-q").text == "")
    #expect(try trailers().hasPrefix("bridge@"))
  }

  @Test func `an article's own earlier text and a few words of another's are no republication`()
    throws
  {
    try archive.commit("bridge", Self.words("a"))
    try archive.commit("short", Self.words("c", 0..<20))
    try archive.commit("bridge", Self.words("a") + " and more", "--link-republished")
    #expect(try trailers() == "")
    try archive.commit("note", Self.words("c", 0..<20), "--link-republished")
    #expect(try trailers() == "")
  }

  @Test func `bytes that stand already record nothing, and say nothing of others`() throws {
    try archive.commit("bridge", Self.words("a"))
    try archive.commit("copy", Self.words("a"))
    let result = try archive.commit("copy", Self.words("a"), "--link-republished")
    #expect(result.text == "unchanged copy: the latest revision has these bytes")
    #expect(result.errors == "")
  }

  @Test func `several files each have their own, and what they are to each other is not known`()
    throws
  {
    try archive.commit("bridge", Self.words("a"))
    for (name, stem) in [("one.txt", "a"), ("two.txt", "b"), ("three.txt", "b")] {
      try Data(Self.words(stem).utf8).write(to: archive.folder.url.appending(path: name))
    }
    let result = try archive.stet(
      ["commit", "--link-republished", "one.txt", "two.txt", "three.txt"])
    #expect(
      result.text.split(separator: "\n").filter { $0.contains("republishes") } == [
        "  republishes bridge@1 (40 words the same)"
      ])
  }

  @Test(arguments: [
    ["--republishes", "bridge"], ["--withdrawn"], ["--batch"],
  ])
  func `what makes no sense with it is refused, and nothing is recorded`(options: [String]) throws {
    try archive.commit("bridge", Self.words("a"))
    let head = try archive.git(["rev-parse", "main"]).text
    let words = options == ["--withdrawn"] ? ["bridge"] : options == ["--batch"] ? [] : ["-"]
    let result = try archive.attempt(
      ["commit", "--link-republished"] + words + options, input: Array(Self.words("a").utf8))
    #expect(result.status == 2 && result.errors.contains("--link-republished"))
    #expect(try archive.git(["rev-parse", "main"]).text == head)
  }

  @Test func `the first of an empty archive is nobody's`() throws {
    try archive.commit("bridge", Self.words("a"), "--link-republished")
    #expect(try trailers() == "")
  }

  // MARK: diff

  @Test func `a first revision is compared with what it republishes, where that is known`() throws {
    try archive.commit("bridge", Self.words("a"))
    try archive.commit("copy of it", Self.words("a") + " changed")
    let plain = try archive.attempt(["diff", "copy of it"])
    #expect(plain.status == 3 && !plain.errors.contains("hint"))
    #expect(plain.errors.contains("it is the first revision"))
    // Nobody makes an index for a hint.
    #expect(!hasIndex)
    try archive.stet(["search", "a1"])
    let hinted = try archive.attempt(["diff", "copy of it"])
    #expect(
      hinted.errors.hasSuffix(
        "hint: it has 40 words in common with bridge@1: `stet diff bridge@1 'copy of it@'`\n"))
    #expect(try archive.stet(["diff", "bridge@1", "copy of it@"]).text.contains("changed"))
  }

  @Test func `what was recorded of it needs no index`() throws {
    try archive.commit("bridge", Self.words("a"))
    try archive.commit("copy", "Another text.", "--republishes=bridge")
    let result = try archive.attempt(["diff", "copy"])
    let start = try id("bridge").prefix(12)
    #expect(result.errors.hasSuffix("hint: it republishes bridge: `stet diff \(start) copy@`\n"))
    #expect(!hasIndex)
    try archive.stet(["diff", String(start), "copy@"])
  }

  private func terminal(_ words: [String]) throws -> String {
    try Terminal.run(
      [StetProgram.url.path(percentEncoded: false)] + words, in: archive.folder.url,
      environment: ["PAGER": "cat", "NO_COLOR": "1"]
    ).text
  }

  @Test func `people who compare two articles hear of a third that has more of it`() throws {
    try archive.commit("bridge", Self.words("a"))
    try archive.commit("copy", Self.words("a") + " changed")
    try archive.commit("other", Self.words("b"))
    #expect(!(try terminal(["diff", "other", "copy"]).contains("hint")))
    #expect(!hasIndex)
    try archive.stet(["search", "a1"])
    let hint = "hint: it has 40 words in common with bridge@1: `stet diff bridge@1 copy@`"
    #expect(try terminal(["diff", "other", "copy"]).contains(hint))
    // It is the one that is shown already; the other has none; programs and pipes are told nothing.
    #expect(!(try terminal(["diff", "bridge", "copy"]).contains("hint")))
    #expect(!(try terminal(["diff", "copy", "other"]).contains("hint")))
    #expect(!(try terminal(["diff", "--json", "other", "copy"]).contains("hint")))
    #expect(!(try terminal(["diff", "--format", "unified", "other", "copy"]).contains("hint")))
    #expect(try archive.stet(["diff", "other", "copy"]).errors == "")
    // A head that went another way is none that the index tells of.
    try archive.git(["update-ref", "refs/heads/main", "main~1"])
    #expect(!(try archive.attempt(["diff", "copy"]).errors.contains("hint")))
  }
}
