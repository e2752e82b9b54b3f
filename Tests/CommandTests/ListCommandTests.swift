import Foundation
import JSON
import TestSupport
import Testing

struct ListCommandTests {
  private let archive: StetArchive

  init() throws { archive = try StetArchive() }

  private func lines(_ options: String..., columns: Int = 80) throws -> [String] {
    try archive.stet(["list"] + options, environment: ["COLUMNS": String(columns)]).text
      .split(separator: "\n").map(String.init)
  }

  private func fill() throws {
    try archive.commit(
      "news/bridge", String(repeating: "x", count: 1234), "--title=Bridge closed",
      "--retrieved=2026-03-02")
    try archive.commit("ferry", "one", "--retrieved=2026-03-01")
    try archive.commit("ferry", "two!", "--retrieved=2026-03-03T10:00Z")
    try archive.commit("mayor", "text", "--retrieved=2026-03-01")
    try archive.stet(["commit", "--withdrawn", "mayor", "--retrieved=2026-03-04"])
    try archive.recordEarlier()
  }

  @Test func `articles stand in aligned columns, in the order of names`() throws {
    try fill()
    #expect(
      try lines() == [
        "article      revisions  seen        recorded    bytes",
        "ferry                2  2026-03-03  2001-09-09      4",
        "mayor                2  2026-03-04  2001-09-09      –  withdrawn",
        "news/bridge          1  2026-03-02  2001-09-09  1,234  Bridge closed",
        "3 articles",
      ])
    #expect(
      try lines("-n", "1").dropFirst() == [
        "ferry            2  2026-03-03  2001-09-09      4", "3 articles; the first 1 shown",
      ])
    try archive.stet(["rename", "ferry", "news/ferry"])
    #expect(try lines("f*")[1].hasSuffix("–  renamed to news/ferry"))
    #expect(try lines("news/*").last == "2 articles")
    #expect(try StetArchive().stet(["list"]).text == "no articles")
  }

  @Test(arguments: [20, 40, 71, 72, 80, 200])
  func `no line is wider than the terminal`(columns: Int) throws {
    try fill()
    try archive.commit(String(repeating: "https://a.example/", count: 9), "One 文字 text.")
    try archive.commit("法律", "text", "--title", String(repeating: "文字 ", count: 90))
    let lines = try lines(columns: columns)
    #expect(lines.dropLast().allSatisfy { columnCount($0) <= columns }, "\(lines)")
    #expect(lines.count == (columns < 72 ? 11 : 7))
  }

  private func columnCount(_ line: String) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x4E00 && $1.value < 0xA000 ? 2 : 1) }
  }

  @Test func `a name that a terminal would obey is shown as what it is`() throws {
    try archive.commit("a", "text", "--title", "\u{202E}evil")
    #expect(try !lines()[1].unicodeScalars.contains("\u{202E}"))
  }

  @Test func `programs get a line for each, in the order of names' bytes`() throws {
    try fill()
    try archive.commit("é", "text")
    try archive.commit("Zeta", "text")
    let objects = try archive.stet(["list", "--json"]).text.split(separator: "\n").map {
      try JSON(decoding: Array($0.utf8))
    }
    #expect(
      objects.map { $0["article"]?.stringValue } == ["Zeta", "ferry", "mayor", "news/bridge", "é"])
    let sizes = objects.map { $0["byteCount"]?.integerValue }
    #expect(sizes == [4, 4, nil, 1234, 4])
    #expect(objects[2]["revision"]?["withdrawn"] == true)
    #expect(
      try objects[1]["blob"]?.stringValue
        == archive.git(["hash-object", "--stdin"], input: Array("two!".utf8)).text)
  }

  @Test(arguments: [
    (["nobody"], "no article or revision 'nobody'"), (["new/*"], "no article or revision 'new/*'"),
    (["ferri"], "did you mean 'ferry'?"),
    (["ferry", "--as-of=2026-02-01"], "it was first seen 2026-03-01"),
    (["ferry", "--as-of=2001-01-01", "--by=recorded"], "it was first recorded 2001-09-09"),
  ])
  func `what nothing fits ends with status 3`(words: [String], reason: String) throws {
    try fill()
    let result = try archive.attempt(["list"] + words)
    #expect(result.status == 3 && result.text.isEmpty)
    #expect(result.errors.contains(reason), "\(result.errors)")
  }

  @Test func `a lost text and a broken log end with status 4 after what can be told`() throws {
    try fill()
    let lost = try archive.git(["hash-object", "--stdin"], input: Array("two!".utf8)).text
    try FileManager.default.removeItem(atPath: archive.file(ofObject: lost))
    let result = try archive.attempt(["list"])
    #expect(result.status == 4)
    #expect(result.text.contains("–  damaged") && result.text.contains("3 articles"))
    #expect(result.errors.contains("damage: object \(lost)"), "\(result.errors)")
  }

  @Test func `the size of the catalogue is among the figures of the archive`() throws {
    try fill()
    #expect(try JSON(decoding: archive.stet(["stats", "--json"]).output)["catalogueBytes"] == 0)
    try archive.stet(["maintain", "--full"])
    let json = try JSON(decoding: archive.stet(["stats", "--json"]).output)
    let size = try #require(json["catalogueBytes"]?.integerValue)
    #expect(size > 4096)
    #expect(try archive.stet(["stats"]).text.contains("catalogue"))
  }
}
