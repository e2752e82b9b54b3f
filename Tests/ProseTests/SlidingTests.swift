import Testing

@testable import Prose

struct SlidingTests {
  /// The runs after the rule, for texts of which `runs` are kept.
  private func slid(_ old: String, _ new: String, _ runs: [MatchRun]) -> [MatchRun] {
    Sliding(old: tokenised(old), new: tokenised(new)).slid(runs)
  }

  private func run(_ old: Int, _ new: Int, _ count: Int) -> MatchRun {
    MatchRun(old: old, new: new, count: count)
  }

  @Test func `where nothing changed on one side alone nothing slides`() {
    #expect(slid("", "", []).isEmpty)
    #expect(slid("ja", "ja", [run(0, 0, 1)]) == [run(0, 0, 1)])
    #expect(slid("ja so", "so ja", [run(1, 0, 1)]) == [run(1, 0, 1)])
  }

  @Test func `a change at either end of the text slides, too`() {
    #expect(slid("ja ja", "ja", [run(1, 0, 1)]) == [run(0, 0, 1)])
    let text = "Lies mehr.\n\nEs schneit heute."
    let longer = "Lies mehr.\n\nEs taut. Lies mehr.\n\nEs schneit heute."
    #expect(slid(text, longer, [run(0, 6, 7)]) == [run(0, 0, 3), run(3, 9, 4)])
  }

  @Test func `whole paragraphs are preferred to whole lines, and those to sentences`() {
    let runs = slid(
      "Eins kam. Lies mehr.\n\nZwei ging.",
      "Eins kam. Lies mehr.\n\nDrei lief. Lies mehr.\n\nZwei ging.",
      [run(0, 0, 3), run(3, 9, 6)])
    #expect(runs == [run(0, 0, 6), run(6, 12, 3)])
    let lines = slid(
      "Eins kam. So.\nZwei ging.", "Eins kam. So.\nDrei lief. So.\nZwei ging.",
      [run(0, 0, 3), run(3, 8, 5)])
    #expect(lines == [run(0, 0, 5), run(5, 10, 3)])
  }

  @Test func `of two equal sentences the last is the one that came`() {
    let runs = slid(
      "Es schneit. Es taut.", "Es schneit. Es schneit. Es taut.", [run(0, 0, 1), run(1, 4, 5)])
    #expect(runs == [run(0, 0, 3), run(3, 6, 3)])
  }

  @Test func `a change that stands well slides to the last place as good`() {
    let runs = slid(
      "Hört! Es schneit. Es taut.", "Hört! Es schneit. Es schneit. Es taut.",
      [run(0, 0, 2), run(2, 5, 6)])
    #expect(runs == [run(0, 0, 5), run(5, 8, 3)])
  }

  @Test func `of two equal sentences the last is the one that went`() {
    let runs = slid(
      "Il neige. Il neige. Il fond.", "Il neige. Il fond.", [run(0, 0, 2), run(5, 2, 4)])
    #expect(runs == [run(0, 0, 3), run(6, 3, 3)])
  }

  @Test func `a sentence in front slides back, and the run that it leaves empty is gone`() {
    let runs = slid("Es taut.", "Es schneit. Es taut.", [run(0, 0, 1), run(1, 4, 2)])
    #expect(runs == [run(0, 3, 3)])
  }

  @Test func `without a sentence to start, a change starts behind a mark`() {
    let runs = slid(
      "Они видели лес, море, небо и горы", "Они видели лес, поле, море, небо и горы",
      [run(0, 0, 3), run(3, 5, 6)])
    #expect(runs == [run(0, 0, 4), run(4, 6, 5)])
  }

  @Test func `of two places at the start of a sentence the one before a mark is chosen`() {
    let runs = [run(0, 0, 2), run(2, 5, 4)]
    #expect(slid("Ja. (Und\n\nso weiter", "Ja. (Und so (Und\n\nso weiter", runs) == runs)
  }

  @Test func `a change does not slide over what differs`() {
    let runs = [run(0, 0, 2), run(2, 3, 2)]
    #expect(slid("so ist es heute", "so ist auch es heute", runs) == runs)
  }

  @Test func `a change slides no further than the text goes`() {
    #expect(slid("ha ha", "ha ha ha", [run(0, 0, 1), run(1, 2, 1)]) == [run(0, 0, 2)])
    #expect(slid("呵呵呵", "呵呵", [run(0, 0, 1), run(2, 1, 1)]) == [run(0, 0, 2)])
  }

  @Test func `words that gave way to others stay where they are`() {
    let runs = [run(0, 0, 1), run(2, 2, 2)]
    #expect(slid("eins ja ja gut", "eins nein ja gut", runs) == runs)
  }

  @Test func `a start of a sentence is one token, and the end of the text is none`() {
    let starts = SentenceStarts(tokenised("Es schneit. Es taut."))
    #expect((0...6).filter(starts.contains) == [0, 3])
    #expect(!SentenceStarts(tokenised("")).contains(0))
  }
}
