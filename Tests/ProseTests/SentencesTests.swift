import Testing

@testable import Prose

struct SentencesTests {
  @Test func `sentences are ranges side by side`() {
    var sentences = Sentences()
    for end in [3, 4, 9] { sentences.append(endingAt: end) }
    #expect(Array(sentences) == [0..<3, 3..<4, 4..<9])
    #expect([0, 1, 3, 4, 5, 9].map(sentences.index(startingFrom:)) == [0, 1, 1, 2, 3, 3])
  }

  @Test func `sentences taken out leave the others side by side`() {
    let bytes = Array("One two. Three four. Five.".utf8)
    var text = TokenisedText(bytes, in: 0..<bytes.count)
    text.remove([1])
    #expect(Array(text.sentences) == [0..<3, 3..<5])
    #expect(text.tokens.map(\.start) == [0, 4, 7, 21, 25])
  }

  @Test func `a token is found in its sentence`() {
    let sentences = tokenised("Es schneit. Wir gehen.").sentences
    #expect((0..<6).map { sentences.index(around: $0) } == [0, 0, 0, 1, 1, 1])
  }
}
