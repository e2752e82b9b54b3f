import TestSupport
import Testing

@testable import Prose

struct TokenGroupTests {
  private func random(_ alphabet: [UInt8], _ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
  }

  @Test(arguments: [".", ".!", "aB!? \n.", "\"'.", "a ", "0,", "\u{1}\u{2}", "e.\u{CC}\u{81} "])
  func `a long text of marks has a token in four bytes at most`(alphabet: String) {
    let bytes = Array(alphabet.utf8)
    let text = random(bytes, TokenGroup.shortestText, seed: 1)
    let count = Tokeniser.count(in: text, 0..<text.count)
    let isGrouped = TokenGroup.isNeeded(for: count, byteCount: text.count)
    let tokens = Tokeniser.tokens(of: text, in: 0..<text.count, areGrouped: isGrouped)
    #expect(tokens.count <= text.count / 4 + 1 || !isGrouped && 5 * tokens.count < 2 * text.count)
    #expect(tokens.capacity <= tokens.count + tokens.count / 4 + text.count / 5 + 100)
  }

  @Test func `a long text of marks is rebuilt, and its change is near where it is`() {
    let old = random(Array(".,;:!?".utf8), TokenGroup.shortestText, seed: 2)
    var new = old
    new.insert(contentsOf: Array("?!?!".utf8), at: 70_000)
    let difference = Comparison(old: old, new: new).difference()
    #expect(difference.rebuildsBothTexts)
    let changed = difference.edits.filter { $0.kind != .keep }
    #expect(changed.allSatisfy { abs($0.new.lowerBound - 70_000) < 100 })
    #expect(changed.reduce(0) { $0 + $1.old.count + $1.new.count } < 100)
  }

  @Test func `prose and short texts are not grouped`() {
    let count = Tokeniser.count(in: Array("It is so.".utf8), 0..<9)
    #expect(count.tokens == 4 && count.words == 3)
    #expect(!TokenGroup.isNeeded(for: count, byteCount: 9))
    #expect(!TokenGroup.isNeeded(for: TokenCount(tokens: 330_000, words: 0), byteCount: 1_000_000))
  }

  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func `tokens are counted as they are listed`(seed: UInt64) {
    let pieces = Array("ab 1.5 'é—“я”№\u{301}\u{A0}的😀_..".utf8)
    let text = random(pieces, 60, seed: seed)
    let tokens = Tokeniser.tokens(of: text, in: 0..<text.count)
    let count = Tokeniser.count(in: text, 0..<text.count)
    #expect(count.tokens == tokens.count, "seed \(seed)")
    #expect(count.words == tokens.count { $0.kind != .punctuation }, "seed \(seed)")
  }

  @Test func `a dense text broken into lines elsewhere changes in white space alone`() {
    let old = Array(String(repeating: "ab cd ef gh. ", count: 12_000).utf8)
    let new = old.map { $0 == 0x20 ? 0x0A : $0 }
    let difference = Comparison(old: old, new: new).difference()
    #expect(difference.rebuildsBothTexts)
    #expect(difference.edits.allSatisfy { $0.kind == .keep || $0.changeClass == .whitespace })
  }
}
