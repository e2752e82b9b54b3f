import Bytes
import TestSupport
import Testing

@testable import Passages

/// What two texts have in common, and what is their sites' alone.
struct TextOverlapTests {
  private func words(_ range: Range<Int>, _ stem: String = "w") -> String {
    range.map { "\(stem)\($0)" }.joined(separator: " ")
  }

  private func overlap(_ text: String, _ other: String) -> TextOverlap {
    TextOverlap(ComparedText(SearchTokens(text)), ComparedText(SearchTokens(other)))
  }

  @Test func `the same text is all of the other, whatever its punctuation`() {
    let text = words(0..<100)
    let found = overlap(text, text.uppercased().replacing(" ", with: ", "))
    #expect(found.share == 1 && found.otherShare == 1 && found.sameCount == 100)
    #expect(found.passages.map(\.tokens) == [0..<100] && found.isRepublication)
  }

  @Test func `a third of one text within another says both shares`() {
    let text = words(0..<300)
    let found = overlap(
      text, words(0..<50, "a") + " " + words(100..<200) + " " + words(50..<100, "a"))
    #expect(found.passages.map(\.tokens) == [100..<200])
    #expect(found.passages.map(\.others) == [50..<150])
    #expect(found.share == 1.0 / 3 && found.otherShare == 0.5 && found.isRepublication)
  }

  @Test func `words changed within a passage do not end it, and are not the same`() {
    let text = words(0..<100)
    let changed = (0..<100).map { $0 % 10 == 5 ? "x\($0)" : "w\($0)" }.joined(separator: " ")
    let found = overlap(text, changed)
    #expect(found.passages.map(\.tokens) == [0..<100])
    #expect(found.share == 1 && found.sameCount == 90)
  }

  @Test func `paragraphs in another order are passages of their own`() {
    let (first, second) = (words(0..<60), words(60..<120))
    let found = overlap(first + " " + second, second + " " + first)
    #expect(found.passages.map(\.tokens) == [0..<60, 60..<120])
    #expect(found.passages.map(\.others) == [60..<120, 0..<60])
    #expect(found.share == 1 && found.otherShare == 1)
  }

  @Test func `a phrase in common, or a few words of many, is nothing`() {
    #expect(!overlap(words(0..<20), words(0..<20)).isRepublication)
    let phrase = " as the spokesman for the council said on monday "
    let found = overlap(words(0..<200) + phrase + words(200..<400), words(0..<200, "a") + phrase)
    #expect(!found.isRepublication && found.share < 0.1)
    let scattered = (0..<100).map { "a\($0) the end of b\($0)" }.joined(separator: " ")
    let others = (0..<100).map { "c\($0) d\($0) e\($0) the end of" }.joined(separator: " ")
    #expect(overlap(scattered, others).passages.isEmpty)
  }

  @Test(arguments: [
    "", " ", "one", "one two", "one two three", "\0", "\0\0 one \0", "。。。", "桥", "桥梁",
  ])
  func `texts of next to nothing have nothing in common`(text: String) {
    for other in [text, words(0..<100)] {
      #expect(overlap(text, other).share == 0 || !overlap(text, other).isRepublication)
      #expect(!overlap(other, text).isRepublication || other == text)
    }
    var compared = ComparedText(SearchTokens(text))
    compared.mask(by: Array(repeating: Shingles(of: SearchTokens(text)), count: 4))
    #expect(compared.fingerprints(key: sampleKey).isEmpty)
  }

