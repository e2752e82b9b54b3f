import TestSupport
import Testing

@testable import Prose

struct SoughtBytesTests {
  /// Whether the first bytes of a text stand in the rest of it, by looking at each place.
  private func stands(_ text: [UInt8], _ sought: Range<Int>, in range: Range<Int>) -> Bool {
    range.contains { start in
      start + sought.count <= range.upperBound && (start == 0 || text[start - 1] <= 0x20)
        && text[start..<start + sought.count].elementsEqual(text[sought])
    }
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `what stands behind a blank is found, and nothing else`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("ab \u{434}\u{435}".utf8)
    let text = (0..<Int.random(in: 20...400, using: &generator)).map { _ in
      letters[Int.random(in: 0..<letters.count, using: &generator)]
    }
    let count = Int.random(in: 1...14, using: &generator)
    for start in stride(from: 0, to: text.count - count, by: 3) {
      let sought = SoughtBytes(text, start..<start + count)
      for range in [0..<text.count, 0..<start, start + count..<text.count] {
        #expect(
          sought.standsBehindBlank(in: range) == stands(text, start..<start + count, in: range),
          "seed \(seed), \(start), \(range)")
      }
    }
  }

  @Test func `a long passage is found at the start and at the end of a range`() {
    let line = String(repeating: "Слово до слова. ", count: 6_000)
    let text = Array((line + "end. " + line + "end. ").utf8)
    let half = text.count / 2
    let sought = SoughtBytes(text, half..<text.count)
    #expect(
      sought.standsBehindBlank(in: 0..<half) && sought.standsBehindBlank(in: half..<text.count))
    #expect(!sought.standsBehindBlank(in: 1..<half) && !sought.standsBehindBlank(in: 0..<half - 1))
  }
}
