import Testing

@testable import Prose

struct VerdictTests {
  private func verdict(_ old: String, _ new: String) -> Verdict {
    Difference.between(old: Array(old.utf8), new: Array(new.utf8)).verdict
  }

  @Test func `equal texts are alike and cosmetic`() {
    let same = verdict("One two.", "One two.")
    #expect(same.similarity == 1 && same.isCosmetic && same.changes.isEmpty)
    #expect(verdict("", "").similarity == 1)
  }

  @Test func `white space, marks and case are cosmetic`() {
    let verdict = verdict("One two, three.", "one  two three.")
    #expect(verdict.isCosmetic)
  }

  @Test func `a word makes it substantive`() {
    let verdict = verdict("a b c d", "a b x d")
    #expect(!verdict.isCosmetic)
    #expect(verdict.wordsAdded == 1 && verdict.wordsRemoved == 1 && verdict.wordsMoved == 0)
    #expect(verdict.similarity == 0.75)
    #expect(verdict.changes == [.wording: 1])
  }

  @Test func `a word that is only spelled otherwise is neither added nor removed`() {
    let verdict = verdict("The cre\u{300}me is here.", "The cr\u{E8}me is here.")
    #expect(verdict.isCosmetic && verdict.changes == [.spelling: 1])
    #expect(verdict.wordsAdded == 0 && verdict.wordsRemoved == 0 && verdict.similarity == 1)
  }

  @Test func `markup and case are cosmetic, an address is not`() {
    #expect(verdict("<p id=\"a\">Now</p>", "<p id=\"b\">Now</p>").isCosmetic)
    #expect(verdict("See terms here", "See TERMS here").isCosmetic)
    #expect(!verdict("[x](/a)", "[x](/b)").isCosmetic)
  }

  @Test func `texts of other marks are not alike`() {
    #expect(verdict("? ? ?", "! ! !").similarity == 0)
  }

  @Test func `a picture is a word`() {
    #expect(!verdict("I say 👍", "I say 👎").isCosmetic)
    #expect(!verdict("in 🇫🇷", "in 🇩🇪").isCosmetic)
  }

  @Test func `moved words are counted as kept and moved, and are substantive`() {
    let verdict = verdict(
      "The bells rang out at noon. They went away from there. Rain fell on all of us.",
      "They went away from there. Rain fell on all of us. The bells rang out at noon.")
    #expect(verdict.wordsMoved == 5 || verdict.wordsMoved == 6)
    #expect(verdict.similarity == 1 && !verdict.isCosmetic)
  }
}
