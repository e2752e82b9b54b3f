import Foundation
import TestSupport
import Testing

@testable import Passages

struct SearchTokensTests {
  @Test(arguments: [
    ("Hello, World! 42", "hello world 42"),
    ("don't re-flow C++ snake_case", "don t re flow c snake case"),
    ("Straße STRASSE ſtraße", "strasse strasse strasse"),
    // Turkish: four letters that are two.
    ("İstanbul ISTANBUL ılık Işık", "istanbul istanbul ilik isik"),
    ("démocratie de\u{301}mocratie DÉMOCRATIE", "democratie democratie democratie"),
    ("naïve Ångström façade ñandú", "naive angstrom facade nandu"),
    ("Việt Nam đổi mới", "viet nam đoi moi"),
    ("Λόγος ΛΌΓΟΣ λόγοσ ΰ", "λογοσ λογοσ λογοσ υ"),
    ("ﬁnal oﬃce Ⅷ ŉ", "final office viii ʼn"),
    ("ＡＢＣ１２３ ｶﾞｲﾄﾞ", "abc123 ガイ イド ド"),
    (
      "soft\u{AD}hyphen zero\u{200B}width join\u{200D}er \u{FEFF}mark",
      "softhyphen zerowidth joiner mark"
    ),
    ("dir\u{200E}ection", "direction"),
    ("naïve\u{308}\u{301}x", "naivex"),
  ])
  func `letters are folded`(text: String, words: String) {
    #expect(SearchTokens(text).words == words)
  }

  @Test(arguments: [
    ("démocratie¹ x² CO₂", "democratie 1 x 2 co2"),
    ("Stet™ 10㎏ 20℃", "stet tm 10 kg 20 c"),
    ("½ 1½ ⑴", "1 2 1 1 2 1"),
    ("´a …b", "a b"),
  ])
  func `a sign is a token by itself`(text: String, words: String) {
    #expect(SearchTokens(text).words == words)
  }

  @Test(arguments: [
    ("й Й и\u{306} И\u{306}", "й й й й"),
    ("за́мок", "за\u{301}мок"),
    ("їжак Її", "їжак її"),
    // Marks of any order are those of the canonical one.
    ("שָׁלוֹם", "\u{5E9}\u{5B8}\u{5C1}\u{5DC}\u{5D5}\u{5B9}\u{5DD}"),
    ("ש\u{5C1}\u{5B8}לום", "\u{5E9}\u{5B8}\u{5C1}\u{5DC}\u{5D5}\u{5DD}"),
    ("كِتَاب", "كِتَاب"),
    ("हिन्दी में", "हिन्दी में"),
    ("বাংলাদেশ ক\u{9C7}\u{9BE}", "বাংলাদেশ ক\u{9CB}"),
  ])
  func `other scripts keep their marks`(text: String, words: String) {
    #expect(Array(SearchTokens(text).words.utf8) == Array(words.utf8))
  }

  @Test(arguments: [
    ("例文", "例文 文"),
    ("東京2020年", "東京 京 2020 年"),
    ("スーパー", "スー ーパ パー ー"),
    ("か\u{3099}く", "がく く"),
    ("한국어 뉴스", "한국 국어 어 뉴스 스"),
    ("\u{1112}\u{1161}\u{11AB}국", "한국 국"),
    ("ที่นี่", "ที ี่ ่น นี ี่ ่"),
    ("ນໍ້າ", "ນໍ ໍ້ ້າ າ"),
    ("မြန်", "မြ ြန န် ်"),
    ("ខ្មែរ", "ខ្ ្ម មែ ែរ រ"),
    ("⼀⼆", "一二 二"),
    ("例\u{200B}文\u{FE00}字", "例文 文字 字"),
    ("㍿例", "株式 式会 会社 社例 例"),
    ("𠮷野家", "𠮷野 野家 家"),
  ])
  func `scripts that run on are pairs, and the last alone`(text: String, words: String) {
    #expect(Array(SearchTokens(text).words.utf8) == Array(words.utf8))
  }

