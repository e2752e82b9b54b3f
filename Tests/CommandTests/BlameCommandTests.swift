import Foundation
import JSON
import TestSupport
import Testing

struct BlameCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit(
      "bridge", "The bridge is closed. It has 12 cracks.\n\nNobody was hurt.",
      "--retrieved=2026-03-01")
    try archive.commit(
      "bridge", "The bridge is closed. It has 21 cracks.\n\nNobody was hurt.",
      "--retrieved=2026-03-02")
  }

  private func lines(_ words: String..., columns: Int = 80) throws -> [String] {
    try archive.stet(["blame"] + words, environment: ["COLUMNS": String(columns)]).text
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `a margin says when each sentence arrived`() throws {
    #expect(
      try lines("bridge") == [
        "@1 2026-03-01  The bridge is closed.", "@2 2026-03-02  It has 21 cracks.", "",
        "@1 2026-03-01  Nobody was hurt.",
      ])
    #expect(try lines("bridge@1").allSatisfy { $0.isEmpty || $0.hasPrefix("@1 ") })
    #expect(
      try lines("bridge", "-n", "0")[0] == "≤@2 2026-03-02  The bridge is closed.")
    #expect(try lines("bridge", "--as-of", "2026-03-01")[1] == "@1 2026-03-01  It has 12 cracks.")
  }

  @Test(arguments: [20, 40, 47, 48, 80, 200])
  func `no line is wider than the terminal`(columns: Int) throws {
    try archive.commit(
      "bridge",
      "The bridge is closed. It has 21 cracks, of which " + String(repeating: "many ", count: 40)
        + "are long. " + String(repeating: "文字", count: 90) + "。 "
        + String(repeating: "x", count: 300))
    let lines = try lines("bridge", columns: columns)
    let widest = lines.map { line in
      line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x3000 && $1.value < 0xA000 ? 2 : 1) }
    }.max()
    #expect(widest ?? 0 <= columns, "\(lines)")
  }

  @Test func `programs get the ranges and the revisions`() throws {
    let json = try JSON(decoding: archive.stet(["blame", "bridge", "--json"]).output)
    let parts = try #require(json["parts"]?.arrayValue)
    #expect(parts.map { $0["number"]?.integerValue } == [1, 2, 1])
    #expect(parts[1]["text"]?.stringValue == "It has 21 cracks.")
    #expect(parts[1]["range"]?.arrayValue?.compactMap(\.integerValue) == [22, 39])
    #expect(json["end"]?.stringValue == "complete")
  }

  @Test func `where the text before cannot be read, that is said after what can be told`() throws {
    try archive.commit("gone", "One is here.")
    try archive.commit("gone", "One is here. Two came.")
    try archive.stet(["erase", "gone@1", "--reason", "court order", "--yes"])
    let erased = try archive.stet(["blame", "gone"])
    #expect(erased.text.contains("≤@2") && erased.errors.contains("court order"))
    try archive.commit("lost", "One text.")
    try archive.commit("lost", "One text. Two texts.")
    let id = try archive.git(["hash-object", "--stdin"], input: Array("One text.".utf8)).text
    let path = try archive.file(ofObject: id)
    try FileManager.default.removeItem(atPath: path)
    let lost = try archive.attempt(["blame", "lost"])
    #expect(lost.status == 4 && lost.text.contains("≤@2") && lost.errors.contains(id))
    #expect(try archive.attempt(["blame", "nobody"]).status == 3)
    try archive.stet(["commit", "--withdrawn", "bridge"])
    let withdrawn = try archive.attempt(["blame", "bridge"])
    #expect(withdrawn.status == 3 && withdrawn.errors.contains("the last text is bridge@2"))
  }
}
