import Foundation
import Stet
import TestSupport
import Testing

/// Histories that hold no file at some commit, or at the last one.
struct EmptyHistoryTests {
  let imported: ImportedArchive

  init() throws {
    imported = try ImportedArchive()
  }

  /// A commit for each of these; `nil` deletes the file.
  private func stream(_ versions: [(path: String, content: String?)]) -> [UInt8] {
    var text = ""
    for (path, content) in versions {
      text += "commit refs/heads/main\ncommitter A <a@b> 1600000000 +0000\ndata 0\n"
      text +=
        content.map { "M 644 inline \(path)\ndata \($0.utf8.count)\n\($0)\n" } ?? "D \(path)\n"
    }
    return Array(text.utf8)
  }

  private func expectWhole() throws {
    #expect(try imported.objections() == [])
    let clone = try TemporaryDirectory()
    let path = clone.url.path(percentEncoded: false) + "clone"
    let result = try Program.run(
      "git", ["clone", "--quiet", "--bare", "--no-local", imported.path, path])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try Git.objections(at: path) == [])
  }

  @Test func `an article comes back after the history was empty`() throws {
    let summary = try imported.take(
      stream([("p", "one"), ("p", nil), ("p", "two"), ("p", nil), ("q", "two")]))
    #expect(summary.revisionCount == 5 && summary.withdrawalCount == 2)
    #expect(try imported.archive.content("p@3") == Array("two".utf8))
    #expect(try imported.archive.content("q") == Array("two".utf8))
    try expectWhole()
    try imported.maintain(full: true)
    try expectWhole()
  }

  @Test func `a history that ends empty goes on with the next import`() throws {
    let versions = [("p", "one"), ("p", nil), ("p", "two")] as [(path: String, content: String?)]
    for count in 1...versions.count {
      try imported.take(stream(Array(versions.prefix(count))))
      #expect(try imported.revisions().count == count)
      try expectWhole()
    }
  }

  @Test func `a history that begins empty is as long as what it brings`() throws {
    let summary = try imported.take(stream([("p", nil), ("p", "one")]))
    #expect(summary.commitCount == 2 && summary.revisionCount == 1)
    try expectWhole()
  }
}
