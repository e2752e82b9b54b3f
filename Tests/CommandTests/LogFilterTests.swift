import Foundation
import JSON
import TestSupport
import Testing

/// `log` over the whole archive: how much each revision changed, and which kinds are asked for.
struct LogFilterTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "Drivers may use the bridge. It has 12 lanes.")
    try archive.commit("ferry", "The ferry leaves at noon, and never late.")
    try archive.commit("bridge", "Drivers may use the bridge. It has 21 lanes.")
    try archive.commit("ferry", "The ferry leaves at noon and never late.")
    try archive.commit("bridge", "Drivers may not use the bridge. It has 21 lanes.")
    try archive.stet(["commit", "--withdrawn", "ferry"])
    try archive.stet(["commit", "--batch"], input: Array(#"{"article":"seen","text":"x"}"#.utf8))
  }

  /// The articles of the revisions that are listed, the newest first.
  private func listed(_ options: String...) throws -> [String] {
    try archive.stet(["log", "--json"] + options).text.split(separator: "\n").map {
      try JSON(decoding: Array($0.utf8))["article"]?.stringValue ?? "?"
    }
  }

  @Test func `how much each revision changed is told for the whole archive`() throws {
    let lines = try archive.stet(["log", "--oneline", "--stat"]).text.split(separator: "\n")
    #expect(lines.count == 8 + 3)
    #expect(lines[4].hasSuffix("1 change · 1 negation"))
    #expect(lines[6].hasSuffix("1 change · 1 punctuation") && lines[6].contains("cosmetic"))
    #expect(lines[8].hasSuffix("1 change · 1 number"))
    let one = try archive.stet(["log", "bridge", "--stat"]).text
    #expect(one.contains("1 negation") && one.contains("1 number"))
    #expect(
      try archive.stet(["log", "--stat", "-n1", "bridge"]).text.hasSuffix("· 1 negation"))
  }

  @Test func `classes and substance choose among all revisions and those of one article`() throws {
    #expect(try listed("--class", "number,negation") == ["bridge", "bridge"])
    #expect(try listed("--class", "negation", "bridge") == ["bridge"])
    #expect(try listed("--class", "punctuation") == ["ferry"])
    #expect(try listed("--class", "number", "-1") == ["bridge"])
    // A new text and one that went are more than cosmetic; runs are the archive's own.
    #expect(
      try listed("--substantive") == ["seen", "ferry", "bridge", "bridge", "ferry", "bridge"])
    #expect(try listed("--substantive", "ferry") == ["ferry", "ferry"])
    #expect(try archive.stet(["log", "--class", "date"]).text == "no revisions")
    let unknown = try archive.attempt(["log", "--class", "number,wrong"])
    #expect(unknown.status == 2 && unknown.errors.contains("'wrong'"))
    #expect(unknown.errors.contains("the classes are negation, modality"))
  }

  @Test func `for programs the numbers are in the object`() throws {
    let text = try archive.stet(["log", "--json", "--stat"]).text
    let objects = try text.split(separator: "\n").map { try JSON(decoding: Array($0.utf8)) }
    #expect(objects.count == 8)
    #expect(objects[0]["difference"] == .null && objects[2]["difference"] == .null)
    #expect(objects[3]["difference"]?["verdict"]?["changes"]?["negation"] == 1)
    #expect(objects[3]["difference"]?["view"] == "source")
    let plain = try JSON(decoding: archive.stet(["log", "--json", "-1"]).output)
    #expect(plain["difference"] == nil)
  }

  @Test func `what came back is compared with what it was, as for one article`() throws {
    try archive.commit("ferry", "The ferry leaves at nine and never late.")
    let line = try archive.stet(["log", "--oneline", "--stat", "-1"]).text
    #expect(line.contains("1 word added · 1 word removed"))
    #expect(
      try archive.stet(["log", "ferry", "--oneline", "--stat", "-1"]).text.hasSuffix(
        line.split(separator: "\n")[1]))
  }

  @Test(arguments: ["yesterday", "3 days ago", "Thu, 24 Nov 2011 17:27:00 GMT", "2011-11-24"])
  func `times are as people and servers write them`(time: String) throws {
    #expect(try listed("--since", time).count == 8)
    #expect(try archive.stet(["log", "--until", time]).text == "no revisions")
  }

  @Test func `a text that cannot be read is told beside its revision, with status 4`() throws {
    let blob = try archive.git(
      ["hash-object", "--stdin"],
      input: Array("Drivers may use the bridge. It has 21 lanes.".utf8)
    ).text
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: blob))
    let result = try archive.attempt(["log", "--oneline", "--stat"])
    #expect(result.status == 4)
    #expect(result.text.contains("1 punctuation") && result.text.contains("damage: "))
    // It may be one of those that are asked for.
    let chosen = try archive.attempt(["log", "--oneline", "--class", "number"])
    #expect(chosen.status == 4 && chosen.text.split(separator: "\n").count == 2)
    #expect(try archive.attempt(["log"]).status == 0)
  }
}
