import Testing

@testable import Prose

struct IslandsTests {
  /// What stays of some runs, in words.
  private func absorbed(_ old: String, _ new: String, _ runs: [MatchRun]) -> [String] {
    let (old, new) = (tokenised(old), tokenised(new))
    return Islands(old: old, new: new).absorbed(runs).words(in: old)
  }

  private func run(_ old: Int, _ new: Int, _ count: Int = 1) -> MatchRun {
    MatchRun(old: old, new: new, count: count)
  }

  @Test func `nothing kept is nothing kept`() {
    #expect(absorbed("", "", []).isEmpty)
    #expect(absorbed("ja", "nein", []).isEmpty)
  }

  @Test func `the only token of both texts stays`() {
    #expect(absorbed("ja", "ja", [run(0, 0)]) == ["ja"])
  }

  @Test func `a word between two large changes goes`() {
    let (old, new) = ("eins zwei Wasser drei vier fünf", "un deux trois Wasser quatre cinq")
    #expect(absorbed(old, new, [run(2, 3)]).isEmpty)
  }

  @Test func `a word beside a change of three tokens stays, a word of three bytes goes`() {
    let (old, new) = ("eins zwei also drei vier", "un also trois quatre")
    #expect(absorbed(old, new, [run(2, 1)]) == ["also"])
    let small = (old: "eins zwei der drei vier", new: "un der trois quatre")
    #expect(absorbed(small.old, small.new, [run(2, 1)]).isEmpty)
  }

  @Test func `a word is measured in bytes: two Cyrillic letters are no small one`() {
    #expect(absorbed("раз два на три", "один на четыре пять", [run(2, 1)]) == ["на"])
    #expect(absorbed("раз два в три", "один в четыре пять", [run(2, 1)]).isEmpty)
  }

  @Test func `a Chinese character between changes goes as a small word does`() {
    #expect(absorbed("山水的花", "日的鸟鱼", [run(2, 1)]).isEmpty)
    #expect(absorbed("山的花", "日的鸟", [run(1, 1)]) == ["的"])
  }

  @Test func `two words between large changes stay`() {
    let (old, new) = (
      "one two three in the four five six", "uno dos tres in the cuatro cinco seis"
    )
    #expect(absorbed(old, new, [run(3, 3, 2)]) == ["in the"])
  }

  @Test func `the smaller of both changes decides`() {
    let (old, new) = (
      "eins zwei drei vier Wasser fünf Ende", "un deux trois quatre Wasser six Ende"
    )
    #expect(absorbed(old, new, [run(4, 4), run(6, 6)]) == ["Wasser", "Ende"])
  }

  @Test func `behind an island that went the change goes on`() {
    // The second island is five tokens from the third run, and three from the first island.
    let (old, new) = (
      "Start eins zwei mit drei Wasser vier fünf neun Ende gut",
      "Start un deux mit trois quatre Wasser cinq six Ende gut"
    )
    #expect(
      absorbed(old, new, [run(0, 0), run(3, 3), run(5, 6), run(9, 9, 2)]) == ["Start", "Ende gut"])
  }

  @Test func `a full stop stays before a sentence that only came`() {
    let (old, new) = (
      "Wir blieben lange daheim.", "Wir blieben kurz fort. Niemand kam an dem Tag."
    )
    #expect(absorbed(old, new, [run(0, 0, 2), run(4, 4)]) == ["Wir blieben", "."])
    // Nothing but the end of a sentence parts what stands before it from what stands behind.
    let comma = (
      old: "Wir blieben lange daheim,", new: "Wir blieben kurz fort, niemand kam an dem Tag."
    )
    #expect(absorbed(comma.old, comma.new, [run(0, 0, 2), run(4, 4)]) == ["Wir blieben"])
  }

  @Test func `a full stop between two sentences that both changed much goes`() {
    let (old, new) = (
      "Wir blieben lange daheim. Er kam spät.", "Wir blieben kurz fort. Sie lachte."
    )
    #expect(absorbed(old, new, [run(0, 0, 2), run(4, 4)]) == ["Wir blieben"])
  }

  @Test func `a full stop behind a change of more than four tokens goes`() {
    let (old, new) = (
      "Wir blieben damals sehr lange daheim.", "Wir blieben kurz fort. Niemand kam an dem Tag."
    )
    #expect(absorbed(old, new, [run(0, 0, 2), run(6, 4)]) == ["Wir blieben"])
  }

  @Test func `a passage that was not read closely stays`() {
    let old = tokenised("one two LONG three four", passages: [8..<12])
    let new = tokenised("uno dos LONG tres cuatro", passages: [8..<12])
    let runs = [run(2, 2)]
    #expect(old.tokens[2].isPassage && Islands(old: old, new: new).absorbed(runs) == runs)
  }

  @Test func `a conjunction between two substitutions stays`() {
    let (old, new) = ("by day or at deep night", "in rain or with much wind")
    #expect(absorbed(old, new, [run(2, 2)]) == ["or"])
    // Not so another small word, and not where words only came or went on a side.
    #expect(absorbed("by day of a deep night", "in rain of the much wind", [run(2, 2)]).isEmpty)
    #expect(absorbed("one two three or four five", "or six seven", [run(3, 0)]).isEmpty)
  }

  @Test func `letters that two Thai words share by chance go`() {
    // Two letters between changes, and three between large ones.
    #expect(absorbed("กขคงจ", "ชซคงฌ", [run(2, 2, 2)]).isEmpty)
    #expect(absorbed("กขคงจฉช", "ดตคงจถท", [run(2, 2, 3)]).isEmpty)
    #expect(absorbed("กคงจฉ", "ดคงจถ", [run(1, 1, 3)]) == ["ค ง จ"])
    // At the end of a text nothing stands between.
    #expect(absorbed("กขค", "ชซค", [run(2, 2)]) == ["ค"])
  }

  @Test func `a Chinese character beside a large change goes, beside small ones it stays`() {
    #expect(absorbed("前天夜里恢复", "昨天晚上停止", [run(1, 1)]).isEmpty)
    #expect(absorbed("前天来", "昨天去", [run(1, 1)]) == ["天"])
    #expect(absorbed("山上物置了", "河水边物大", [run(2, 3)]).isEmpty)
  }

  @Test func `an island goes when the one behind it went`() {
    #expect(absorbed("利用者へ市から請求", "費用は市が負担", [run(1, 1), run(4, 3)]).isEmpty)
  }
}
