import Testing

@testable import Prose

struct WordFormTests {
  private func lettersKey(_ text: String) -> UInt64? {
    let bytes = Array(text.utf8)
    let tokens = Tokeniser.tokens(of: bytes, in: 0..<bytes.count).filter { $0.kind != .punctuation }
    return WordForm.lettersKey(of: tokens.map(\.range), in: bytes)
  }

  @Test(arguments: [
    ("Don't", "dont"), ("Слово до слова", "СЛОВО дослова"), ("É. 1,000", "é 1.000"), ("a_b", "A-B"),
  ])
  func `case, blanks and the marks inside words leave the letters the same`(
    one: String, other: String
  ) {
    #expect(lettersKey(one) != nil && lettersKey(one) == lettersKey(other))
  }

  @Test func `other letters have another key`() {
    #expect(lettersKey("слово") != lettersKey("слова"))
    #expect(lettersKey("ab") != lettersKey("ba"))
  }

  @Test(arguments: [
    "e\u{301}", "\u{E6}on", "b\u{153}uf", "\u{FB02}ag", "don’t", "山路", "un\u{AD}seen",
  ])
  func `letters that may be written otherwise have none`(word: String) {
    #expect(lettersKey(word) == nil)
  }
}
