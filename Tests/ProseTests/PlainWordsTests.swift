import Testing

@testable import Prose

struct PlainWordsTests {
  private func plain(_ text: String, dropping count: Int = 0) -> [String] {
    let text = tokenised(text)
    return PlainWords(text, count..<text.tokens.count).indices.map { text.words($0..<$0 + 1) }
  }

  @Test(arguments: [
    ("He left <b class=\"late\">the city</b> then.", ["He", "left", "the", "city", "then"]),
    ("See [the notice](/go/254-96) of May.", ["See", "the", "notice", "of", "May"]),
    ("[]{#n209}Candidates for the council", ["Candidates", "for", "the", "council"]),
    ("&lt;body&gt; &amp; more", ["body", "more"]),
    ("a < b and c > d", ["a", "b", "and", "c", "d"]),
    ("R&D; fish & chips; [a] (b)", ["R", "fish", "chips", "a", "b"]),
    ("one <a two <b>three</b>", ["one", "a", "two", "three"]),
  ])
  func `words of markup are none`(text: String, words: [String]) {
    #expect(plain(text) == words)
  }

  @Test func `a range may begin inside a tag`() {
    #expect(plain("<section id=\"resources\"><h2>Resources</h2>", dropping: 3) == ["Resources"])
  }

  @Test func `what is kept is counted, figures among it`() {
    let text = tokenised("On 5 May <b>9</b> ships and 12 boats left.")
    let words = PlainWords(text, 0..<text.tokens.count)
    #expect(words.figureCount(text) == 3)
    let (number, ships) = (MatchRun(old: 1, new: 1, count: 2), MatchRun(old: 6, new: 6, count: 9))
    let kept = words.kept(in: [number, ships], text)
    #expect(kept.figures == 3)
    #expect(kept.words == 7)
  }

  @Test(arguments: ["<a", "](", "{#", "&lt;", "<!--"])
  func `openings without an end come to one`(opening: String) {
    #expect(plain(String(repeating: opening, count: 5_000) + " end").last == "end")
  }
}
