import TestSupport
import Testing

@testable import Passages

struct SearchMatchingTests {
  private func found(_ query: String, in text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try SearchQuery(query).ranges(in: SearchTokens(text)).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
  }

  private func matches(_ query: String, _ text: String) throws -> Bool {
    try SearchQuery(query).matches(in: SearchTokens(text))
  }

  /// Whole words and parts of them, as people look for them: what a tokenizer of words alone misses.
  @Test(arguments: [
    ("日本語の記者会見で発表した", ["記者会見", "会見", "見", "た", "日", "本語の記", "発表した", "で発"]),
    ("スーパーマーケット", ["マーケット", "スーパー", "ーパ", "ト", "ケット"]),
    ("大韓民國 대한민국의 헌법", ["민국", "대한민국", "헌법", "법", "의", "民國"]),
    ("ประเทศไทยเป็นราชอาณาจักร", ["ประเทศไทย", "ไทย", "ราชอาณาจักร", "ร", "อาณา"]),
    ("ພາສາລາວ", ["ລາວ", "ສາ", "ວ"]),
    ("ភាសាខ្មែរ", ["ខ្មែរ", "សា"]),
    ("မြန်မာဘာသာ", ["ဘာသာ", "မြန်မာ"]),
    ("ﾎﾞﾗﾝﾃｨｱ活動", ["ボラ", "ボランティア", "活動"]),
    ("2020年の法律", ["2020年", "年の法", "2020"]),
  ])
  func `what stands within a run is found`(text: String, queries: [String]) throws {
    for query in queries { #expect(try matches(query, text), "\(query)") }
  }

  @Test(arguments: [
    ("東京都", "京東"), ("東京 都", "京都"), ("年 月", "年月"), ("한국", "국한"), ("law", "la"),
    ("re flow", "reflow"),
    ("a b", "\"b a\""), ("a x b", "\"a b\""), ("例文。字", "文字"),
  ])
  func `what does not stand there is not found`(text: String, query: String) throws {
    #expect(try !matches(query, text))
  }

  @Test(arguments: [
    ("strasse", "Straße"), ("STRASSE", "straße"), ("İstanbul", "istanbul"),
    ("istanbul", "İSTANBUL"),
    ("λογος", "ΛΌΓΟΣ"), ("cafe", "cafe\u{301}"), ("café", "CAFE"), ("final", "ﬁnal"),
    ("abc", "ＡＢＣ"),
    ("démo*", "Democracy"), ("re-flow", "re flow"), ("\"re flow\"", "re-flow"), ("CO2", "CO₂"),
    ("сʼїзд", "Сʼїзд"), ("कि*", "किताब"), ("demo¹", "demo 1"),
  ])
  func `spelling that does not matter does not matter`(query: String, text: String) throws {
    #expect(try matches(query, text))
  }

  @Test(arguments: [
    ("क", "कि"), ("и", "й"), ("а", "а\u{301}"), ("שלום", "שָׁלוֹם"), ("كتاب", "كِتَاب"),
  ])
  func `a mark of another script matters`(query: String, text: String) throws {
    #expect(try !matches(query, text))
  }

  @Test func `operators are those of logic`() throws {
    for (query, expected) in [
      ("a b", true), ("a x", false), ("a OR x", true), ("x OR y", false), ("a NOT x", true),
      ("a NOT b", false), ("a (NOT b OR c)", true), ("NOT NOT a", true), ("NOT (NOT a OR x)", true),
      ("x OR a b", true), ("(x OR a) y", false),
    ] {
      #expect(try matches(query, "a b c") == expected, "\(query)")
    }
  }

  @Test func `places are those of the source`() throws {
    #expect(try found("démo*", in: "La Démocratie, démo.") == ["Démocratie", "démo"])
    #expect(
      try found("\"re flow\" x", in: "a re-\u{AD}FLOW b re flow") == ["re-\u{AD}FLOW", "re flow"])
    #expect(try found("記者会", in: "日本の記者会見") == ["記者会"])
    #expect(try found("記", in: "日本の記者会見、記") == ["記", "記"])
    #expect(try found("2020年", in: "西暦2020年度") == ["2020年"])
    #expect(try found("a NOT b", in: "a b a") == ["a", "a"])
    #expect(try found("e", in: "e\u{301}!") == ["e\u{301}"])
    #expect(try found("\"na na\"", in: "na na na") == ["na na na"])
    #expect(try found("a a*", in: "a ab") == ["a", "ab"])
    #expect(try found("x", in: "a").isEmpty)
  }

