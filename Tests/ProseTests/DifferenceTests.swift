import Testing

@testable import Prose

struct DifferenceTests {
  @Test func `a changed word is replaced and the rest is kept`() {
    #expect(
      marked("The old cat sat down.", "The young cat sat down.")
        == "The [-old-]{+young+} cat sat down.")
  }

  @Test func `a deletion stands before the insertion that replaces it`() {
    let difference = Difference.between(old: Array("a b c".utf8), new: Array("a x y c".utf8))
    #expect(difference.edits.map(\.kind) == [.keep, .delete, .insert, .keep])
  }

  @Test func `without classes the edits are the same, and all changes count as wording`() {
    let (old, new) = (
      Array("She paid 5 euros to him.".utf8), Array("She paid 6 euros to Him.".utf8)
    )
    let (full, plain) = (
      Difference.between(old: old, new: new),
      Difference.between(old: old, new: new, classified: false)
    )
    #expect(full.verdict.changes == [.number: 1, .case: 1])
    #expect(plain.verdict.changes == [.wording: 2])
    #expect(plain.verdict.similarity == full.verdict.similarity)
    #expect(plain.edits.allSatisfy { $0.changeClass == nil })
    #expect(plain.edits.map(\.kind) == full.edits.map(\.kind))
    #expect(plain.edits.map(\.old) == full.edits.map(\.old))
    #expect(plain.edits.map(\.new) == full.edits.map(\.new))
  }

  @Test func `changed white space alone is a change of white space`() {
    #expect(marked("one two\nthree", "one two three") == "one two[-\n-]{+ +}three")
    #expect(marked("a\nb\n", "a\r\nb\r\n") == "a{+\r+}\nb{+\r+}\n")
  }

  @Test func `a sentence with no counterpart is shown whole`() {
    let old = "We met on Monday. The council had no answer to the question. Then we left the hall."
    let new = "We met on Monday. Rain fell on the empty market all day. Then we left the hall."
    #expect(
      marked(old, new)
        == "We met on Monday. [-The council had no answer to the question.-]"
        + "{+Rain fell on the empty market all day.+} Then we left the hall.")
  }

  @Test func `a sentence that shares only small words with its place is shown whole`() {
    let gone = "In the rooms that follow, the making of bread is told in greater detail here."
    let come =
      "In contrast, men argued that though cities, the chain of causes works in banks for years."
    let result = marked(
      "The doors were shut. \(gone) Nobody asked.", "The doors were shut. \(come) Nobody asked.")
    #expect(result == "The doors were shut. [-\(gone)-]{+\(come)+} Nobody asked.")
  }

  @Test func `what follows an initial can be replaced as a whole`() {
    let result = marked(
      "It was written by C. Wright Mills in a long winter at home. The end came late.",
      "It was written by C. It shakes faith and people think of alternatives. The end came late.")
    #expect(
      result.contains("[-Wright Mills in a long winter at home.-]{+It shakes faith"), "\(result)")
  }

  @Test func `an inserted sentence is one insertion with its blank`() {
    #expect(
      marked(
        "First things come first. Last come the others.",
        "First things come first. A new one arrives here. Last come the others.")
        == "First things come first. {+A new one arrives here. +}Last come the others.")
  }

  @Test func `of two equal sentences a whole one is deleted`() {
    #expect(
      marked("Read more here. Read more here. The end is near.", "Read more here. The end is near.")
        == "Read more here. [-Read more here. -]The end is near.")
  }

  @Test func `a sentence that was split keeps both halves`() {
    #expect(
      marked(
        "The mayor opened the bridge on Sunday, and the crowd cheered for an hour.",
        "The mayor opened the bridge on Sunday. The crowd cheered for an hour.")
        == "The mayor opened the bridge on Sunday[-, and the-]{+. The+} crowd cheered for an hour.")
  }

  @Test func `a lone kept word between two large changes is absorbed`() {
    let result = marked(
      "They said that one two three the four five six seven would never come back to this town.",
      "They said that uno dos tres the cuatro cinco seis siete would never come back to this town.")
    #expect(!result.contains("] the ["))
    #expect(result.hasSuffix(" would never come back to this town."))
  }

  @Test func `no edge falls inside a word or a character sequence`() {
    #expect(marked("café naïve", "cafés naïve") == "[-café-]{+cafés+} naïve")
    #expect(marked("so 👍🏽 it", "so 👍🏿 it") == "so [-👍🏽-]{+👍🏿+} it")
    #expect(marked("e\u{301}t", "e\u{300}t") == "[-e\u{301}t-]{+e\u{300}t+}")
    #expect(marked("a\u{2003}b", "a\u{2002}b") == "a[-\u{2003}-]{+\u{2002}+}b")
  }

  @Test func `Chinese changes by the character`() {
    #expect(marked("他昨天来了。我走了。", "他今天来了。我走了。") == "他[-昨-]{+今+}天来了。我走了。")
  }

  @Test func `Latin-1 bytes are compared as words`() {
    let old: [UInt8] = Array("un caf".utf8) + [0xE9] + Array(" noir".utf8)
    let new: [UInt8] = Array("deux caf".utf8) + [0xE9] + Array(" noir".utf8)
    let edits = Difference.between(old: old, new: new).edits
    #expect(edits.map(\.old) == [0..<2, 2..<2, 2..<12])
  }

  @Test func `a republished article is its source with chrome in front and behind`() {
    let body = """
      The river rose by two metres during the night. Volunteers filled sandbags until the morning \
      came. Nobody was hurt, the mayor told the paper.
      """
    let page = "Home News Sport Subscribe now " + body + " Share this article Related stories"
    let result = Difference.between(old: Array(body.utf8), new: Array(page.utf8))
    #expect(result.edits.map(\.kind) == [.insert, .keep, .insert])
    #expect(result.edits[1].old == 0..<body.utf8.count)
  }

  @Test func `the same texts give the same difference twice`() {
    let old = Array("A b c. D e f. G h i j k.".utf8)
    let new = Array("G h i j k. A b x. D e f.".utf8)
    #expect(Difference.between(old: old, new: new) == Difference.between(old: old, new: new))
  }

  @Test(arguments: [
    (
      "The fair ends on Friday.", "The fair ends on Saturday. The mayor gave a short speech.",
      "The fair ends on [-Friday-]{+Saturday+}.{+ The mayor gave a short speech.+}"
    ),
    (
      "The fair ends on Friday. The mayor gave a short speech.", "The fair ends on Saturday.",
      "The fair ends on [-Friday-]{+Saturday+}.[- The mayor gave a short speech.-]"
    ),
    (
      "The fair ends late on Friday.", "The fair ends early on Sunday. Rain fell. Dogs bark.",
      "The fair ends [-late-]{+early+} on [-Friday-]{+Sunday+}.{+ Rain fell. Dogs bark.+}"
    ),
  ])
  func `a sentence added behind an edited one is an edit of its own`(
    old: String, new: String, expected: String
  ) {
    #expect(marked(old, new) == expected)
  }

  @Test(arguments: [
    (
      "Le chat de la voisine dort sur le toit de la maison.",
      "La date de la réunion est fixée par le président de la chambre."
    ),
    (
      "Die Mutter in der Küche kochte in der Frühe eine Suppe.",
      "Der Preis in der Stadt stieg in der Woche vor Ostern."
    ),
    (
      "In the middle of the night a fox ran out of the wood.",
      "The head of the bank spoke of the crisis at the end of the day."
    ),
  ])
  func `pairs of small words do not tie unrelated sentences together`(old: String, new: String) {
    #expect(marked(old, new) == "[-\(old)-]{+\(new)+}")
  }

  @Test func `one word of two is one word changed`() {
    #expect(marked("one two", "one three") == "one [-two-]{+three+}")
    #expect(marked("x y", "x z") == "x [-y-]{+z+}")
  }

  @Test func `a text broken into lines elsewhere changes in white space and in its one new word`() {
    let old = """
      The bakery on the corner closes at noon on Sundays,\n
      said its owner, who
      has baked there for forty years.\nBread is sold
      on the market then.
      """
    let new = """
      The bakery on the corner
      closes at noon on Sundays, said its owner,\n
      who has baked there for fifty years. Bread
      is sold on the market then.
      """
    let difference = Difference.between(old: Array(old.utf8), new: Array(new.utf8))
    let changed = difference.edits.filter { $0.kind != .keep }
    let words = changed.filter { $0.changeClass != .whitespace }
    #expect(
      words.map { [UInt8](difference.old[$0.old] + difference.new[$0.new]) }
        == ["forty", "fifty"].map { Array($0.utf8) })
    for edit in changed where edit.changeClass == .whitespace {
      #expect(difference.old.isBlank(edit.old) && difference.new.isBlank(edit.new))
    }
  }

  @Test(arguments: [
    (
      "RIGA (BNS) — The ferry left late last night. Nobody saw it go.",
      "RIGA (BNS) — Nobody saw it go.",
      "RIGA (BNS) — [-The ferry left late last night. -]Nobody saw it go."
    ),
    (
      "Emil: We bake bread in the morning.\nRosa: Yes.",
      "Emil: You sell fish till late.\nRosa: Yes.",
      "Emil: [-We bake bread in the morning.-]{+You sell fish till late.+}\nRosa: Yes."
    ),
    (
      "He came. \"They left since the rain began.\"\n\n\"The fair must go on,\" she said.",
      "He came. Bread was scarce in all of the shops.\n\n\"The fair must go on,\" she said.",
      "He came. [-\"They left since the rain began.\"-]{+Bread was scarce in all of the shops.+}"
        + "\n\n\"The fair must go on,\" she said."
    ),
  ])
  func `a lead-in stays where its sentence goes`(old: String, new: String, expected: String) {
    #expect(marked(old, new) == expected)
  }

  @Test func `a full stop stays behind a bracket that came before it`() {
    #expect(
      marked(
        "The walk takes two hours. It was warm.",
        "The walk takes two hours (see Map. B). It was warm.")
        == "The walk takes two hours{+ (see Map. B)+}. It was warm.")
  }
}
