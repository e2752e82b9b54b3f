import Testing

@testable import Prose

struct RemainingEffortTests {
  private func remaining(_ old: String, _ new: String) -> RemainingEffort {
    let (old, new) = (tokenised(old), tokenised(new))
    return RemainingEffort(
      old.tokens, new.tokens, Block(old: old.tokens.indices, new: new.tokens.indices))
  }

  @Test func `words that the other side does not have have to go`() {
    let remaining = remaining("a b c d", "a x y d")
    #expect(remaining.least(old: 0, new: 0) == 4)
    #expect(remaining.least(old: 2, new: 1) == 3)
    #expect(remaining.least(old: 4, new: 4) == 0)
  }

  @Test func `of the others one side loses what it has more`() {
    let remaining = remaining("a a a b", "b a")
    #expect(remaining.least(old: 0, new: 0) == 2)
    #expect(remaining.least(old: 4, new: 1) == 1)
  }
}