  @Test func `each token knows its place in the source`() {
    let text = "Ａ re\u{AD}ce\u{301}, 例文。é²"
    #expect(
      SearchTokens(text).sources(in: text) == ["Ａ", "re\u{AD}ce\u{301}", "例文", "文", "é", "²"])
  }

  @Test func `bytes that are not UTF-8 part tokens`() {
    let bytes: [UInt8] =
      Array("a".utf8) + [0xFF] + Array("b".utf8) + [0xC3] + Array("c".utf8) + [0xED, 0xA0, 0x80]
      + Array("d".utf8) + [0xC0, 0xAF] + Array("e".utf8) + [0, 0xE0, 0x81, 0x81, 0xE4, 0xBE]
    #expect(SearchTokens(of: bytes.span).words == "a b c d e")
  }

  @Test func `a long run is cut after 64 bytes and at no scalar's middle`() {
    let latin = SearchTokens(String(repeating: "a", count: 130))
    #expect(latin.map(\.folded.count) == [64, 64, 2])
    #expect(latin.map(\.range) == [0..<64, 64..<128, 128..<130])
    let cyrillic = SearchTokens("x" + String(repeating: "я", count: 40))
    #expect(cyrillic.map(\.folded.count) == [63, 18])
    #expect(SearchTokens("ab" + String(repeating: "é", count: 70)).map(\.folded.count) == [64, 8])
  }

  @Test func `a million marks on one letter take no time and are kept`() {
    // In canonical order the second half comes first.
    let text =
      "б" + String(repeating: "\u{301}", count: 500_000)
      + String(repeating: "\u{323}", count: 500_000)
    let tokens = SearchTokens(text)
    #expect(tokens.last?.range.upperBound == text.utf8.count)
    #expect(tokens.allSatisfy { $0.folded.count <= SearchTokens.byteLimit })
  }

  @Test(arguments: [0, 1, 5, 6, 20])
  func `of a text that is too long no more is read`(limit: Int) {
    let tokens = SearchTokens(of: Array("one two é三四 three".utf8).span, limit: limit)
    #expect(tokens.allSatisfy { $0.range.upperBound <= limit + 3 })
    #expect(
      tokens.words
        == [0: "", 1: "o", 5: "one t", 6: "one tw", 20: "one two e 三四 四"][limit])
  }

  /// FTS5 with `tokenize='ascii'` takes letters, digits and bytes from 0x80 on for parts of tokens.
  @Test func `every scalar makes only tokens that an index takes for one`() {
    for value in UInt32(0)...0xE01EF where value < 0x323B0 || value >= 0xE0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a\(Character(scalar))b"
      let tokens = SearchTokens(text)
      for byte in tokens.joined(0..<tokens.count) where byte != 0x20 {
        let isToken =
          byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
        if !isToken { Issue.record("U+\(String(value, radix: 16)) makes \(tokens.words)") }
      }
    }
  }

  @Test func `what is folded is folded to itself`() {
    for value in UInt32(0x80)..<0x323B0 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let tokens = SearchTokens("\(Character(scalar))")
      // The pairs of a run are not a run.
      guard tokens.indices.allSatisfy({ !tokens.runsOn(at: $0) }) else { continue }
      let again = SearchTokens(tokens.words)
      if again.words != tokens.words {
        Issue.record("U+\(String(value, radix: 16)): \(tokens.words), then \(again.words)")
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `composed or not, a text has the same tokens`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = random.text(wordCount: 200)
    let words = SearchTokens(text).words
    #expect(SearchTokens(text.decomposedStringWithCanonicalMapping).words == words)
    #expect(SearchTokens(text.precomposedStringWithCanonicalMapping).words == words)
    #expect(SearchTokens(text.uppercased()).words == words)
  }

  @Test(arguments: SeededGenerator.seeds(50))
  func `any bytes have tokens whose places are in order`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var bytes = Array(random.text(wordCount: 50).utf8)
    for _ in 0..<30 { bytes = random.mutation(of: bytes) + random.bytes(count: 3) }
    let tokens = SearchTokens(of: bytes.span)
    var (start, end) = (0, 0)
    for token in tokens {
      #expect(!token.range.isEmpty && token.range.upperBound <= bytes.count)
      #expect(token.range.lowerBound >= start && token.range.upperBound >= end)
      #expect((1...SearchTokens.byteLimit).contains(token.folded.count))
      (start, end) = (token.range.lowerBound, token.range.upperBound)
    }
    #expect(
      tokens.words.utf8.filter { $0 == 0x20 }.count == max(0, tokens.count - 1),
      "a space between two tokens and none within one")
  }

  @Test func `tokens that are equal share a hash`() {
    let tokens = SearchTokens("Abcdefgh abcdefgh abcdefghi ABCDEFGHI a b A 例文 例文")
    #expect(tokens[0].hash == tokens[1].hash && tokens[2].hash == tokens[3].hash)
    #expect(tokens[4].hash == tokens[6].hash && tokens[7].hash == tokens[9].hash)
    #expect(Set(tokens.map(\.hash)).count == Set(tokens.words.split(separator: " ")).count)
  }

  /// What is kept on a disk was cut by these.
  @Test func `hashes and rules are the same on every machine`() {
    let tokens = SearchTokens("a catalogue republications")
    #expect(
      tokens.map(\.hash) == [
        13_018_403_715_652_985_766, 11_133_239_340_176_850_204, 18_161_326_558_465_147_794,
      ])
    #expect(SearchTokens.rules.hasPrefix("1 unicode 1"))
  }
}
