import Foundation
import Objects
import Passages
import TestSupport
import Testing

@testable import Articles
@testable import Catalogue
@testable import Stet

/// What a search finds, against a look at every revision's text.
struct ArchiveSearchTests {
  private let place: FolderArchive
  private var folder: TemporaryDirectory { place.folder }
  private var path: String { place.path }

  init() throws { place = try FolderArchive() }

  private var archive: Archive { get throws { try place.open() } }
  private var file: PassageFile { PassageFile(in: path + "/stet") }
  private var filePath: String { path + "/stet/passages.sqlite" }

  private func record(_ name: String, _ text: String?, seen: Int = 1_300_000_000) throws {
    var draft = RevisionDraft(article: try ArticleName(name), content: text.map { Array($0.utf8) })
    draft.allowsSimilarName = true
    draft.allowsUnchanged = true
    draft.metadata.retrieved = Timestamp(seconds: seen, zoneMinutes: 0)
    do {
      _ = try archive.record(
        [draft], by: Fixture.ann, now: Fixture.time("2011-11-24T17:27:00Z"))
    } catch ArchiveError.withdrawn where text == nil {
      // What is withdrawn already cannot be withdrawn.
    }
  }

  // MARK: A linear scan

  private static let words = [
    "bridge", "Bridge", "brücke", "closed", "re-opened", "the", "the", "a", "don't", "42", "закон",
    "Закону", "桥梁关闭了", "関", "สะพาน", "Ελλάδα", "l’école", "ß", "x", "½", "&amp;", "**bold**",
  ]

  private static func text(_ count: Int, _ random: inout SeededGenerator) -> [String] {
    (0..<count).map { _ in words[random.number(in: 0..<words.count)] }
  }

  private static func query(_ random: inout SeededGenerator) -> String {
    func phrase() -> String {
      let count = random.number(in: 1..<12)
      return "\"" + text(count, &random).joined(separator: " ") + "\""
    }
    switch random.number(in: 0..<8) {
    case 0: return phrase()
    case 1: return String(text(1, &random)[0].prefix(2)) + "*"
    case 2: return text(2, &random).joined(separator: " ")
    case 3: return text(2, &random).joined(separator: " OR ")
    case 4: return text(2, &random).joined(separator: " NOT ")
    case 5: return "(\(phrase()) OR \(text(1, &random)[0])) AND NOT \(text(1, &random)[0])"
    case 6: return "NOT (NOT \(text(1, &random)[0]) OR NOT \(text(1, &random)[0]))"
    default: return text(1, &random)[0]
    }
  }

