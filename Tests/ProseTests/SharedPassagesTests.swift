import TestSupport
import Testing

@testable import Prose

struct SharedPassagesTests {
  /// Sentences that are all different, with a line break behind some of them.
  private func prose(_ count: Int, _ name: String) -> [String] {
    (0..<count).map {
      "Section \(name)\($0) says that the harbour number \($0 * 7) stays closed all winter."
        + ($0 % 5 == 4 ? "\n\n" : " ")
    }
  }

  private func found(_ old: [UInt8], _ new: [UInt8]) -> [KeptBytes] {
    SharedPassages(old, 0..<old.count, new, 0..<new.count).found
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `passages are equal, in order and apart, and the answer around them rebuilds`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = prose(Int.random(in: 60...160, using: &generator), "a") + prose(3, "b")
    var sides = [pieces, pieces]
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let side = Int.random(in: 0...1, using: &generator)
      let start = Int.random(in: 0..<sides[side].count, using: &generator)
      let end = min(sides[side].count, start + Int.random(in: 0...40, using: &generator))
      let taken = Array(sides[side][start..<end])
      if Bool.random(using: &generator) { sides[side].removeSubrange(start..<end) }
      let place = Int.random(in: 0...sides[side].count, using: &generator)
      sides[side].insert(contentsOf: taken, at: place)
    }
    let (old, new) = (Array(sides[0].joined().utf8), Array(sides[1].joined().utf8))
    var (oldEnd, newEnd) = (0, 0)
    for passage in found(old, new) {
      #expect(passage.old > oldEnd && passage.new > newEnd, "seed \(seed)")
      #expect(passage.count >= SharedPassages.shortestPassage, "seed \(seed)")
      #expect(old[passage.oldRange] == new[passage.newRange], "seed \(seed)")
      (oldEnd, newEnd) = (passage.oldEnd, passage.newEnd)
    }
    let difference = Comparison(old: old, new: new).difference()
    #expect(difference.rebuildsBothTexts, "seed \(seed)")
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `bytes that come again and again are rebuilt`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = (0..<6).map { _ in
      (0..<Int.random(in: 1...90, using: &generator)).map { _ in
        [0x0A, 0x20, 0x2E, 0x41, 0x61, 0xC3, 0xD0, 0x90, 0xFF].randomElement(using: &generator) ?? 0
      } + Array("\n\nAnd so on. ".utf8)
    }
    let sides = (0..<2).map { _ in
      (0..<200).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
    }
    #expect(Comparison(old: sides[0], new: sides[1]).difference().rebuildsBothTexts, "seed \(seed)")
  }

  @Test func `a long text with two changes is read around them only`() {
    let old = prose(300, "a")
    var new = old
    new[100] = "Nothing like it was said. "
    new[200] = "Nor was this. "
    let (left, right) = (Array(old.joined().utf8), Array(new.joined().utf8))
    let edges = CommonEdges(left, right)
    let middle = edges.prefixCount..<left.count - edges.suffixCount
    let passages = SharedPassages(
      left, middle, right, edges.prefixCount..<right.count - edges.suffixCount
    ).found
    #expect(passages.count == 1)
    let text = TokenisedText(left, in: middle, passages: passages.map(\.oldRange))
    #expect(text.tokens.count < 300)
    #expect(text.weight(0..<text.tokens.count) > 1_000)
  }

  @Test func `a paragraph that moved between two gaps is one move`() {
    let old = prose(300, "a")
    var new = old
    let moved = Array(new[60..<62])
    new.removeSubrange(60..<62)
    new.insert(contentsOf: moved, at: 220)
    let (left, right) = (Array(old.joined().utf8), Array(new.joined().utf8))
    #expect(!found(left, right).isEmpty)
    let difference = Difference.between(old: left, new: right)
    #expect(difference.moves.count == 1)
    #expect(difference.edits.allSatisfy { $0.kind != .delete && $0.kind != .insert })
  }

  @Test func `a sentence over a line break at the edge of a gap is seen whole`() {
    // The lines are as long as an editor wraps them: their ends are no ends of sentences.
    let sentences = (0..<120).map {
      "The keeper of lighthouse \($0) wrote down every ship that passed\n"
        + "before the evening of day \($0 + 3) when the fog came in. "
    }
    var changed = sentences
    changed[60] = "Nobody at all saw what the crew did\non that long and quiet evening. "
    changed[61] = "Neither did the others write it down\nwhen they were asked to. "
    let (old, new) = (Array(sentences.joined().utf8), Array(changed.joined().utf8))
    let difference = Difference.between(old: old, new: new)
    let inserted = difference.edits.filter { $0.kind == .insert }.map {
      String(decoding: new[$0.new], as: UTF8.self)
    }
    #expect(inserted.contains { $0.hasPrefix("Nobody at all saw what the crew did\non that") })
  }

  @Test func `a passage stays one token that nothing else equals`() {
    let text = Array("One two. Three four. Five six.".utf8)
    let tokenised = TokenisedText(text, in: 0..<text.count, passages: [9..<20])
    #expect(tokenised.tokens.map(\.isPassage) == [false, false, false, true, false, false, false])
    #expect(tokenised.sentences.map(\.count) == [3, 1, 3])
  }
}
