import TestSupport
import Testing

@testable import Prose

struct ReadingUnitsTests {
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `sentences near a place are those of the whole text`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "The harbour was closed. ", "Nobody came!\n\n", "- a point\n", "Слово было дело. ", "他来了。",
      "As Dr. Smith said on 5. Oktober, it was so. ", "And on and on ",
    ]
    let text = Array(
      (0..<800).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined().utf8)
    let starts = Set(sentenceRanges(in: text).map(\.lowerBound))
    let units = ReadingUnits(text)
    for _ in 0..<20 {
      let start = Int.random(in: 0..<text.count, using: &generator)
      let range = start..<min(text.count, start + 300)
      for unit in units.units(in: range) {
        #expect(unit.isSentenceStart == starts.contains(unit.start), "seed \(seed) \(unit.start)")
        #expect(units.isSentenceStart(unit.start) == unit.isSentenceStart, "seed \(seed)")
      }
      #expect(units.wordCount(in: range) == units.units(in: range).count, "seed \(seed)")
    }
  }

  @Test(arguments: [("a b  c", 3), ("слово дело", 2), ("好的 a", 3), ("a\u{A0}b", 2), ("\u{301}", 1)])
  func `words are counted, and wide characters one by one`(text: String, count: Int) {
    let bytes = Array(text.utf8)
    #expect(ReadingUnits(bytes).wordCount(in: 0..<bytes.count) == count)
  }
}
