import TestSupport
import Testing

@testable import Prose

struct TokeniserTests {
  private func words(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return tokenRanges(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test func `words, numbers and marks are tokens and white space is not`() {
    #expect(words("Well, 3.14  or\n1,000?") == ["Well", ",", "3.14", "or", "1,000", "?"])
  }

  @Test(arguments: ["a", "Z", "я", "Ґ", "é"])
  func `a word ends where its letters do, however many they are`(letter: String) {
    for count in 1...20 {
      let word = String(repeating: letter, count: count)
      for mark in ["@", "[", "`", "{", ";", "–", "«"] {
        #expect(words("x \(word)\(mark)\(word) y") == ["x", word, mark, word, "y"])
      }
      #expect(words("\(word) \(word)") == [word, word])
    }
  }

  @Test func `an apostrophe joins a word, straight or curved`() {
    #expect(words("don't l’été") == ["don't", "l’été"])
  }

  @Test func `full stops and colons part words`() {
    #expect(words("www.example.com a:b") == ["www", ".", "example", ".", "com", "a", ":", "b"])
  }

  @Test func `scripts without spaces give a token a character`() {
    #expect(words("東京タワー") == ["東", "京", "タ", "ワ", "ー"])
    #expect(words("กข") == ["ก", "ข"])
  }

  @Test func `Korean is written with spaces and keeps its words`() {
    #expect(words("한국어 문장") == ["한국어", "문장"])
  }

  @Test func `a combining mark stays with its letter`() {
    #expect(words("cafe\u{301} n\u{303}o") == ["cafe\u{301}", "n\u{303}o"])
  }

  @Test func `an emoji sequence is one token`() {
    #expect(words("👩‍👩‍👧 🇫🇷🇩🇪 👍🏽") == ["👩‍👩‍👧", "🇫🇷", "🇩🇪", "👍🏽"])
  }

  @Test func `ill-formed bytes count as letters`() {
    let latin1: [UInt8] = [0x63, 0x61, 0x66, 0xE9, 0x20, 0x6E, 0x6F, 0x6E]
    #expect(tokenRanges(in: latin1) == [0..<4, 5..<8])
  }

  @Test func `kinds are told apart`() {
    let text = Array("word 12 , 字".utf8)
    let kinds = Tokeniser.tokens(of: text, in: 0..<text.count).map(\.kind)
    #expect(kinds == [.word, .number, .punctuation, .character])
  }

  @Test(arguments: 1...400 as ClosedRange<UInt64>)
  func `what is cut without the table is cut as the general rules say`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces =
      "a,b,я,é,ї,Z,1,2,',',’,’,_,-,.,—,“,№,‘,…,(,, ,\u{A0},\u{301},\u{200D},的,א,\",\n".split(
        separator: ",", omittingEmptySubsequences: false)
    let text = Array(
      (0..<14).map { _ in String(pieces.randomElement(using: &generator) ?? "") + "" }.joined().utf8
    )
    var expected: [Range<Int>] = []
    var offset = 0
    while offset < text.count {
      let first = text.scalar(at: offset)
      if isWhiteSpace(first.value) {
        offset += first.byteCount
      } else {
        let end = WordBoundaries().end(in: text, from: offset, limit: text.count)
        expected.append(offset..<end)
        offset = end
      }
    }
    #expect(
      tokenRanges(in: text) == expected,
      "seed \(seed): \(String(decoding: text, as: UTF8.self).debugDescription)")
  }

  @Test(arguments: [
    ("see https://a.example/b?c=d&e.", ["see", "https://a.example/b?c=d&e", "."]),
    ("[x](http://a.example/b)", ["[", "x", "]", "(", "http://a.example/b", ")"]),
    (
      "at www.a.example/b, or a.b+c@sea.example.",
      ["at", "www.a.example/b", ",", "or", "a.b+c@sea.example", "."]
    ),
    ("end.Next a@ b-c", ["end", ".", "Next", "a", "@", "b", "-", "c"]),
    ("at 5://6 and a:/b", ["at", "5", ":", "/", "/", "6", "and", "a", ":", "/", "b"]),
  ])
  func `a web address is one token where it is to be`(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    let tokens = Tokeniser.tokens(of: bytes, in: 0..<bytes.count, areAddressesJoined: true)
    #expect(tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) } == expected)
  }
}
