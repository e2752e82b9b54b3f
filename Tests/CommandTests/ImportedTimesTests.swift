import Foundation
import JSON
import TestSupport
import Testing

/// A revision that was imported was made at another time than it was recorded: both are said.
struct ImportedTimesTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    let stream = [(1, 1_600_000_000, "12"), (2, 1_600_000_060, "21")].map { mark, time, figure in
      """
      commit refs/heads/main
      mark :\(mark)
      author Ann <a@b> \(time) +0000
      committer Carl <c@d> \(time) +0000
      data 3
      why
      M 644 inline bridge
      data 17
      It has \(figure) lanes.


      """
    }.joined()
    try archive.stet(["import", "-"], input: Array(stream.utf8))
  }

  private static let first = "2020-09-13T12:26:40Z"
  private static let second = "2020-09-13T12:27:40Z"

  @Test func `show, log, the heads of differences and the page say both`() throws {
    for arguments in [["show", "bridge"], ["log", "bridge"], ["log"]] {
      let text = try archive.stet(arguments).text
      #expect(text.contains("  authored      \(Self.second) by Ann <a@b>\n"), "\(arguments)")
      #expect(text.contains("  recorded      20"), "\(arguments)")
    }
    let head = try archive.stet(["diff", "bridge"]).text
    #expect(head.contains("authored   \(Self.first)") && head.contains("recorded   20"))
    let page = try archive.stet(["diff", "bridge", "--format", "html"]).text
    #expect(page.contains("Authored") && page.contains(Self.second) && page.contains("Recorded"))
    #expect(try archive.stet(["log", "--oneline"]).text.contains("  2020-09-13  bridge"))
  }

  @Test func `stats says from when to when both were`() throws {
    let text = try archive.stet(["stats"]).text
    #expect(text.contains("authored      \(Self.first) to \(Self.second)\n"))
    let json = try JSON(decoding: archive.stet(["stats", "--json"]).output)
    #expect(json["firstAuthored"]?.stringValue == Self.first)
    #expect(json["lastAuthored"]?.stringValue == Self.second)
    #expect(json["firstRecorded"]?.stringValue != Self.first)
  }

  @Test func `programs get both everywhere`() throws {
    let log = try JSON(decoding: archive.stet(["log", "--json", "-1"]).output)
    #expect(log["authored"]?.stringValue == Self.second && log["recorded"] != log["authored"])
    let difference = try JSON(decoding: archive.stet(["diff", "--json", "bridge"]).output)
    #expect(difference["old"]?["authored"]?.stringValue == Self.first)
    #expect(difference["old"]?["recorded"] != nil)
  }

  @Test func `what was recorded as it was made says it once`() throws {
    let plain = try StetArchive()
    try plain.commit("a", "x")
    #expect(try !plain.stet(["show", "a"]).text.contains("authored"))
    #expect(try plain.stet(["show", "a"]).text.contains(" by Ann Author <ann@example.org>"))
    #expect(try !plain.stet(["stats"]).text.contains("authored"))
  }
}
