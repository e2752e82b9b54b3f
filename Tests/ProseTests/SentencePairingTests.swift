import Testing

@testable import Prose

struct SentencePairingTests {
  /// What stays of some phrases that the alignment kept.
  private func corresponding(_ old: String, _ new: String, _ kept: [String]) -> [String] {
    let (old, new) = (tokenised(old), tokenised(new))
    return SentencePairing(old: old, new: new, runs: runs(kept, old, new)).corresponding.words(
      in: old)
  }

  @Test func `nothing kept is nothing kept`() {
    #expect(corresponding("", "", []).isEmpty)
    #expect(corresponding("Es schneit.", "Il neige!", []).isEmpty)
  }

  @Test func `one token that is all of both texts stays`() {
    #expect(corresponding("oui", "oui", ["oui"]) == ["oui"])
  }

  @Test func `the small word and the full stop that strangers share go`() {
    let kept = corresponding(
      "The cat slept beside a door.", "The government raised nearly all taxes.", ["The", "."])
    #expect(kept.isEmpty)
  }

  @Test func `three words of ten are enough, two are not`() {
    let old = "Gestern kamen neun alte Freunde meiner Eltern endlich einmal heim."
    let three = "Gestern kamen neun junge Tänzer trotz großer Kälte hierher zurück!"
    let two = "Gestern kamen zwei junge Tänzer trotz großer Kälte hierher zurück!"
    #expect(corresponding(old, three, ["Gestern kamen neun"]) == ["Gestern kamen neun"])
    #expect(corresponding(old, two, ["Gestern kamen"]).isEmpty)
  }

  @Test func `a run of small words says half as much`() {
    // Three words of ten.
    let old = "Ella vio lo que la gente hizo antes del amanecer."
    let new = "Nunca supo lo que la lluvia trae consigo aquí siempre!"
    #expect(corresponding(old, new, ["lo que la"]).isEmpty)
    // In a text of three words they count in full.
    #expect(corresponding("Café de Lima", "Bar de Quito", ["de"]) == ["de"])
  }

  @Test func `half the marks and numbers of a line make up for its words`() {
    #expect(corresponding("( § ) – a", "( § ) – b", ["( § ) –"]) == ["( § ) –"])
    #expect(corresponding("a ( § ) –", "b ( ¶ ] +", ["("]).isEmpty)
  }

