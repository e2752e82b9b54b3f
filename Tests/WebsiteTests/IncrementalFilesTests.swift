import Articles
import Stet
import TestSupport
import Testing

@testable import Website

/// Pages as files that were brought up to a head step by step, beside those that are made at once.
struct IncrementalFilesTests {
  private let archive: WebsiteArchive
  private var head: RevisionID?
  private var folder: [String: [UInt8]] = [:]

  init() throws {
    archive = try WebsiteArchive()
  }

  private func files(
    since last: RevisionID?, in folder: [String: [UInt8]] = [:]
  ) throws -> [String: [UInt8]] {
    var folder = folder
    try archive.files.visitFiles(since: last) { file throws(ArchiveError) in
      folder[file.path] = file.body
      return true
    }
    return folder
  }

  private mutating func bringUp() throws {
    folder = try files(since: head, in: folder)
    head = try archive.archive.head()
  }

  /// The pages that are not what they would be if all were made now.
  private func stale() throws -> [String] {
    let fresh = try files(since: nil)
    return Set(fresh.keys).union(folder.keys).filter { fresh[$0] != folder[$0] }.sorted()
  }

  /// Long enough to be found in another article.
  private static let passages = (0..<5).map { passage in
    (0..<45).map { word in "p\(passage)w\(word * 7 % 45)" }.joined(separator: " ") + "."
  }

  private func text(_ random: inout SeededGenerator) -> String {
    let count = random.number(in: 1..<4)
    return (0..<count).map { _ in random.pick(Self.passages) }.joined(separator: "\n")
      + "\nThis is number \(random.number(in: 0..<1000))."
  }

  private mutating func step(_ random: inout SeededGenerator) throws {
    let names = ["news/bridge", "news/ferry", "letters/tower", "letters/mast"]
    let name = random.pick(names)
    switch random.number(in: 0..<12) {
    case 0: try? archive.amend("\(name)@1", title: "Title \(random.number(in: 0..<9))")
    case 1: try? archive.record(name, nil)
    case 2: try? archive.rename(name, to: random.pick(names))
    case 3: try archive.verify()
    case 4: try? archive.erase("\(name)@1")
    case 5, 6, 7:
      let latest = names.compactMap { name in
        (try? archive.archive.content(name)).map {
          (name: name, text: String(decoding: $0, as: UTF8.self))
        }
      }
      try archive.run(latest)
    default: try archive.record(name, text(&random), source: "https://\(name)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(6))
  mutating func `files that were brought up step by step are those that are made at once`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    for number in 0..<14 {
      for _ in 0..<random.number(in: 1..<4) { try step(&random) }
      try bringUp()
      #expect(try stale() == [], "after round \(number)")
    }
  }

  @Test mutating func `a text that comes or goes elsewhere renews who else has it`() throws {
    let text = Self.passages[0] + "\n" + Self.passages[1]
    try archive.record("a", text)
    try archive.record("b", "Nothing of it.")
    try bringUp()
    let page = "a/a/republications.html"
    let before = try #require(folder[page])
    try archive.record("b", text)
    try bringUp()
    let isRenewed = folder[page] != before
    #expect(isRenewed)
    #expect(try stale() == [])
    try archive.record("b", "Nothing again.")
    try bringUp()
    #expect(try stale() == [])
  }

  @Test mutating func `a run that finds nothing new renews what tells when it was last seen`()
    throws
  {
    try archive.record("a", "One.")
    try archive.record("b", "Two.")
    try archive.run([("a", "One.")])
    try bringUp()
    let pages = ["a/a.html", "a/a/1.html", "a/b.html", "a/b/1.html"]
    let before = pages.map { folder[$0] }
    try archive.run([("a", "One.")])
    try bringUp()
    #expect(zip(pages, before).map { folder[$0] != $1 } == [true, true, false, false])
    #expect(try stale() == [])
  }

  @Test mutating func `what no recent run saw is no longer told as if one had`() throws {
    try archive.record("a", "One.")
    try archive.record("b", "Two.")
    try archive.run([("a", "One.")])
    for _ in 0..<(Archive.sightingReach - 1) { try archive.run([("b", "Two.")]) }
    try bringUp()
    let before = try #require(folder["a/a/1.html"])
    try archive.run([("b", "Two.")])
    try bringUp()
    let isRenewed = folder["a/a/1.html"] != before
    #expect(isRenewed)
    #expect(try stale() == [])
  }
}