  @Test(arguments: [1, 2, 3, 7, 50, 400])
  func `repetitions take no more than other texts`(period: Int) {
    let line = words(0..<period) + " "
    let text = String(repeating: line, count: 60_000 / period)
    let other = String(repeating: line, count: 30_000 / period) + words(0..<9, "x") + text
    let found = overlap(text, other)
    #expect(found.share <= 1 && found.otherShare <= 1 && found.sameCount <= 60_000)
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `passages lie in both texts, and their tokens are the same as often as is said`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let (text, other) = (SearchTokens(random.text(wordCount: 300)), random.text(wordCount: 80))
    let mixed = String(decoding: text.joined(0..<min(200, text.count)), as: UTF8.self)
    let others = SearchTokens(other + " " + mixed + " " + other)
    let found = TextOverlap(ComparedText(text), ComparedText(others))
    #expect(found.share >= 0.3, "seed \(seed)")
    for passage in found.passages {
      #expect(0 <= passage.tokens.lowerBound && passage.tokens.upperBound <= text.count)
      #expect(0 <= passage.others.lowerBound && passage.others.upperBound <= others.count)
      #expect(passage.sameCount <= min(passage.tokens.count, passage.others.count), "seed \(seed)")
    }
  }

  // MARK: What is a site's

  private func masked(_ text: String, by neighbours: [String]) -> ComparedText {
    var compared = ComparedText(SearchTokens(text))
    compared.mask(by: neighbours.map { Shingles(of: SearchTokens($0)) })
    return compared
  }

  @Test func `what most articles of a site have is the site's, and makes no copy`() {
    let head = "home news sport weather sign in subscribe now and save"
    func page(_ stem: String) -> String {
      "\(head) 12 \(stem) 2011 share this \(words(0..<50, stem))"
    }
    let text = masked(page("a"), by: [page("b"), page("c"), page("d")])
    // Its own: "a 2011", and "share this", of which no four words are the same everywhere.
    #expect(text.ownCount == 50 + 4)
    let other = masked(page("x"), by: [page("y"), page("z")])
    #expect(TextOverlap(text, other).share == 0)
    // Two articles with the same text are no site.
    #expect(masked(page("a"), by: [page("a")]).ownCount == SearchTokens(page("a")).count)
  }

  @Test func `what stands in some of a site's articles only is their own`() {
    let (notice, body) = (words(0..<40, "n"), words(0..<100, "a"))
    let others = (0..<8).map { words(0..<100, "b\($0)x") }
    let few = others.enumerated().map { $0 < 3 ? notice + " " + $1 : $1 }
    #expect(masked(notice + " " + body, by: few).ownCount == 140)
    let most = others.enumerated().map { $0 < 7 ? notice + " " + $1 : $1 }
    #expect(masked(notice + " " + body, by: most).ownCount == 100)
  }

  @Test func `a date between two pieces of a site's is the site's, and a paragraph is not`() {
    let (head, foot) = (words(0..<10, "h"), words(0..<10, "f"))
    func page(_ middle: String) -> String { head + " " + middle + " " + foot }
    let others = ["24 november", "1 may", "3 june"].map(page)
    #expect(masked(page("2 july 2011"), by: others).ownCount == 0)
    #expect(masked(page(words(0..<4)), by: others).ownCount == 4)
  }

  // MARK: What an index keeps

  @Test(arguments: SeededGenerator.seeds(12))
  func `passages have the fingerprints of their text, and a long text's are a short one's`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let count = [50, 400, 900, 3000][Int(seed) % 4]
    let tokens = SearchTokens(random.text(wordCount: count))
    let kept = Passages.cut(tokens, key: sampleKey).flatMap {
      tokens.fingerprints(of: $0, key: sampleKey, ofTextWith: tokens.count)
    }
    let asked = ComparedText(tokens).fingerprints(key: sampleKey)
    #expect(Set(kept).isSubset(of: asked) && asked == Array(Set(asked)).sorted())
    if tokens.count < 2000 { #expect(Set(kept) == Set(asked)) }
    let rate = Fingerprint.rate(ofTextWith: tokens.count)
    let expected = Double(tokens.count) / Double(rate)
    #expect(abs(Double(Set(kept).count) - expected) < 6 * expected.squareRoot() + 3)
  }

  @Test func `fingerprints of another key are others`() {
    let text = ComparedText(SearchTokens(words(0..<2000)))
    let other = text.fingerprints(key: .init(low: 3, high: 4))
    #expect(Set(other).isDisjoint(with: text.fingerprints(key: sampleKey)))
  }
}
