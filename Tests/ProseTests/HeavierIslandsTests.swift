import Testing

@testable import Prose

struct HeavierIslandsTests {
  /// What stays of some phrases that the alignment kept.
  private func preferred(_ old: String, _ new: String, _ kept: [String]) -> [String] {
    let (old, new) = (tokenised(old), tokenised(new))
    return HeavierIslands(old: old, new: new).preferred(runs(kept, old, new)).words(in: old)
  }

  @Test func `nothing kept is nothing kept`() {
    #expect(preferred("", "", []).isEmpty)
    #expect(preferred("oui", "non", []).isEmpty)
  }

  @Test func `a word stays rather than the mark that it changed places with`() {
    #expect(preferred("all what, matters", "all, what matters", [",", "matters"]).first == "what")
    #expect(preferred("so: ja", "ja: so", [":"]) == ["so"])
    #expect(
      marked("Weil er ging – leider, blieb sie.", "Weil er ging, leider – blieb sie.")
        == "Weil er ging[- –-]{+,+} leider[-,-]{+ –+} blieb sie.")
  }

  @Test func `of two words that changed places the longer one stays`() {
    #expect(
      preferred("comes on Monday at ten", "comes Monday on at ten", ["comes", "on", "at ten"])
        == ["comes", "Monday", "at ten"])
    #expect(
      marked("She will be gladly there today.", "She will gladly be there today.")
        == "She will [-be -]gladly {+be +}there today.")
  }

  @Test func `of two that say as much the one that was kept stays`() {
    #expect(preferred("eins drei vier", "drei eins vier", ["eins", "vier"]).first == "eins")
    #expect(preferred("( ) x", ") ( x", ["(", "x"]).first == "(")
  }

  @Test func `one word is no island instead of two`() {
    #expect(
      preferred("he of the Oklahoma", "he Oklahoma of the", ["he", "of the"]) == ["he", "of the"])
    #expect(
      preferred("so , ; la mer", "so la mer , ;", ["so", ", ;"]) == ["so", "la mer"])
  }

  @Test func `an island of three tokens is no chance`() {
    #expect(
      preferred(
        "he in a way Liechtenstein is here", "he Liechtenstein is here in a way",
        ["he", "in a way"])
        == ["he", "in a way"])
  }

  @Test func `between changes of more than sixteen tokens no other island is sought`() {
    let filler = Array(repeating: "eh", count: 14).joined(separator: " ")
    #expect(preferred("a Bern \(filler)", "Bern a", ["a"]) == ["Bern"])
    #expect(preferred("a Bern \(filler) eh", "Bern a", ["a"]) == ["a"])
  }
}
