import TestSupport
import Testing

@testable import Prose

/// Whatever the bytes, the edits rebuild both texts. Each failure prints its seed.
struct ExactnessTests {
  private static let pieces: [[UInt8]] =
    ["the", "cat", "sat", ".", " ", " ", "  ", "\n", "\r\n", "\n\n", "\t", "\u{FEFF}", "\u{0}"]
    .map { Array($0.utf8) }
    + [
      "Mr.", "e\u{301}", "\u{301}", "👩‍👩‍👧", "🇫🇷", "שלום", "مرحبا", "\u{202E}", "東京。", "タワー", "ไทย",
      "한국",
    ]
    .map { Array($0.utf8) }
    + [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0x80], [0xF4, 0x90, 0x80, 0x80]]

  private func text(pieces count: Int, using generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).flatMap { _ in Self.pieces.randomElement(using: &generator) ?? [] }
  }

  @Test(arguments: 1...400 as ClosedRange<UInt64>)
  func `texts of awkward pieces are rebuilt`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let old = text(pieces: Int.random(in: 0...60, using: &generator), using: &generator)
    var new = old
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      let start = Int.random(in: 0...new.count, using: &generator)
      let end = Int.random(in: start...min(new.count, start + 9), using: &generator)
      new.replaceSubrange(start..<end, with: text(pieces: 2, using: &generator))
    }
    let unchecked = Comparison(old: old, new: new).difference()
    #expect(unchecked.rebuildsBothTexts, "seed \(seed): \(old) \(new)")
  }

  private static let sentences = [
    "The harbour was closed for most of the winter.", "Nobody slept that night.",
    "Read more here.", "Read more here.", "他昨天来了。", "In 2010, 3.5 million people left!",
    "“We won,” said the mayor of the town.", "- a list item\n", "Why should they not?",
    "Fishermen waited in the cafés along the quay, as they had always done.",
  ]

  @Test(arguments: 1...400 as ClosedRange<UInt64>)
  func `shuffled and edited sentences are rebuilt`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let blanks = [" ", "\n\n", "  ", "", "\n", "\u{A0}"]
    let sides = (0..<2).map { _ in
      let count = Int.random(in: 0...12, using: &generator)
      return (0..<count).flatMap { _ -> [UInt8] in
        var words = (Self.sentences.randomElement(using: &generator) ?? "").split(separator: " ")
        if !words.isEmpty, Bool.random(using: &generator) {
          words[Int.random(in: 0..<words.count, using: &generator)] = "other"
        }
        let blank = blanks.randomElement(using: &generator) ?? ""
        return Array((words.joined(separator: " ") + blank).utf8)
      }
    }
    let unchecked = Comparison(old: sides[0], new: sides[1]).difference()
    #expect(unchecked.rebuildsBothTexts, "seed \(seed): \(sides)")
    #expect(unchecked.isTidy, "seed \(seed): \(sides)")
  }

  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func `random bytes are rebuilt`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = UInt8.random(in: 1...255, using: &generator)
    let sides = (0..<2).map { _ in
      (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        UInt8.random(in: 0...alphabet, using: &generator)
      }
    }
    let unchecked = Comparison(old: sides[0], new: sides[1]).difference()
    #expect(unchecked.rebuildsBothTexts, "seed \(seed): \(sides)")
  }

  @Test func `a megabyte without a space is rebuilt`() {
    let old = [UInt8](repeating: 0x78, count: 1_000_000)
    var new = old
    new[500_000] = 0x79
    #expect(Comparison(old: old, new: new).difference().rebuildsBothTexts)
  }

  @Test func `equal texts are one kept edit, and empty texts none`() {
    let text = Array("One. Two.".utf8)
    #expect(Difference.between(old: text, new: text).edits == [Edit(.keep, old: 0..<9, new: 0..<9)])
    #expect(Difference.between(old: [], new: []).edits.isEmpty)
  }
}

extension Difference {
  /// Whether no edit is empty, no two neighbours are of one kind, and no insertion stands before
  /// the deletion that it replaces.
  fileprivate var isTidy: Bool {
    edits.allSatisfy { !$0.old.isEmpty || !$0.new.isEmpty }
      && zip(edits, edits.dropFirst()).allSatisfy {
        $0.kind != $1.kind && !($0.kind == .insert && $1.kind == .delete)
      }
  }
}
