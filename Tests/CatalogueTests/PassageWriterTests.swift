import Articles
import Bytes
import Objects
import Synchronization
import TestSupport
import Testing

@testable import Catalogue
@testable import Passages

/// However texts are read, the rows are those of an index that reads each text whole.
struct PassageWriterTests {
  /// `nil` where nothing stands.
  private typealias History = [(name: String, texts: [String?])]

  // MARK: The plain way

  private struct Rows: Equatable {
    var articles: [String] = []
    var passages: [String] = []
    var words: [String] = []
    var fingerprints: [Int] = []
  }

  private func expected(_ histories: History, key: SipHash.Key) -> Rows {
    var rows = Rows()
    var id = 0
    for (article, (name, texts)) in histories.enumerated() {
      var runs: [UInt64: (id: Int, runs: RevisionRuns)] = [:]
      var count = 0
      for (index, text) in texts.enumerated() {
        let tokens = SearchTokens(of: Array((text ?? "").utf8).span)
        count = tokens.count
        var open: Set<UInt64> = []
        for passage in Passages.cut(tokens, key: key) {
          open.insert(passage.hash)
          if runs[passage.hash] != nil { continue }
          id += 1
          runs[passage.hash] = (id, RevisionRuns())
          let words = tokens.indexedText(of: passage).split(separator: 0x20)
          rows.words += words.enumerated().map {
            "\(id) \($0.offset) \(String(decoding: $0.element, as: UTF8.self))"
          }
          rows.fingerprints += tokens.fingerprints(of: passage, key: key, ofTextWith: tokens.count)
            .map { $0.rows.lowerBound | id }
        }
        for hash in runs.keys {
          if open.contains(hash) {
            runs[hash]?.runs.open(at: index + 1)
          } else {
            runs[hash]?.runs.close(at: index + 1)
          }
        }
      }
      rows.articles.append("\(article + 1) \(name) \(texts.count) \(count)")
      rows.passages += runs.sorted { $0.value.id < $1.value.id }.map { hash, entry in
        "\(entry.id) \(name) \(Int64(bitPattern: hash)) \(entry.runs.borders)"
      }
    }
    // Of those that many passages have, some are kept.
    let kept = Dictionary(grouping: rows.fingerprints) { $0 >> 32 }.values
    rows.fingerprints = kept.flatMap { $0.sorted().prefix(FingerprintWriter.limit) }.sorted()
    return rows
  }

  private func rows(of database: PassageDatabase) throws -> Rows {
    try database.connection.withLock { connection throws(CatalogueError) in
      var rows = Rows()
      let articles = try connection.prepare(
        "SELECT id, name, revisions, tokens FROM article ORDER BY id")
      while try articles.step() {
        rows.articles.append(
          "\(articles.integer(at: 0)) \(try articles.articleName(at: 1)) "
            + "\(articles.integer(at: 2)) \(articles.integer(at: 3))")
      }
      let passages = try connection.prepare(
        """
        SELECT passage.id, name, hash, runs FROM passage JOIN article ON article = article.id
        ORDER BY passage.id
        """)
      while try passages.step() {
        rows.passages.append(
          "\(passages.integer(at: 0)) \(try passages.articleName(at: 1)) \(passages.integer(at: 2)) "
            + "\(try passages.runs(at: 3).borders)")
      }
      try connection.execute(
        "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
      let words = try connection.prepare(
        "SELECT doc, offset, term FROM temp.words ORDER BY doc, offset")
      while try words.step() {
        rows.words.append(
          "\(words.integer(at: 0)) \(words.integer(at: 1)) "
            + String(decoding: words.bytes(at: 2), as: UTF8.self))
      }
      let fingerprints = try connection.prepare("SELECT key FROM fingerprint ORDER BY key")
      while try fingerprints.step() { rows.fingerprints.append(fingerprints.integer(at: 0)) }
      return rows
    }
  }

  // MARK: Histories

  private static func words(_ count: Int, _ random: inout SeededGenerator) -> [String] {
    (0..<count).map { _ in
      random.pick(["w\(random.number(in: 0..<90))", "na", "na", "Закон", "桥梁关闭了", "²", "é"])
    }
  }

  /// Texts each of which is the one before, edited, one of those before, something else, or nothing.
  private static func texts(_ random: inout SeededGenerator) -> [String?] {
    var texts: [String?] = []
    var words = words(random.number(in: 0..<600), &random)
    for _ in 0..<random.number(in: 1..<16) {
      switch random.number(in: 0..<8) {
      case 0: texts.append(nil)
      case 1, 2: texts.append(random.pick(texts + [""]))
      case 3: words = Self.words(random.number(in: 0..<300), &random)
      case 4: words += Array(repeating: "na", count: 700)
      case 5: words += words.prefix(100)
      default:
        let place = random.number(in: 0..<words.count + 1)
        let end = min(words.count, place + random.number(in: 0..<20))
        words.replaceSubrange(place..<end, with: Self.words(random.number(in: 0..<9), &random))
      }
      texts.append(words.joined(separator: " "))
    }
    return texts
  }

  /// Gives some revisions, each text under some number or as what is kept under one.
  private func source(
    _ histories: History, _ range: (Int) -> Range<Int>, _ random: inout SeededGenerator
  ) throws -> PassageSource {
    var revisions: [IndexedRevision] = []
    for (article, (name, texts)) in histories.enumerated() {
      var kept: [Int: String] = [:]
      for text in texts[range(article)] {
        var content = IndexedRevision.Content.nothing
        if let text, let number = kept.first(where: { $0.value == text })?.key {
          content = .kept(number)
        } else if let text {
          let number = random.number(in: 0..<IndexedRevision.Content.keptCount)
          kept[number] = text
          content = .text(Array(text.utf8), number: number)
        }
        revisions.append(
          IndexedRevision(
            article: try ArticleName(name), commit: commit,
            site: nil, observed: Timestamp(seconds: 0, zoneMinutes: 0), content: content))
      }
    }
    let rest = Mutex(revisions.makeIterator())
    return { rest.withLock { $0.next() } }
  }

  @Test(arguments: SeededGenerator.seeds(30))
  func `an index has the rows of one whose texts are read whole`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let histories = (0..<4).map { (name: "a\($0)", texts: Self.texts(&random)) }
    let head = commit
    let database = try PassageDatabase(
      inMemoryFor: head, source(histories, { histories[$0].texts.indices }, &random))
    let (actual, plain) = (try rows(of: database), expected(histories, key: try database.key()))
    #expect(actual.articles == plain.articles)
    #expect(actual.passages == plain.passages)
    #expect(actual.words == plain.words)
    #expect(actual.fingerprints == plain.fingerprints)
    // The same where some are added later, of articles that are known or new.
    let parts = histories.map { random.number(in: 0..<$0.texts.count + 1) }
    let later = try PassageDatabase(
      inMemoryFor: head, source(histories, { 0..<parts[$0] }, &random))
    try later.append(
      from: head, to: head, waiting: 0,
      source(histories, { parts[$0]..<histories[$0].texts.count }, &random))
    // They have other numbers.
    let known = expected(histories, key: try later.key())
    let found = try rows(of: later)
    #expect(withoutNumbers(found.articles) == withoutNumbers(known.articles))
    #expect(withoutNumbers(found.passages) == withoutNumbers(known.passages))
    #expect(found.words.count == known.words.count)
  }

  private func withoutNumbers(_ rows: [String]) -> [String] {
    rows.map { String($0.drop { $0 != " " }) }.sorted()
  }

  private var commit: ObjectID {
    let nothing: [UInt8] = []
    return ObjectID(of: .blob, content: nothing.span)
  }
}