  @Test func `a short sentence is known in a long one only when it is contained in it`() {
    let long =
      "On Monday the council met in the old hall, and when the mayor had spoken for a long while about "
      + "roads, bridges, schools and the price of bread everybody went home tired at last."
    #expect(corresponding("Later everybody slept soundly.", long, ["everybody", "."]).isEmpty)
    #expect(
      corresponding("everybody went home tired!", long, ["everybody went home tired"])
        == ["everybody went home tired"])
    #expect(
      corresponding("Everybody else went home tired at last.", long, ["went home tired at last ."])
        == ["went home tired at last ."])
    #expect(
      corresponding("Soon the mayor slept.", long, ["the mayor"]).isEmpty)
  }

  @Test func `a sentence of a paragraph that was one is held against the part that is left to it`()
  {
    let old =
      "he said for so very long that in the end all of us believed it. whoever did not was silent and "
      + "made a face as if it were so. the firm and other sane people saw what went on. at first they "
      + "thought him mad, and after a few nights in the cold they changed their minds about him."
    let first = "He told it often, and in the end everybody believed it."
    let next = " Those without faith were silent and made a show as if it were so."
    #expect(corresponding(old, first, ["in the end", "believed it ."]).isEmpty)
    #expect(
      corresponding(
        old, first + next,
        ["in the end", "believed it .", "silent and made a", "as if it were so ."])
        == ["in the end", "believed it .", "silent and made a", "as if it were so ."])
  }

  @Test func `a heading of three words may become part of a long line`() {
    let long =
      "Kapitel sieben erzählt davon, wie im Herbst die Fischer heimkehrten, wie sie ihre Netze "
      + "flickten, wie der Hafen zufror und wie am Ende alle gemeinsam auf den Frühling warteten."
    #expect(corresponding("Kapitel sieben Herbst", long, ["Kapitel sieben"]) == ["Kapitel sieben"])
    #expect(corresponding("Kapitel sieben ohne Titel", long, ["Kapitel sieben"]).isEmpty)
  }

  @Test func `five words in a row stay between strangers, four do not`() {
    let old =
      "In spring a committee of nine met under the rule of law to hear what farmers, bakers and their "
      + "many children wanted from it."
    let new =
      "Nobody doubts that freedom under the rule of law costs more effort than those believe who never "
      + "had to defend either one before judges."
    #expect(corresponding(old, new, ["under the rule of law"]) == ["under the rule of law"])
    #expect(corresponding(old, new, ["the rule of law"]).isEmpty)
  }

  @Test func `fifteen Chinese characters in a row say as much as five words`() {
    let shared = "中华人民共和国全国人民代表大会"
    let phrase = shared.map(String.init).joined(separator: " ")
    let old = "昨天我们在报纸上读到很多关于" + shared + "的消息但是没有人真正相信那些写得很长又没有内容的文章。"
    let new = "这本书的作者从来不谈" + shared + "因为他只喜欢花鸟山水和古代诗歌以及各种各样美丽而安静的小城！"
    #expect(corresponding(old, new, [phrase]) == [phrase])
    #expect(corresponding(old, new, [String(phrase.dropLast(2))]).isEmpty)
  }

  @Test func `one Chinese character that two sentences share is chance`() {
    #expect(corresponding("他昨天走了。", "我今天来了。", ["天", "了"]).isEmpty)
    #expect(corresponding("他昨天走了。", "他昨天来了。", ["他 昨 天"]) == ["他 昨 天", "。"])
  }

  @Test func `the full stop of a sentence that was edited comes back to it`() {
    let (old, new) = (
      tokenised("Er kam am Abend spät an."), tokenised("Er kam am Abend heim. Es war schon kalt.")
    )
    let kept = [MatchRun(old: 0, new: 0, count: 4), MatchRun(old: 6, new: 10, count: 1)]
    #expect(
      SentencePairing(old: old, new: new, runs: kept).corresponding
        == [kept[0], MatchRun(old: 6, new: 5, count: 1)])
  }

  @Test func `a full stop that would cross what is kept does not come back`() {
    let (old, new) = (
      tokenised("Er kam am Abend an. Es war kalt."),
      tokenised("Er kam am Abend heim, und es war kalt.")
    )
    let kept = [MatchRun(old: 0, new: 0, count: 4), MatchRun(old: 7, new: 8, count: 3)]
    #expect(SentencePairing(old: old, new: new, runs: kept).corresponding == kept)
  }

  @Test func `a run over the end of a sentence is judged on either side of it`() {
    let kept = corresponding(
      "Она пришла домой поздно. Дождь шёл весь вечер над старым городом у моря.",
      "Она пришла домой поздно. Дождь любят немногие люди, живущие вдали от него.",
      ["Она пришла домой поздно . Дождь"])
    #expect(kept == ["Она пришла домой поздно ."])
  }

  @Test func `what leads into a sentence stays when the sentence is replaced`() {
    let kept = corresponding(
      "OSLO (NTB) — The ferry left late. Es schneit.",
      "OSLO (NTB) — The price of bread rose. Es schneit.",
      ["OSLO ( NTB ) — The", "."])
    #expect(kept.first == "OSLO ( NTB ) —")
  }

  @Test func `a lead-in does not make two sentences correspond`() {
    let kept = corresponding(
      "Rosa und Emil: Wir gehen gern am Abend.", "Rosa und Emil: Niemand kommt gern nach Hause.",
      ["Rosa und Emil :", "gern", "."])
    #expect(kept == ["Rosa und Emil :"])
  }

  @Test func `the mark of a sentence that stays is its own`() {
    // The alignment gave the first number sign to the heading that stays.
    let (old, new) = (
      tokenised("# 4 – Of marks and reports\n\nMarks are given.\n\n# 5 – Leave of all staff"),
      tokenised("# 6 – Leave of all staff")
    )
    let kept = [MatchRun(old: 0, new: 0, count: 1), MatchRun(old: 13, new: 2, count: 5)]
    let corresponding = SentencePairing(old: old, new: new, runs: kept).corresponding
    #expect(
      corresponding == [MatchRun(old: 11, new: 0, count: 1), MatchRun(old: 13, new: 2, count: 5)])
  }

  @Test func `a sentence is known by words in other letters`() {
    let kept = corresponding(
      "Rules of the house apply.", "RULES OF THE HOUSE apply.", ["apply ."])
    #expect(kept == ["apply ."])
    #expect(
      corresponding("Rules of the house apply.", "Many cats in winter apply.", ["apply ."]).isEmpty)
  }

  @Test func `lines broken elsewhere tear no words out`() {
    let old = "The bridge was closed on\nMonday at noon, hours after the storm."
    let new = "The bridge was closed on Monday at\n\nnoon, hours after the storm."
    let words = "The bridge was closed on Monday at noon , hours after the storm ."
    #expect(corresponding(old, new, [words]) == [words])
  }
}
