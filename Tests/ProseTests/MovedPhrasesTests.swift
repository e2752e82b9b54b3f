import Testing

@testable import Prose

struct MovedPhrasesTests {
  /// The phrases that changed places between texts that keep others.
  private func moved(_ old: String, _ new: String, kept: [String]) -> [String] {
    let (old, new) = (tokenised(old), tokenised(new))
    let edited = EditedMoves(old: old, new: new, runs: runs(kept, old, new))
    return MovedPhrases(old: old, new: new, beside: edited).found.words(in: old)
  }

  @Test(arguments: [("", ""), ("ja", "nein"), ("eins zwei drei", "vier fünf sechs")])
  func `where nothing is shared nothing moved`(old: String, new: String) {
    #expect(moved(old, new, kept: []).isEmpty)
  }

  @Test func `five words that changed places are a move, four are none`() {
    let kept = ["Vehicles", "at a village fair may carry", "people ."]
    let five = "under the first of these"
    #expect(
      moved(
        "Vehicles \(five) at a village fair may carry people.",
        "Vehicles at a village fair may carry \(five) people.", kept: kept) == [five])
    let four = "under the first of"
    #expect(
      moved(
        "Vehicles \(four) at a village fair may carry people.",
        "Vehicles at a village fair may carry \(four) people.", kept: kept
      ).isEmpty)
  }

  @Test func `a formula that makes up half of one sentence alone has not moved`() {
    let formula = "for the route of public buses"
    let old = "Line two bounds the lane \(formula) on all roads outside of the towns and villages."
    let new = "Line nine: the lane \(formula)."
    let kept = "Ships are tied up here ."
    #expect(
      moved("\(old) Ships are tied up here.", "Ships are tied up here. \(new)", kept: [kept]) == [])
  }

  @Test func `what only markup shares has not moved`() {
    let tags = "</li></ul></section><section id=\"resources\"><h2>Resources</h2>"
    #expect(
      moved(
        "Vehicles \(tags) at a village fair may carry people.",
        "Vehicles at a village fair may carry \(tags) people.",
        kept: ["Vehicles", "at a village fair may carry", "people ."]
      ).isEmpty)
  }

  @Test func `a phrase that crosses nothing has not moved`() {
    let phrase = "unter den ersten dieser Regeln"
    #expect(
      moved("Wagen \(phrase) fahren weiter.", "Wagen \(phrase) fahren weiter.", kept: ["fahren"])
        .isEmpty)
  }

  @Test func `a phrase is grown as far as both sides agree`() {
    let phrase = "по первым из всех новых правил"
    #expect(
      moved(
        "Можно так \(phrase) ездить на старой ярмарке.",
        "Можно ездить на старой ярмарке вот \(phrase) людям.",
        kept: ["Можно", "ездить на старой ярмарке"]) == [phrase])
  }

  @Test func `a phrase that stands twice on a side is no move`() {
    let phrase = "under the first of these"
    #expect(
      moved(
        "Vehicles \(phrase) at a village fair may carry people.",
        "Vehicles at a village fair may carry \(phrase) and \(phrase) people.",
        kept: ["Vehicles", "at a village fair may carry", "people ."]
      ).isEmpty)
    #expect(
      moved(
        "Vehicles \(phrase) or \(phrase) at a village fair may carry people.",
        "Vehicles at a village fair may carry \(phrase) people.",
        kept: ["Vehicles", "at a village fair may carry", "people ."]
      ).isEmpty)
  }

  @Test func `of two that overlap the longer moves`() {
    let (longer, shorter) = ("under the first of these new", "first of these new rules")
    #expect(
      moved(
        "Vehicles \(longer) rules at a village fair may carry people.",
        "Vehicles at a village fair may carry \(longer) or \(shorter) people.",
        kept: ["Vehicles", "at a village fair may carry", "people ."]) == [longer])
  }

  @Test func `fifteen Chinese characters are as much as five words`() {
    let phrase = "根据全国人民代表大会的第一条规"
    func found(_ phrase: String) -> [String] {
      // So much changes beside the phrase that it is no edited passage that moved.
      moved(
        "车" + phrase + "古道西风瘦马枯藤老树昏鸦夕阳下断肠在乡村集市上可以开。",
        "车在乡村集市上可以" + phrase + "明月几时有把酒问青天不知宫阙是何年开。", kept: ["车", "在 乡 村 集 市 上 可 以", "开 。"])
    }
    #expect(found(phrase) == [phrase.map(String.init).joined(separator: " ")])
    #expect(found(String(phrase.dropLast())).isEmpty)
  }

  @Test func `a phrase moves to another sentence only as half of both, or as a very long one`() {
    let phrase = "under the first of these"
    let kept = ["Vehicles may carry people ."]
    // Nothing else of the two sentences corresponds.
    let (old, new) = (
      "At dawn some cooks \(phrase) large sheds bake white bread.",
      "Nobody \(phrase) would ever dare to sell it cold."
    )
    #expect(
      moved("\(old) Vehicles may carry people.", "Vehicles may carry people. \(new)", kept: kept)
        .isEmpty)
    let half = "Ask \(phrase) now."
    #expect(
      moved("\(old) Vehicles may carry people.", "Vehicles may carry people. \(half)", kept: kept)
        .isEmpty)
    let otherHalf = "Cooks \(phrase) bake white bread there."
    let wide = "Ask \(phrase) right now here."
    #expect(
      moved(
        "\(otherHalf) Vehicles may carry people.", "Vehicles may carry people. \(wide)", kept: kept)
        == [phrase])
    let long = "under the first of these rules that were made for all of us long ago"
    let (from, to) = (
      "At dawn some cooks in white caps and boots bake bread and cakes for guests from far off \(long) in large sheds by the lake near town.",
      "Nobody who ever sold a boat or a net or a hook to sailors from the north would dare \(long) to ask for gold before they come home."
    )
    #expect(
      moved("\(from) Vehicles may carry people.", "Vehicles may carry people. \(to)", kept: kept)
        == [long])
  }
}