  /// For each article, the revisions of which the query says so of their text.
  private func scan(_ query: SearchQuery, _ archive: Archive) throws -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    for name in try archive.index().names() where !name.isReserved {
      for revision in try archive.history(of: name).reversed() where !revision.isWithdrawal {
        guard let number = revision.number, let text = try? archive.content(of: revision) else {
          continue
        }
        if query.matches(in: SearchTokens(of: revision.searchable(text).span)) {
          found[name.description, default: []].append(number)
        }
      }
    }
    return found
  }

  private func expectScan(
    _ count: Int, _ context: Comment, of archive: Archive, _ random: inout SeededGenerator
  ) throws {
    for _ in 0..<count {
      let text = Self.query(&random)
      guard let search = try? Search(text) else { continue }
      let hits = try archive.found(by: search)
      let found = Dictionary(
        uniqueKeysWithValues: hits.map { hit in
          (hit.article.description, hit.revisions.flatMap { Array($0) })
        })
      #expect(try found == scan(search.query, archive), "\(context): \(text)")
    }
  }

  /// Changes some articles as people do.
  private func grow(
    _ count: Int, _ texts: inout [String: [String]], _ random: inout SeededGenerator
  ) throws {
    for _ in 0..<count {
      let name = ["a", "b.html", "c.md", "d", "Закон", "法律"][random.number(in: 0..<6)]
      var text = texts[name] ?? Self.text(random.number(in: 0..<150), &random)
      switch random.number(in: 0..<8) {
      case 0: try record(name, nil)
      case 1: text = []
      case 2: text += Self.text(30, &random)
      default:
        if !text.isEmpty {
          text[random.number(in: 0..<text.count)] = Self.text(1, &random)[0]
        }
      }
      texts[name] = text
      let body = text.joined(separator: random.number(in: 0..<2) == 0 ? " " : ",\n")
      try record(name, name == "b.html" ? "<p>\(body)<script>secret the</script>" : body)
    }
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `what is found is what a look at every text finds, new and kept up`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var texts: [String: [String]] = [:]
    try grow(20, &texts, &random)
    for step in 0..<4 {
      let archive = try archive
      try expectScan(30, "step \(step), seed \(seed)", of: archive, &random)
      #expect(file.database.exists)
      try grow(6, &texts, &random)
      if step == 1 {
        // As `git update-ref` does: another history.
        let head = try #require(try archive.headCommit())
        let parent = try #require(try archive.revision(head).parents.first)
        try Data("\(parent)\n".utf8).write(to: URL(filePath: path + "/refs/heads/main"))
      }
      if step == 2 {
        _ = try archive.maintain(
          isComplete: true, now: Fixture.time("2011-11-24T17:28:00Z"), workers: 1)
      }
    }
  }

  /// More texts than are kept of an article, longer ones than are kept beside others, and more revisions than are read
  /// at once.
  @Test func `articles that go back and forth between texts are found in each of their revisions`()
    throws
  {
    var random = SeededGenerator(seed: 17)
    let long = String(repeating: "the bridge is closed ", count: 110_000)
    var texts = (0..<12).map { "version\($0) " + Self.text(60, &random).joined(separator: " ") }
    texts += [long + "once", long + "twice"]
    var turns: [Int] = [12, 0, 13, 12]
    for _ in 0..<700 {
      turns.append(random.number(in: 0..<(random.number(in: 0..<3) == 0 ? 12 : 2)))
    }
    let drafts = try turns.enumerated().map { number, turn in
      var draft = RevisionDraft(article: try ArticleName("a"), content: Array(texts[turn].utf8))
      draft.allowsUnchanged = true
      if turn == 1, number % 2 == 0 { draft.metadata.mediaType = "text/html" }
      return draft
    }
    _ = try archive.record(drafts, by: Fixture.ann, now: Fixture.time("2011-11-24T17:27:00Z"))
    let archive = try archive
    for (number, word) in (0..<12).map({ ($0, "version\($0)") }) + [(12, "once"), (13, "twice")] {
      let found = try archive.found(by: Search(word)).flatMap(\.revisions).flatMap { Array($0) }
      #expect(found == turns.indices.filter { turns[$0] == number }.map { $0 + 1 }, "\(word)")
    }
  }

  @Test func `a text is read anew where another media type says how`() throws {
    for type in ["text/plain", "text/html", "text/plain"] {
      var draft = RevisionDraft(
        article: try ArticleName("a"), content: Array("<p>closed <!-- hidden --></p>".utf8))
      draft.allowsUnchanged = true
      draft.metadata.mediaType = type
      _ = try archive.record([draft], by: Fixture.ann, now: Fixture.time("2011-11-24T17:27:00Z"))
    }
    #expect(try archive.found(by: Search("hidden")).map(\.revisions) == [[1...1, 3...3]])
    #expect(try archive.found(by: Search("closed")).map(\.revisions) == [[1...3]])
  }

  @Test func `what came and went is told with the revisions in which it did`() throws {
    try record("a", "The bridge is closed.", seen: 1_300_000_000)
    try record("a", "The bridge is open.", seen: 1_300_100_000)
    try record("a", "The bridge is closed again.", seen: 1_300_200_000)
    try record("b", "Closed.", seen: 1_300_150_000)
    try record("a", nil, seen: 1_300_300_000)
    let changes = try archive.changes(of: Search("closed"))
    #expect(
      changes.map { "\($0.article)@\($0.revision) \($0.isArrival)" }
        == ["a@4 false", "a@3 true", "b@1 true", "a@2 false", "a@1 true"])
    #expect(changes[0].observed.seconds == 1_300_300_000)
    var search = try Search("closed")
    search.since = Timestamp(seconds: 1_300_120_000, zoneMinutes: 0)
    search.until = Timestamp(seconds: 1_300_250_000, zoneMinutes: 0)
    #expect(try archive.changes(of: search).map(\.revision) == [3, 1])
    #expect(try archive.found(by: search).map(\.newest) == [3, 1])
    search.pattern = Glob("b*")
    #expect(try archive.found(by: search).map(\.article.description) == ["b"])
  }

  @Test func `the latest alone are what articles say now`() throws {
    try record("a", "The bridge is closed.")
    try record("a", "The bridge is open.")
    try record("b", "The bridge is closed.")
    try record("c", "The bridge is closed.")
    try record("c", nil)
    var search = try Search("closed")
    #expect(try archive.found(by: search).count == 3)
    search.isOfLatest = true
    #expect(try archive.found(by: search).map(\.article.description) == ["b"])
  }

  // MARK: What may be found no longer

  @Test func `what was erased is found no longer, and its words are in no file`() throws {
    try record("a", "The witness is zyxsecretqvw.")
    try record("a", "The witness is not named.")
    #expect(try archive.found(by: Search("zyxsecretqvw")).count == 1)
    let open = try file.open()
    _ = try archive.erase(
      "a@1", reason: "court order", by: Fixture.ann,
      now: Fixture.time("2011-11-25"), workers: 1)
    #expect(!file.database.exists)
    #expect(try open.extent().articles == 1)
    open.abandon()
    #expect(try archive.found(by: Search("zyxsecretqvw")).isEmpty)
    #expect(try archive.found(by: Search("witness")).map(\.revisions) == [[2...2]])
    for ending in ["", "-wal"] {
      let bytes = FileManager.default.contents(atPath: filePath + ending) ?? Data()
      #expect(bytes.range(of: Data("zyxsecret".utf8)) == nil)
    }
  }

  @Test func `maintenance takes away what was made before an erasure, and nothing else`() throws {
    func maintain() throws {
      _ = try archive.maintain(
        isComplete: true, now: Fixture.time("2011-11-26"), workers: 1)
    }
    try record("a", "The witness is zyxsecretqvw.")
    try record("a", "The witness is not named.")
    #expect(try archive.found(by: Search("zyxsecretqvw")).count == 1)
    let old = try #require(FileManager.default.contents(atPath: filePath))
    _ = try archive.erase(
      "a@1", reason: "court order", by: Fixture.ann, now: Fixture.time("2011-11-25"), workers: 1)
    // As where the file could not be taken away.
    try old.write(to: URL(filePath: filePath))
    try maintain()
    #expect(try archive.found(by: Search("zyxsecretqvw")).isEmpty)
    let made = try FileManager.default.attributesOfItem(atPath: filePath)[.systemFileNumber] as? Int
    try record("a", "Nobody is named.")
    try maintain()
    let kept = try FileManager.default.attributesOfItem(atPath: filePath)[.systemFileNumber] as? Int
    #expect(made != nil && made == kept)
  }

  @Test func `a text that cannot be read is not found, and the others are`() throws {
    try record("a", "One closed bridge.")
    try record("b", "Another closed bridge.")
    let id = ObjectID(of: .blob, content: "One closed bridge.".bytes.span).description
    try FileManager.default.removeItem(
      atPath: looseFile(of: id, in: path))
    #expect(try archive.found(by: Search("closed")).map(\.article.description) == ["b"])
  }

  @Test func `a search that is not to go on leaves nothing half done`() throws {
    for number in 0..<5 { try record("a", "text \(number)") }
    let error = #expect(throws: ArchiveError.self) {
      try archive.found(by: Search("text")) { done, _ in done < 3 }
    }
    #expect(error == .cancelled)
    #expect(!file.database.exists)
    #expect(try archive.found(by: Search("text")).map(\.revisions) == [[1...5]])
  }

  // MARK: What becomes of the file

  private func spoil(_ way: String) throws {
    let files = FileManager.default
    var bytes = Array(files.contents(atPath: filePath) ?? Data())
    switch way {
    case "delete": return try files.removeItem(atPath: filePath)
    case "truncate": bytes = []
    case "cut short": bytes.removeLast(bytes.count / 2)
    case "garbage": bytes = bytes.map { ~$0 }
    case "zero pages": for place in bytes.indices.dropFirst(4096) { bytes[place] = 0 }
    // Source: sqlite.org/fileformat.html, "User version number".
    case "downgrade": bytes[63] = 0
    case "newer": bytes[63] = 99
    case "folder":
      try files.removeItem(atPath: filePath)
      return try files.createDirectory(atPath: filePath, withIntermediateDirectories: false)
    default:
      let database = folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
      return try Connection(opening: database + "archive/stet/passages.sqlite", .writing)
        .execute(way)
    }
    try Data(bytes).write(to: URL(filePath: filePath))
  }

  @Test(arguments: [
    "delete", "truncate", "cut short", "garbage", "zero pages", "downgrade", "newer", "folder",
    "DROP TABLE passage", "UPDATE passage SET runs = X'FF'", "DELETE FROM state",
    "UPDATE state SET value = 'other' WHERE key = 'rules'", "DELETE FROM article",
    "UPDATE article SET name = X'00' WHERE id = 1",
    "UPDATE revision SET observed = 9223372036854775807",
    "UPDATE state SET value = zeroblob(32) WHERE key = 'head'",
  ])
  func `whatever becomes of the file, the answers are the same`(way: String) throws {
    try record("a", "The bridge is closed.")
    try record("b", "The ferry is closed.")
    let expected = try archive.found(by: Search("closed")).map(\.article)
    try spoil(way)
    #expect(try archive.found(by: Search("closed")).map(\.article) == expected)
    try record("c", "The road is closed.")
    #expect(try archive.found(by: Search("closed")).count == 3)
  }

  @Test func `who writes keeps nobody from searching`() throws {
    try record("a", "The bridge is closed.")
    #expect(try archive.found(by: Search("closed")).count == 1)
    let database = folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
    let other = try Connection(opening: database + "archive/stet/passages.sqlite", .writing)
    try other.execute("BEGIN IMMEDIATE")
    #expect(try archive.found(by: Search("bridge")).count == 1)
    try other.execute("ROLLBACK")
  }

  @Test func `who has an old file open keeps nobody from searching`() throws {
    try record("a", "The bridge is closed.")
    #expect(try archive.found(by: Search("closed")).count == 1)
    let open = try file.open()
    file.database.remove()
    #expect(try archive.found(by: Search("closed")).count == 1)
    #expect(!file.database.exists)
    open.abandon()
  }

  @Test func `on a network's file system the same is found, from files without a log`() throws {
    let passages = KeptPassages(in: path + "/stet", journal: .rollback)
    let catalogue = KeptCatalogue(in: path + "/stet", journal: .rollback)
    for count in 1...3 {
      try record("a", "The bridge \(count) is closed.")
      let archive = try archive
      let head = try #require(try archive.headCommit())
      let extent = try passages.ask(at: head, of: archive, goesOn: { _, _ in true }) {
        database throws(CatalogueError) in try database.extent()
      }
      #expect(extent == (1, count))
      catalogue.catchUp(to: head, of: archive, making: .always)
      #expect(catalogue.view(at: head, of: archive)?.place == count)
    }
    passages.maintain(at: try #require(try archive.headCommit()), of: try archive)
    let names = try FileManager.default.contentsOfDirectory(atPath: path + "/stet")
    #expect(names.contains("passages.sqlite") && names.contains("catalogue.sqlite"))
    #expect(!names.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") }, "\(names)")
    // Whoever has the folder as its own goes on with the same files.
    #expect(try archive.found(by: Search("closed")).map(\.revisions) == [[1...3]])
  }

  @Test func `an archive in memory is searched in memory`() throws {
    let fixture = try Fixture()
    try fixture.record("bridge", "The bridge is closed.")
    #expect(try fixture.archive.found(by: Search("closed")).map(\.newest) == [1])
    #expect(try Fixture().archive.found(by: Search("closed")).isEmpty)
  }

  // MARK: Excerpts

  @Test func `an excerpt cuts no word and no character, and marks what was found`() throws {
    let text =
      String(repeating: "żółw ", count: 40) + "the bridge is closed"
      + String(repeating: " 桥梁", count: 40)
    try record("a", text)
    for length in 0..<200 {
      let search = try Search("bridge")
      let found = try archive.excerpt(of: archive.revision("a@1"), around: search, length: length)
      let excerpt = try #require(found?.excerpt)
      let shown = try #require(String(validating: excerpt.text, as: UTF8.self))
      #expect(text.contains(shown) && excerpt.isCutBefore && excerpt.isCutAfter)
      #expect(excerpt.marks.map { String(decoding: excerpt.text[$0], as: UTF8.self) } == ["bridge"])
      #expect(shown.split(separator: " ").allSatisfy { text.split(separator: " ").contains($0) })
    }
  }

  @Test(arguments: ["", "!!!", "a AND", "(a", "a)", "\"a", "NOT a", "()"])
  func `what cannot be asked says where`(query: String) throws {
    let error = #expect(throws: ArchiveError.self) { try Search(query) }
    guard case .invalidQuery(query, let place, let reason) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(!reason.isEmpty && (query.isEmpty || place != nil))
  }
}
