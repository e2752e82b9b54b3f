import Foundation
import JSON
import TestSupport
import Testing

/// A text has two names, the blob's id and what `sha256sum` prints; where one stands, so does the other.
struct TextIdentityTests {
  private let archive: StetArchive
  private let text = "The bridge is 90 metres long.\n"

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", text)
    try archive.commit("page.html", "<p>One.")
    try archive.commit("page.html", "<p>Two.")
  }

  private func sha256(_ text: String) throws -> String {
    String(try Program.run("sha256sum", [], input: Array(text.utf8)).text.prefix(64))
  }

  private func blob(_ text: String) throws -> String {
    try archive.git(["hash-object", "--stdin"], input: Array(text.utf8)).text
  }

  @Test func `show has both names, for people and for programs`() throws {
    let shown = try archive.stet(["show", "bridge"]).text
    #expect(shown.contains("  blob          \(try blob(text))\n"))
    #expect(shown.contains("  sha256        \(try sha256(text))\n"))
    let json = try JSON(decoding: archive.stet(["show", "bridge", "--json"]).output)["text"]
    #expect(json?["blob"] == .string(try blob(text)))
    #expect(json?["sha256"] == .string(try sha256(text)))
    #expect(json?["byteCount"] == .integer(text.utf8.count))
  }

  @Test func `a withdrawal has neither, and a commit of nobody's shows all the same`() throws {
    try archive.stet(["commit", "--withdrawn", "bridge"])
    #expect(try !archive.stet(["show", "bridge"]).text.contains("sha256"))
    #expect(try JSON(decoding: archive.stet(["show", "bridge", "--json"]).output)["text"] == nil)
    try archive.recordAhead()
    let head = try archive.git(["rev-parse", "main"]).text
    #expect(try archive.stet(["show", head]).text.contains(head))
  }

  @Test(arguments: [["--json"], ["--json", "--visible"], ["--json", "--stat"]])
  func `a difference has those of both sides, whatever of them is compared`(
    options: [String]
  ) throws {
    let json = try JSON(decoding: archive.stet(["diff", "page.html"] + options).output)
    #expect(json["old"]?["sha256"] == .string(try sha256("<p>One.")))
    #expect(json["new"]?["sha256"] == .string(try sha256("<p>Two.")))
    #expect(json["new"]?["blob"] == .string(try blob("<p>Two.")))
  }

  @Test func `commit says both at once, and what it did not record`() throws {
    let lines = try archive.stet(
      ["commit", "-", "--article=bridge", "--json"], input: Array(text.utf8)
    ).output
    let json = try JSON(decoding: lines)
    #expect(json["outcome"] == "unchanged" && json["commit"] == .null)
    #expect(json["sha256"] == .string(try sha256(text)))
    #expect(json["blob"] == .string(try blob(text)))
    let gone = try JSON(
      decoding: archive.stet(["commit", "--withdrawn", "bridge", "--json"]).output)
    #expect(gone["outcome"] == "withdrawn" && gone["sha256"] == nil)
    #expect(gone["commit"]?.stringValue == (try archive.git(["rev-parse", "main"]).text))
  }

  @Test func `restic 3737: every command takes --json and honours it, or refuses it`() throws {
    let names = try archive.stet(["help"]).text.split(separator: "\n")
      .filter { $0.hasPrefix("  ") && $0.dropFirst(2).first?.isLetter == true }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.contains("commit") && names.contains("stats"))
    try archive.commit("spare", "Words to spare.")
    try archive.stet(["key", "new", "example.org/news"])
    let words = [
      "amend": ["spare", "--title=Spare"], "rename": ["spare", "other"],
      "erase": ["other", "--reason=asked for", "--yes"],
      "commit": ["--withdrawn", "bridge"], "show": ["bridge"], "cat": ["bridge"],
      "diff": ["page.html"], "blame": ["page.html"], "export": ["texts"], "completion": ["bash"],
      "token": ["list"], "init": ["x"], "demo": ["x"], "search": ["words"], "similar": ["other"],
      "key": ["list"], "evidence": ["page.html@1", "-o", "evidence.zip"],
    ]
    // They print what is meant for a shell's reader or a person, and no facts.
    let refusing: Set = ["cat", "completion", "demo", "help", "serve"]
    #expect(refusing.isSubset(of: names))
    // A witness has to answer first: `EvidenceCommandTests` has one.
    for name in names where name != "witness" {
      let result = try archive.attempt([name, "--json"] + (words[name] ?? []))
      #expect((result.status == 2) == refusing.contains(name), "\(name)")
      if result.status == 2 {
        #expect(result.output == [] && result.errors.contains("--json"), "\(name)")
        continue
      }
      #expect(result.status == 0, "\(name): \(result.errors)")
      let isOne = (try? JSON(decoding: result.output)) != nil
      let areLines = result.text.split(separator: "\n").allSatisfy { line in
        (try? JSON(decoding: Array(line.utf8))) != nil
      }
      #expect(isOne || areLines, "\(name): \(result.text.prefix(80))")
    }
  }
}
