import Testing

@testable import Prose

struct ReadTokensTests {
  private static let text = "See “don’t” (it is 5km), x_y_, a1.5 and 3.5 山路."

  @Test func `what was read is counted as if it were read again`() {
    let text = tokenised(Self.text)
    let read = ReadTokens(text, in: 0..<text.bytes.count)
    let bounds = text.tokens.flatMap { [Int($0.start), Int($0.end)] }
    for start in bounds {
      for end in bounds where end > start {
        var count = read.count(in: start..<end)
        for part in read.unread(in: start..<end) {
          let rest = Tokeniser.count(in: text.bytes, part)
          count = TokenCount(tokens: count.tokens + rest.tokens, words: count.words + rest.words)
        }
        let again = Tokeniser.count(in: text.bytes, start..<end)
        #expect(count.tokens == again.tokens && count.words == again.words, "\(start)..<\(end)")
      }
    }
  }

  @Test func `an address and all that touches it counts as not read`() {
    let text = tokenised("At www.example.org/path_’s, it is.")
    let read = ReadTokens(text, in: 0..<text.bytes.count)
    #expect(read.unread(in: 0..<text.bytes.count) == [3..<29])
    #expect(read.count(in: 0..<text.bytes.count).tokens == 4)
  }

  @Test func `what was not read is known by its range`() {
    let bytes = Array("Zero. One two three. Four. Five.".utf8)
    let text = TokenisedText(bytes, in: 6..<26, passages: [10..<19])
    let read = ReadTokens(text, in: 6..<26)
    #expect(read.count(in: 0..<bytes.count).tokens == 4)
    #expect(read.unread(in: 0..<bytes.count) == [0..<6, 10..<19, 26..<32])
    #expect(read.unread(in: 12..<28) == [12..<19, 26..<28])
    #expect(read.unread(in: 19..<26).isEmpty && read.unread(in: 12..<12).isEmpty)
  }

  @Test func `of a text that was not read only the ranges are known`() {
    let read = ReadTokens(unread: 9)
    #expect(read.count(in: 0..<9).tokens == 0)
    #expect(read.unread(in: 2..<5) == [2..<5])
  }
}
