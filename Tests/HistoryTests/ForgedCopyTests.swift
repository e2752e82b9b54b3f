import Articles
import Stet
import TestSupport
import Testing

/// Streams that claim to be an archive's and are not: what they bring does no damage.
struct ForgedCopyTests {
  private static let unknown = String(repeating: "ab", count: 32)

  /// One commit of a stream.
  private struct Step {
    var changes: String
    var trailers: [String]
    var words = "words"
    var time = 1_600_000_000
    var mode = "100644"
  }

  private static func path(_ name: String, marked: Bool = false) -> String {
    let path = ArticlePath(ArticleName(ifAllowed: name) ?? .runs)
    return (path.folders + [marked ? path.marked : path.plain]).joined(separator: "/")
  }

  private static func text(_ name: String, _ text: String, marked: Bool = false) -> String {
    "M 100644 inline \(path(name, marked: marked))\ndata \(text.utf8.count)\n\(text)\n"
  }

  private static func stream(_ steps: [Step], from: String? = nil) -> [UInt8] {
    var stream = ""
    for (index, step) in steps.enumerated() {
      let message = step.words + "\n\n" + step.trailers.map { $0 + "\n" }.joined()
      stream += "commit refs/heads/main\nmark :\(index + 1)\n"
      stream += "committer A <a@b> \(step.time + index) +0000\n"
      stream += "data \(message.utf8.count)\n\(message)\n"
      if index > 0 { stream += "from :\(index)\n" }
      if index == 0, let from { stream += "from \(from)\n" }
      stream += step.changes + "\n"
    }
    return Array(stream.utf8)
  }

  private static let page = Step(changes: text("page", "one"), trailers: ["Article: page"])

  private static func manifest(_ blob: String) -> String {
    "outcome\tblob\tretrieved\tarticle\treason\nnew\t\(blob)\t2026-01-01T00:00:00Z\tpage\n"
  }

  private static func amendment(
    _ amends: String?, of name: String = "page", _ more: String...
  ) -> Step {
    Step(
      changes: text(
        "stet:amended/" + name,
        "revision\tfield\tvalue\trecorded\tby\n\(amends ?? unknown)\tTitle\tx\t2026-01-01T00:00:00Z\tA\n"
      ),
      trailers: ["Article: stet:amended/" + name, "Title: x"]
        + (amends.map { ["Amends: " + $0] } ?? []) + more)
  }

  private static var forgeries: [(String, [Step])] {
    let runs = "Article: stet:runs"
    let erased = ArticleName.erased.description
    let none = "Withdrawn: true"
    return [
      ("no manifest", [Step(changes: text("stet:runs", "nothing"), trailers: [runs])]),
      (
        "a manifest of unknown bytes",
        [Step(changes: text("stet:runs", manifest(unknown)), trailers: [runs])]
      ),
      ("an unknown revision is amended", [amendment(unknown)]),
      ("nothing is amended", [amendment(nil)]),
      ("what is no id is amended", [amendment("x")]),
      ("the archive's own is amended", [amendment(unknown, of: "stet:runs")]),
      ("a page amends", [Step(changes: text("p", "x"), trailers: ["Article: p", "Amends: x"])]),
      ("another own article", [Step(changes: text("stet:x", "x"), trailers: ["Article: stet:x"])]),
      (
        "a list of erased texts that is none",
        [Step(changes: text(erased, "x"), trailers: ["Article: stet:erased"])]
      ),
      ("another path", [Step(changes: text("other", "x"), trailers: ["Article: page"])]),
      ("a path above", [Step(changes: "M 100644 inline a\ndata 1\nx\n", trailers: ["Article: a"])]),
      (
        "two paths",
        [Step(changes: text("page", "x") + text("other", "x"), trailers: ["Article: page"])]
      ),
      ("the marked path", [Step(changes: text("q", "x", marked: true), trailers: ["Article: q"])]),
      (
        "both paths",
        [
          Step(changes: text("q", "x"), trailers: ["Article: q"]),
          Step(changes: text("q", "x", marked: true), trailers: ["Article: q"]),
          Step(changes: "D \(path("q"))\n", trailers: ["Article: q", none]),
        ]
      ),
      ("a withdrawal of nothing", [Step(changes: "", trailers: ["Article: n", none])]),
      (
        "a withdrawal of what was not there",
        [Step(changes: "D \(path("n"))\n", trailers: ["Article: n", none])]
      ),
      ("a withdrawn text", [Step(changes: text("w", "x"), trailers: ["Article: w", none])]),
      ("nothing at all", [Step(changes: "", trailers: ["Article: nobody"])]),
      (
        "an arrival alone",
        [
          Step(changes: text("new", "one"), trailers: ["Article: new", "Renamed-From: page"]), page,
        ]
      ),
      (
        "a departure alone",
        [Step(changes: "D \(path("page"))\n", trailers: ["Article: page", "Renamed-To: x", none])]
      ),
      (
        "a rename of what is not there",
        [
          Step(changes: text("new", "one"), trailers: ["Article: new", "Renamed-From: old"]),
          Step(changes: "D \(path("old"))\n", trailers: ["Article: old", "Renamed-To: new", none]),
        ]
      ),
      (
        "a rename to itself",
        [
          Step(changes: text("page", "2"), trailers: ["Article: page", "Renamed-From: page"]),
          Step(
            changes: "D \(path("page"))\n", trailers: ["Article: page", "Renamed-To: page", none]),
        ]
      ),
      ("times that go back", [Step(changes: text("b", "x"), trailers: ["Article: b"], time: 5)]),
      (
        "times out of reach",
        [
          Step(
            changes: text("b", "x"), trailers: ["Article: b"],
            time: 9_000_000_000_000_000_000)
        ]
      ),
      (
        "control signs",
        [Step(changes: text("b", "x"), trailers: ["Article: b", "Title: \u{1B}["])]
      ),
      (
        "a program",
        [Step(changes: "M 755 inline \(path("b"))\ndata 1\nx\n", trailers: ["Article: b"])]
      ),
      (
        "a link",
        [Step(changes: "M 120000 inline \(path("b"))\ndata 1\nx\n", trailers: ["Article: b"])]
      ),
      ("a name that is none", [Step(changes: text("b", "x"), trailers: ["Article: \u{7}"])]),
      ("a folder away", [Step(changes: "deleteall\n", trailers: ["Article: page", none])]),
    ]
  }

