import Stet
import TestSupport
import Testing

/// Copies and renames of whole folders: what they come to, and how much of it there may be.
struct CopiedFoldersTests {
  let imported: ImportedArchive

  init() throws {
    imported = try ImportedArchive()
  }

  /// One commit of these changes.
  private static func commit(_ changes: [String]) -> String {
    let head = "commit refs/heads/main\ncommitter A <a@b> 1600000000 +0000\ndata 0\n"
    return head + changes.map { $0 + "\n" }.joined() + "\n"
  }

  private static func file(_ path: String, _ content: String) -> String {
    "M 644 inline \(path)\ndata \(content.utf8.count)\n\(content)"
  }

  @Test func `a folder that is copied into itself is refused, with where`() throws {
    let doublings = (0..<40).map { "C d d/\($0)" }
    let stream = "checkpoint\n" + Self.commit([Self.file("d/f", "x")] + doublings)
    let error = #expect(throws: ArchiveError.self) { try imported.take(Array(stream.utf8)) }
    guard case .invalidStream(let reason, 2, 11) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("copies and renames"))
    #expect(try imported.archive.head() == nil)
  }

  @Test func `folders that change places without end are refused, too`() throws {
    let files = (0..<40).map { Self.file("a/\($0)", "x") }
    let there = [String](repeating: "R a b\nR b a", count: 400)
    #expect(throws: ArchiveError.self) {
      try imported.take(Array(Self.commit(files + there).utf8))
    }
  }

  @Test func `a tag for each release that copies the whole trunk imports`() throws {
    let text = String(repeating: "All of it is as it was. ", count: 8)
    let files = (0..<60).map { Self.file("trunk/\($0)", text + "\($0)") }
    let tags = (0..<60).map { Self.commit(["C trunk tags/\($0)"]) }
    let stream = Self.commit(files) + tags.joined()
    let summary = try imported.take(Array(stream.utf8))
    #expect(summary.revisionCount == 60 * 61)
    #expect(try imported.archive.content("tags/59/7") == Array((text + "7").utf8))
    #expect(try imported.objections() == [])
  }

  @Test func `a folder moves up, down, to the root and from it`() throws {
    let files = [Self.file("d/f", "1"), Self.file("d/d/f", "2"), Self.file("d-e", "3")]
    for (change, expected) in [
      ("R d d/d", ["d/d/f": "1", "d/d/d/f": "2", "d-e": "3"]),
      ("R d/d d", ["d/f": "2", "d-e": "3"]),
      ("R d \"\"", ["f": "1", "d/f": "2"]),
      (
        "C \"\" t",
        ["d/f": "1", "d/d/f": "2", "d-e": "3", "t/d/f": "1", "t/d/d/f": "2", "t/d-e": "3"]
      ),
      ("R d/f d/f", ["d/f": "1", "d/d/f": "2", "d-e": "3"]),
      ("D d", ["d-e": "3"]), ("D d-", ["d/f": "1", "d/d/f": "2", "d-e": "3"]),
      ("D \"\"", [:]),
    ] {
      let imported = try ImportedArchive()
      try imported.take(Array((Self.commit(files) + Self.commit([change])).utf8))
      var found: [String: String] = [:]
      for name in try imported.archive.articles() {
        guard let bytes = try? imported.archive.content(name.description) else { continue }
        found[name.description] = String(decoding: bytes, as: UTF8.self)
      }
      #expect(found == expected, "\(change)")
      #expect(try imported.objections() == [])
    }
  }

  @Test func `what stood where a copy goes is replaced by it`() throws {
    let changes = [Self.file("a/1", "a1"), Self.file("b/1", "b1"), Self.file("b/2", "b2")]
    try imported.take(Array((Self.commit(changes) + Self.commit(["C a b"])).utf8))
    #expect(try imported.archive.content("b/1") == Array("a1".utf8))
    let withdrawal = try imported.archive.revision("b/2")
    let error = ArchiveError.withdrawn(
      "b/2", since: withdrawal.observed, lastText: "b/2@1")
    #expect(throws: error) { try imported.archive.content("b/2") }
  }
}
