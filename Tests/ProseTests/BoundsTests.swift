import TestSupport
import Testing

@testable import Prose

/// Texts made to be hard: each ends, and soon, and is exact. 80 KB a side, to be quick unoptimised.
struct BoundsTests {
  private static let size = 16_000

  private static func words(_ seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed)
    return (0..<size).map { _ in "w\(UInt32.random(in: 0..<500, using: &generator))" }
      .joined(separator: " ")
  }

  private static let pairs: [(String, String, String)] = [
    (
      "no word in common", (0..<size).map { "a\($0)" }.joined(separator: " "),
      (0..<size).map { "b\($0)" }.joined(separator: " ")
    ),
    ("independent random words", words(1), words(2)),
    (
      "one word with a foreign one inside",
      String(repeating: "word ", count: size) + "end " + String(repeating: "word ", count: size),
      String(repeating: "word ", count: size + 999) + "other "
        + String(repeating: "word ", count: size / 2)
    ),
    (
      "two periods", String(repeating: "alpha beta gamma delta ", count: size / 4),
      String(repeating: "alpha gamma beta epsilon delta ", count: size / 5)
    ),
    (
      "only marks", String(repeating: ". , ; ", count: size),
      String(repeating: ", . ; ", count: size)
    ),
    (
      "one word a text long", String(repeating: "x", count: 80_000),
      String(repeating: "x", count: 79_999) + "y"
    ),
    ("nothing against much", "", words(3)),
    (
      "brackets that never close", String(repeating: "(a. B ", count: size / 16),
      String(repeating: "(b. A ", count: size / 16)
    ),
    (
      "words joined by marks of addresses", String(repeating: "a.b-c+", count: size),
      String(repeating: "b.a-c+", count: size) + "@sea.example"
    ),
    (
      "one lead-in after the other", String(repeating: "A: (1) B - ", count: size / 2),
      String(repeating: "B: (2) A - ", count: size / 2)
    ),
    (
      "short sentences in another order",
      (0..<size / 4).map { "Nobody saw w\($0) go. " }.joined(),
      (0..<size / 4).reversed().map { "Nobody saw w\($0) go.\n" }.joined()
    ),
    (
      "addresses", (0..<size / 4).map { "http://sea.example/\($0)?a=b " }.joined(),
      (0..<size / 4).map { "http://sea.example/\($0)?a=c\n" }.joined()
    ),
    (
      "one sentence many times",
      String(repeating: "He said nothing about it today. ", count: size / 8),
      String(repeating: "He said nothing about it today. ", count: size / 9)
    ),
  ]

  /// How long it takes, benchmarks measure.
  @Test(arguments: pairs.indices)
  func `hard texts come to an end and are exact`(index: Int) {
    let (name, old, new) = Self.pairs[index]
    let difference = Comparison(old: Array(old.utf8), new: Array(new.utf8)).difference()
    #expect(difference.rebuildsBothTexts, "\(name)")
  }

  @Test func `the wavefront stops at its limit of effort`() {
    let old = (0..<5_000).map { Token(key: UInt64($0)) }
    let new = (0..<5_000).map { Token(key: UInt64($0 + 10_000)) }
    var wavefront = Wavefront<Int16>(old: old, new: new)
    let outcome = wavefront.align(
      Block(old: 0..<5_000, new: 0..<5_000), effortLimit: 100)
    #expect(outcome.oldEnd < 5_000)
    #expect(outcome.cost < 20_000)
  }

  @Test func `an edit takes at most 64 bytes`() {
    #expect(MemoryLayout<Edit>.stride <= 64)
  }
}
