import Testing

@testable import Prose

struct JointSentencesTests {
  /// The sentences of both texts, by their words, where all of `kept` is kept.
  private func joint(_ old: String, _ new: String, _ kept: [MatchRun]) -> ([String], [String]) {
    let (old, new) = (tokenised(old), tokenised(new))
    let sentences = JointSentences(old, new, runs: kept)
    return (sentences.old.map { old.words($0) }, sentences.new.map { new.words($0) })
  }

  private func run(_ old: Int, _ new: Int, _ count: Int) -> MatchRun {
    MatchRun(old: old, new: new, count: count)
  }

  @Test func `ends that both texts have stay`() {
    let text = "Es schneit heute sehr. Wir bleiben alle daheim."
    let (old, new) = joint(text, text, [run(0, 0, 10)])
    #expect(old == ["Es schneit heute sehr .", "Wir bleiben alle daheim ."] && old == new)
  }

  @Test func `a line that is broken in one text only ends no sentence`() {
    let (old, new) = joint(
      "The ferry left\nlate in the evening. Nobody came.",
      "The ferry left late\n\nin the evening. Nobody came.", [run(0, 0, 11)])
    #expect(old == ["The ferry left late in the evening .", "Nobody came ."])
    #expect(new == old)
  }

  @Test func `what stands between the runs keeps its ends`() {
    let (old, new) = joint(
      "Eins zwei drei vier fünf.\n\nNeu.", "Eins zwei drei\n\nvier fünf. Alt.", [run(0, 0, 6)])
    #expect(old == ["Eins zwei drei vier fünf .", "Neu ."])
    #expect(new == ["Eins zwei drei vier fünf .", "Alt ."])
  }

  @Test func `three words may stand on both sides of an end by chance`() {
    let (_, new) = joint("so kam er an", "so kam er\n\nan", [run(1, 1, 3)])
    #expect(new == ["so kam er", "an"])
    #expect(joint("so kam er an", "so kam er\n\nan", [run(0, 0, 4)]).1 == ["so kam er an"])
  }
}
