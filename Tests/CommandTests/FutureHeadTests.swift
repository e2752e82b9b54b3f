import JSON
import TestSupport
import Testing

/// A head whose time is yet to come gives its time to every later revision, and must not in silence.
struct FutureHeadTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
  }

  private static let words = "the newest commit is recorded at 2100-01-01T00:00:00Z"

  @Test func `commit and import warn of it and record nonetheless`() throws {
    #expect(try archive.commit("bridge", "1").errors == "")
    try archive.recordAhead()
    let result = try archive.commit("bridge", "2")
    #expect(result.errors.hasPrefix("stet: warning: " + Self.words))
    let stream =
      "commit refs/heads/main\ncommitter A <a@b> 1 +0000\ndata 0\nM 644 inline a\ndata 0\n\n"
    let imported = try archive.stet(["import", "-"], input: Array(stream.utf8))
    #expect(imported.errors.hasPrefix("stet: warning: " + Self.words))
    #expect(try archive.stet(["cat", "bridge"]).output == Array("2".utf8))
  }

  @Test func `verify and stats note it, and it is no damage`() throws {
    try archive.commit("bridge", "1")
    #expect(try !archive.stet(["verify"]).text.contains("note:"))
    try archive.recordAhead()
    for line in [["verify"], ["verify", "--quick"], ["stats"]] {
      #expect(try archive.stet(line).text.contains("note: " + Self.words))
    }
    for line in [["verify", "--json"], ["stats", "--json"]] {
      let notes = try JSON(decoding: archive.stet(line).output)["notes"]?.arrayValue
      #expect(notes?.count == 1)
      #expect(notes?.first?["kind"]?.stringValue == "recorded ahead")
      #expect(notes?.first?["recorded"]?.stringValue == "2100-01-01T00:00:00Z")
    }
  }
}
