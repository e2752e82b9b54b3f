internal import JSON
internal import Passages
internal import Stet

/// Asks an archive random queries, and holds each answer against a look at every text.
///
/// Words and phrases are drawn from the archive's own texts, so that they are as common as words are.
struct SearchCommand {
  private let archive: Archive
  private let queryCount: Int
  private let seed: Int

  init(_ options: Options) throws {
    archive = try Archive.open(at: options.text("archive"))
    queryCount = try options.number("queries", default: 1000)
    seed = try options.number("seed", default: 1)
  }

  /// A query, what a look at every text finds, and what it takes to see that a text has not got it.
  private struct Asked {
    let search: Search
    let query: SearchQuery
    /// For each leaf the hashes of its tokens: a text without one of them has it not.
    let hashes: [[UInt64]]
    var expected: [String: [Int]] = [:]
  }

  func run() throws {
    var random = SeededRandom(seed: seed)
    var asked = try queries(&random)
    // Makes the index: others are asked of it.
    _ = try archive.found(by: Search("stet"))
    try scan(&asked)
    var times: [Int] = []
    var changeTimes: [Int] = []
    var wrongCount = 0
    for one in asked {
      let start = ContinuousClock.now
      let hits = try archive.found(by: one.search)
      times.append((ContinuousClock.now - start).nanoseconds)
      let found = Dictionary(
        uniqueKeysWithValues: hits.map {
          ($0.article.description, $0.revisions.flatMap { Array($0) })
        })
      if found != one.expected { wrongCount += 1 }
      let second = ContinuousClock.now
      _ = try archive.changes(of: one.search)
      changeTimes.append((ContinuousClock.now - second).nanoseconds)
    }
    times.sort()
    changeTimes.sort()
    try StandardOutput.write([
      "queries": .integer(asked.count), "different": .integer(wrongCount),
      "found": .integer(asked.count { !$0.expected.isEmpty }),
      "p50": .integer(times[times.count / 2]), "p95": .integer(times[times.count * 19 / 20]),
      "changesP50": .integer(changeTimes[changeTimes.count / 2]),
      "changesP95": .integer(changeTimes[changeTimes.count * 19 / 20]),
    ])
    if wrongCount > 0 { throw BenchmarkError.wrongResult("\(wrongCount) searches") }
  }

  // MARK: What is asked

  private func queries(_ random: inout SeededRandom) throws -> [Asked] {
    let names = try archive.index().names().filter { !$0.isReserved }
    var words: [[String]] = []
    while words.count < 200 {
      let history = try archive.history(of: names[random.number(below: names.count)])
      let revision = history[random.number(below: history.count)]
      guard !revision.isWithdrawal else { continue }
      let text = try archive.searchableText(of: revision)
      let tokens = SearchTokens(of: text.span)
      guard tokens.count > 20 else { continue }
      for _ in 0..<5 {
        let start = random.number(below: tokens.count - 16)
        words.append(
          (start..<start + 16).map { String(decoding: tokens.joined($0..<$0 + 1), as: UTF8.self) })
      }
    }
    var asked: [Asked] = []
    while asked.count < queryCount {
      let text = query(words, &random)
      guard let query = try? SearchQuery(text), let search = try? Search(text) else { continue }
      let hashes = query.leaves.map { leaf in
        leaf.tokens.indices.dropLast(leaf.isPrefix ? 1 : 0).map { leaf.tokens.hash(at: $0) }
      }
      asked.append(Asked(search: search, query: query, hashes: hashes))
    }
    return asked
  }

  private func query(_ words: [[String]], _ random: inout SeededRandom) -> String {
    func phrase(_ count: Int, _ random: inout SeededRandom) -> String {
      "\"" + words[random.number(below: words.count)].prefix(count).joined(separator: " ") + "\""
    }
    let one = phrase(1, &random)
    return switch random.number(below: 10) {
    case 0, 1: one
    case 2, 3, 4: phrase(2 + random.number(below: 7), &random)
    case 5: phrase(9 + random.number(below: 7), &random)
    case 6: one + " " + phrase(1, &random)
    case 7: one + " OR " + phrase(3, &random)
    case 8: one + " NOT " + phrase(2, &random)
    default: phrase(2, &random) + "*"
    }
  }

  // MARK: A look at every text

  private func scan(_ asked: inout [Asked]) throws {
    for name in try archive.index().names() where !name.isReserved {
      var last: (id: ContentID, found: [Int])?
      for (offset, revision) in try archive.history(of: name).reversed().enumerated()
      where !revision.isWithdrawal {
        let id = try archive.contentID(of: revision)
        if last?.id != id {
          last = (id, try found(in: archive.searchableText(of: revision), asked))
        }
        for place in last?.found ?? [] {
          asked[place].expected[name.description, default: []].append(offset + 1)
        }
      }
    }
  }

  /// The queries that find a text.
  private func found(in text: [UInt8], _ asked: [Asked]) -> [Int] {
    let tokens = SearchTokens(of: text.span)
    let hashes = Set(tokens.indices.map { tokens.hash(at: $0) })
    return asked.indices.filter { place in
      // Not one leaf can be there: nothing is found, whatever else is asked.
      let mayHave = asked[place].hashes.contains { $0.allSatisfy(hashes.contains) }
      return mayHave && asked[place].query.matches(in: tokens)
    }
  }
}
