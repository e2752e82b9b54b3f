import TestSupport
import Testing

@testable import Prose

struct TallyTests {
  private static let sentence = "The mayor opened the new bridge over the river on Monday. "
  private static let long = (0..<400).map { "Line \($0) says what it says.\n" }.joined()

  private static let pairs: [(String, String)] = [
    ("", ""),
    ("", sentence),
    (sentence + "Twelve boats waited.", "Twenty boats waited. " + sentence),
    ("See <https://a.org/b_c>. " + sentence, "See <https://a.org/d_c_>, 5 km. " + sentence),
    (long + "One word." + long, long + "Two words, no more." + long),
    ("The cre\u{300}me. " + long, "The cr\u{E8}me! " + long + sentence),
    (sentence + long + "It was late. " + long, long + "It was very late. " + sentence + long),
  ]

  @Test(arguments: pairs.indices)
  func `what a comparison counts is what its edits come to`(index: Int) {
    let (old, new) = (Array(Self.pairs[index].0.utf8), Array(Self.pairs[index].1.utf8))
    let compared = Difference.between(old: old, new: new)
    let given = Difference(old: old, new: new, edits: compared.edits, moves: compared.moves)
    #expect(given.tally == nil && compared.verdict == given.verdict)
    #expect(compared == given)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `so it is with words at random`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let words = [
      "a", "the", "U.S.", "www.a.eu/b_", "_", "5km", "—", "don’t", "山", ".", "(", "\n\n",
    ]
    let texts = (0..<2).map { _ in
      (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        words[Int.random(in: 0..<words.count, using: &generator)]
          + (Bool.random(using: &generator) ? " " : "")
      }.joined()
    }
    let (old, new) = (Array(texts[0].utf8), Array(texts[1].utf8))
    let compared = Difference.between(old: old, new: new)
    let given = Difference(old: old, new: new, edits: compared.edits, moves: compared.moves)
    #expect(compared.verdict == given.verdict, "seed \(seed)")
  }
}
