import Testing

@testable import Prose

struct SentenceEdgesTests {
  private func starts(_ text: String) -> [Int] {
    let edges = SentenceEdges(Array(text.utf8))
    return text.utf8.indices.indices.map { text.utf8.distance(from: text.startIndex, to: $0) }
      .filter { edges.isStart($0) }
  }

  @Test(arguments: [
    ("It rained. We left", [11]), ("Er fuhr fort. Über Nacht", [14]),
    ("Слово было. Потом нет", [21]), ("one\n\ntwo", [5]), ("one\r\n\r\ntwo", [7]),
    ("слово\n\nдело", [12]), ("head\n- item", [5]), ("see\n12. Then", [4]), ("A title\nThen", [8]),
    ("Mr. Smith", []), ("5. Oktober", []), ("No blank.Here", []), ("small. letter", []),
    (
      "a line that is as long as lines are that an editor has wrapped\nat some column", []
    ),
  ])
  func `a sentence start is known from a few bytes`(text: String, expected: [Int]) {
    #expect(starts(text) == expected)
  }

  @Test func `the segmenter sees each start that is seen here`() {
    let text = Array(
      """
      # A title

      It rained. We left! Nobody came along the wet and muddy road that leads to the
      harbour. Слово было дело. Потом ничего.
      - one
      - two
      3. Three is more. A short line
      Then another one that is much longer than the one before it, as it seems. End.

      «Уже темно», сказал он. Пора домой? Да.
      """.utf8)
    let known = Set(sentenceRanges(in: text).map(\.lowerBound))
    let edges = SentenceEdges(text)
    for place in text.indices where edges.isStart(place) {
      #expect(known.contains(place), "\(place)")
    }
  }

  @Test func `a whole sentence lies between a place and the start well away from it`() {
    let text = "It rained here. We left early. They stayed there. None came back."
    let edges = SentenceEdges(Array(text.utf8))
    #expect(edges.start(wellBefore: 40) == 16)
    #expect(edges.start(wellAfter: 0) == nil)
    #expect(SentenceEdges(Array((text + " " + text).utf8)).start(wellAfter: 0) == 66)
  }

  @Test func `no sentence surely starts inside a bracket or after a blank line inside a clause`() {
    #expect(starts("It rained (all night. We left) here").isEmpty)
    #expect(starts("(It rained.) We stayed here. Then") == [29])
    let line = "the harbour was closed for most of the winter, and nobody knew"
    #expect(starts("\(line)\n\nwhen").isEmpty)
    #expect(starts("\(line)\n\nWhen") == [line.utf8.count + 2])
  }
}
