import Bytes
import TestSupport
import Testing

@testable import Passages

struct PassagesTests {
  private func indexed(_ tokens: SearchTokens) -> [[UInt8]] {
    Passages.cut(tokens, key: sampleKey).map { tokens.indexedText(of: $0) }
  }

  @Test func `a text without tokens has no passage`() {
    #expect(indexed(SearchTokens(" ... ")).isEmpty)
    #expect(indexed(SearchTokens("one")) == [Array("one".utf8)])
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `passages are all of a text, of 4 to 512 tokens, with 7 of what follows`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let tokens = SearchTokens(random.text(wordCount: 2_000))
    let passages = Passages.cut(tokens, key: sampleKey)
    #expect(
      passages.first?.tokens.lowerBound == 0 && passages.last?.tokens.upperBound == tokens.count)
    for (passage, next) in zip(passages, passages.dropFirst()) {
      #expect(passage.tokens.upperBound == next.tokens.lowerBound)
      #expect((4...512).contains(passage.tokens.count))
    }
    for passage in passages {
      #expect(passage.indexed.lowerBound == passage.tokens.lowerBound)
      #expect(passage.indexed.upperBound == min(tokens.count, passage.tokens.upperBound + 7))
    }
  }

  @Test func `a passage has about 32 tokens, and 64 where a script runs on`() {
    var random = SeededGenerator(seed: 7)
    let latin = SearchTokens((0..<50_000).map { _ in "w\(random.number(in: 0..<5_000)) " }.joined())
    let passages = Passages.cut(latin, key: sampleKey)
    #expect((30...42).contains(latin.count / passages.count))
    let han = String(
      String.UnicodeScalarView(
        (0..<50_000).compactMap { _ in Unicode.Scalar(UInt32(random.number(in: 0x4E00..<0x5E00))) })
    )
    let pairs = SearchTokens(han)
    #expect((58...78).contains(pairs.count / Passages.cut(pairs, key: sampleKey).count))
  }

  @Test func `a text that repeats itself is cut after 512 tokens`() {
    let tokens = SearchTokens(String(repeating: "na ", count: 1_500))
    let counts = Passages.cut(tokens, key: sampleKey).map(\.tokens.count)
    #expect(counts == [512, 512, 476] || counts.allSatisfy { $0 <= 4 })
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `a phrase of eight tokens is whole in some passage`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let tokens = SearchTokens(random.text(wordCount: 1_000))
    let passages = indexed(tokens).map { [0x20] + $0 + [0x20] }
    for _ in 0..<100 {
      let start = random.number(in: 0..<tokens.count)
      let end = min(tokens.count, start + random.number(in: 1..<9))
      let phrase = [0x20] + tokens.joined(start..<end) + [0x20]
      #expect(passages.contains { $0.contains(phrase) })
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `an edit changes the passages around it alone`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = (0..<5_000).map { _ in "w\(random.number(in: 0..<2_000))" }
    var edited = words
    let place = random.number(in: 100..<4_900)
    edited.replaceSubrange(place..<place + random.number(in: 0..<10), with: ["new", "words"])
    func hashes(_ words: [String]) -> Set<UInt64> {
      let tokens = SearchTokens(words.joined(separator: " "))
      return Set(Passages.cut(tokens, key: sampleKey).map(\.hash))
    }
    #expect(hashes(words).symmetricDifference(hashes(edited)).count <= 10)
  }

  @Test func `white space, punctuation and case make no new passage`() {
    var random = SeededGenerator(seed: 3)
    let words = (0..<500).map { _ in "w\(random.number(in: 0..<100))" }
    let plain = Passages.cut(SearchTokens(words.joined(separator: " ")), key: sampleKey)
    let other = Passages.cut(
      SearchTokens("« " + words.joined(separator: ",\n").uppercased() + "!"), key: sampleKey)
    #expect(plain == other)
  }

  @Test func `a passage is another one where only what follows differs`() throws {
    let words = (0..<200).map { "w\($0)" }
    let first = Passages.cut(SearchTokens(words.joined(separator: " ")), key: sampleKey)
    // The second token of the second passage: in the overlap of the first, and away from its border.
    let border = first[0].tokens.upperBound
    var edited = words
    edited[border + 3] = "other"
    let second = Passages.cut(SearchTokens(edited.joined(separator: " ")), key: sampleKey)
    #expect(first[0].tokens == second[0].tokens && first[0].hash != second[0].hash)
  }

  @Test func `another key gives other hashes and the same passages`() {
    let tokens = SearchTokens((0..<200).map { "w\($0)" }.joined(separator: " "))
    let mine = Passages.cut(tokens, key: sampleKey)
    let theirs = Passages.cut(tokens, key: SipHash.Key(low: 1, high: 3))
    #expect(mine.map(\.tokens) == theirs.map(\.tokens))
    #expect(Set(mine.map(\.hash)).isDisjoint(with: theirs.map(\.hash)))
  }
}