  @Test(arguments: ForgedCopyTests.forgeries.indices, [false, true])
  func `what claims to be an archive's does no damage`(index: Int, hasOther: Bool) throws {
    let (name, steps) = Self.forgeries[index]
    let imported = try ImportedArchive()
    if hasOther { try imported.record("page", "mine") }
    let stream = Self.stream([Self.page] + steps + [Self.page])
    for round in 1...2 {
      _ = try imported.take(stream)
      #expect(try imported.objections() == [], "\(name), round \(round)")
    }
    #expect(try imported.archive.history(of: ArticleName("page")).count >= 1, "\(name)")
    let reserved = try imported.archive.articles().filter(\.isReserved)
    #expect(reserved == [], "\(name)")
    try imported.record("page", "after \(name)")
    try imported.maintain(full: true)
    #expect(try imported.objections() == [], "\(name)")
  }

  /// A text that has not what the trailers say would be damage; one that has less than was said before, too.
  @Test(arguments: [0, 1, 40])
  func `the text of an amendment is what was amended, whatever the stream has`(count: Int) throws {
    for hasOther in [false, true] {
      let imported = try ImportedArchive()
      if hasOther { try imported.record("other", "mine") }
      let source = try ImportedArchive()
      try source.take(Self.stream([Self.page]))
      let id = try #require(try source.revisions().last?.id.description)
      let amendments = (0..<count).map { _ in Self.amendment(id) }
      let summary = try imported.take(
        Self.stream([Self.page] + amendments + [Self.amendment(id, of: "page", "Source: x")]))
      #expect(summary.copiedCount + summary.leftOutCount == count + 2)
      #expect(summary.copiedCount >= min(count, 2))
      #expect(try imported.objections() == [])
    }
  }

  @Test func `a stream that goes on from the head erases nothing that was here`() throws {
    let imported = try ImportedArchive()
    try imported.record("page", "mine")
    let revision = try #require(try imported.revisions().last)
    let blob = try imported.archive.contentID(of: revision)
    let list =
      "blob\terased\treason\trevision\n\(blob)\t2026-01-01T00:00:00Z\tbecause\tpage@\(revision.id)\n"
    let step = Step(
      changes: Self.text("stet:erased", list), trailers: ["Article: stet:erased"],
      time: 1_800_000_000)
    let summary = try imported.take(Self.stream([step], from: revision.id.description))
    #expect(summary.leftOutCount == 1 && summary.revisionCount == 0)
    try imported.maintain(full: true)
    #expect(try imported.archive.content(of: revision) == Array("mine".utf8))
    #expect(try imported.objections() == [])
  }

  @Test func `what is said in other bytes is recorded all the same`() throws {
    let imported = try ImportedArchive()
    var stream = String(decoding: Self.stream([Self.page, Self.page]), as: UTF8.self)
    stream.replace("committer A <a@b>", with: "committer .A, <a@b>")
    stream.replace("+0000", with: "-0000")
    let summary = try imported.take(Array(stream.utf8))
    #expect(summary.copiedCount == 2)
    #expect(try imported.objections() == [])
    #expect(try imported.take(Array(stream.utf8)).revisionCount == 0)
  }
}
