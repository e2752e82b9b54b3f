import Testing

@testable import Prose

struct RecurrencesTests {
  private let text = "Lies hier mehr.\n\nEs schneit heute sehr.\n\nLies hier mehr."

  @Test func `a sentence that stands twice recurs`() {
    let text = tokenised(text)
    var recurrences = Recurrences(text)
    let found = text.sentences.map { recurrences.contains($0) }
    #expect(found == [true, false, true])
  }

  @Test func `a part of a sentence that recurs does not`() {
    var recurrences = Recurrences(tokenised(text))
    let isFound = recurrences.contains(0..<2)
    #expect(!isFound)
  }

  @Test func `what is not read closely counts, too`() {
    let bytes = Array(text.utf8)
    let passage = bytes.count - 15..<bytes.count
    let withPassage = tokenised(text, passages: [passage])
    var recurrences = Recurrences(withPassage)
    let found = withPassage.sentences.prefix(2).map { recurrences.contains($0) }
    #expect(found == [true, false])
    let middle = TokenisedText(bytes, in: 17..<bytes.count)
    var beside = Recurrences(middle)
    let foundBeside = middle.sentences.map { beside.contains($0) }
    #expect(foundBeside == [false, true])
  }
}