  @Test(arguments: SeededGenerator.seeds(100))
  func `a phrase is found where a plain search finds it`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let words = (0..<random.number(in: 0..<60)).map { _ in random.pick(["a", "b", "ab"]) }
    let phrase = (0..<random.number(in: 1..<7)).map { _ in random.pick(["a", "b", "ab"]) }
    let isPrefix = Bool.random(using: &random)
    let text = words.joined(separator: " ")
    let query = try SearchQuery("\"" + phrase.joined(separator: " ") + "\"" + (isPrefix ? "*" : ""))
    var expected: [Range<Int>] = []
    for start in words.indices where start + phrase.count <= words.count {
      let part = Array(words[start..<start + phrase.count])
      let fits =
        part.dropLast() == phrase.dropLast()
        && (isPrefix ? part.last!.hasPrefix(phrase.last!) : part.last == phrase.last)
      if fits { expected.append(start..<start + phrase.count) }
    }
    var occurrences: [Range<Int>] = []
    let leaf = try #require(query.leaves.first)
    leaf.visitOccurrences(in: SearchTokens(text)) {
      occurrences.append($0)
      return true
    }
    #expect(occurrences == expected)
  }

  @Test(arguments: SeededGenerator.seeds(100))
  func `a run is found by its parts and by nothing else`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let units = ["例", "文", "の", "ー", "한", "ท", "ี", "𠮷"]
    func run(_ count: Range<Int>) -> String {
      (0..<random.number(in: count)).map { _ in random.pick(units) }.joined()
    }
    let text = run(0..<60)
    for _ in 0..<30 {
      let part = run(1..<5)
      let expected = Array(text.unicodeScalars).contains(Array(part.unicodeScalars))
      #expect(try matches(part, text) == expected, "\(part) in \(text)")
      #expect(
        try found(part, in: text).allSatisfy {
          $0.unicodeScalars.count >= part.unicodeScalars.count
        })
    }
  }

  @Test(arguments: SeededGenerator.seeds(30))
  func `any part of a text is found in it`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let text = random.text(wordCount: 200)
    let tokens = SearchTokens(text)
    for _ in 0..<50 {
      let start = random.number(in: 0..<tokens.count)
      let range = start..<min(tokens.count, start + random.number(in: 1..<20))
      let source =
        tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
      let part = String(decoding: Array(text.utf8)[source], as: UTF8.self)
      let query = try SearchQuery("\"" + part + "\"")
      #expect(query.matches(in: tokens), "\(part)")
      #expect(
        query.ranges(in: tokens).contains {
          $0.lowerBound <= source.lowerBound && $0.upperBound >= source.upperBound
        })
    }
  }

  @Test func `a phrase that repeats itself in a text that does takes no time`() throws {
    let query = try SearchQuery("\"" + String(repeating: "a ", count: 1_500) + "b\"")
    let tokens = SearchTokens(String(repeating: "a ", count: 200_000))
    #expect(!query.matches(in: tokens))
  }

  @Test func `revisions are put together as texts are found`() throws {
    let query = try SearchQuery("a (b OR c*) NOT \"d e\"")
    let texts = ["a b", "a cc", "a", "a b d e", "b c", "a c e d"].map { SearchTokens($0) }
    let found = query.revisions { leaf in
      RevisionSet(texts.indices.filter { leaf.isFound(in: texts[$0]) }.map { $0..<$0 + 1 })
    }
    #expect(
      found
        == RevisionSet(texts.indices.filter { query.matches(in: texts[$0]) }.map { $0..<$0 + 1 }))
    #expect(found == RevisionSet([0..<2, 5..<6]))
  }
}
