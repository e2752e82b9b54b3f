import Testing

@testable import Prose

struct ClassifierTests {
  private func classes(_ old: String, _ new: String) -> [ChangeClass] {
    Difference.between(old: Array(old.utf8), new: Array(new.utf8)).edits
      .compactMap { $0.kind == .keep ? nil : $0.changeClass }
      .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  @Test(arguments: [
    ("one two", "one\ntwo", ChangeClass.whitespace),
    ("He left, then.", "He left then.", .punctuation),
    ("the Crown said so", "the crown said so", .wording),
    ("He said \"yes\" to it", "He said “yes” to it", .punctuation),
    ("I don't know", "I don’t know", .punctuation),
    ("a big house stood there", "a small house stood there", .wording),
    ("their co-operation ended", "their cooperation ended", .punctuation),
    ("send an email now", "send an e-mail now", .punctuation),
    ("the U.S. Army left", "the US Army left", .punctuation),
    ("a Cafe\u{301} in town", "a Caf\u{E9} in town", .spelling),
    ("the town had 300 people", "the town had 3000 people", .number),
    ("the town had three wells", "the town had four wells", .number),
    ("it rose by 5% then", "it rose by 5 then", .number),
    ("it cost $5 then", "it cost €5 then", .number),
    ("they met on Monday at noon", "they met on Tuesday at noon", .date),
    ("they met on 3 May at noon", "they met on 4 May at noon", .date),
    ("it was in 1998 that we met", "it was in 1999 that we met", .date),
    ("on 2024-01-05 it began", "on 2024-01-06 it began", .date),
    ("at 10:30 it began", "at 11:30 it began", .date),
    ("on Monday 12 people left", "on Monday 14 people left", .number),
    ("in March about 300 people came", "in March about 500 people came", .number),
    ("on Monday 12 May it began", "on Monday 13 May it began", .date),
    ("le 3 de mayo fue", "le 5 de mayo fue", .date),
    ("they won 2-1 at home", "they won 3-1 at home", .number),
    ("on pages 12-17 there", "on pages 12-19 there", .number),
    ("call 555-1234 now", "call 555-9876 now", .number),
    ("on 10/31/2006 it began", "on 10/30/2006 it began", .date),
    ("since 2024-05 it runs", "since 2024-06 it runs", .date),
    ("日本は勝った", "中国は勝った", .wording),
    ("他三月来过", "他五月来过", .date),
    ("他星期一来过", "他星期三来过", .date),
    ("vom 31.10.2006 an", "vom 31.8.2015 an", .date),
    ("the mayor John Smith spoke", "the mayor Jane Doe spoke", .name),
    ("It was long. It ended.", "It was long and ended.", .wording),
    ("They came from the United Nations.", "They came from the United States.", .name),
    ("see No. 5 below", "see number 5 below", .wording),
    ("he was there", "he was not there", .negation),
    ("he can go", "he can't go", .negation),
    ("the army killed ten people", "the army allegedly killed ten people", .attribution),
    ("he said it was so", "he denied it was so", .attribution),
    ("Er war nicht dort gewesen", "Er war dort gewesen", .negation),
    ("他没来过", "他来过", .negation),
    ("she called it “a great success” then", "she called it “a great failure” then", .quotation),
    ("she called it \"a great success\" then", "she called it \"a big success\" then", .quotation),
  ])
  func `a change has the class that the rules give it`(old: String, new: String, is: ChangeClass) {
    #expect(classes(old, new) == [`is`], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("at night it was -12 degrees", "at night it was 12 degrees", ChangeClass.number),
    ("a loss of -€3m was told", "a loss of €3m was told", .number),
    ("keep it at <8 mg a day", "keep it at >8 mg a day", .number),
    ("take ½ a spoon of it", "take ¾ a spoon of it", .number),
    ("it rose by ±2 then", "it rose by +2 then", .number),
    ("she came in 3rd there", "she came in 4th there", .number),
    ("under Title IV it says", "under Title VI it says", .number),
    ("gates open at 8 am daily", "gates open at 8 pm daily", .date),
    ("he called it ‘a success’ then", "he called it ‘a failure’ then", .quotation),
    ("Zelma spoke first.", "Ilona spoke first.", .name),
    ("Zelma said no.", "Ilona said no.", .name),
    ("It fell, the mayor said.", "It fell, the builder said.", .attribution),
    ("users may share this", "users must share this", .modality),
    ("Der Mieter kann kündigen", "Der Mieter muss kündigen", .modality),
    ("nobody may enter here", "anybody may enter here", .negation),
    ("elle ne viendra pas ici", "elle viendra ici", .negation),
    ("THE RULES apply here", "The rules apply here", .case),
    ("they polish it", "they Polish it", .wording),
    ("the \u{FB01}nal of\u{AD}fer", "the final offer", .spelling),
    ("Tom &amp; Ann came", "Tom & Ann came", .spelling),
    ("see <b class=\"x\">this</b> now", "see <b class=\"y\">this</b> now", .markup),
    ("a **bold** word here", "a bold word here", .markup),
    ("see [it](https://a.example/x) now", "see [it](https://b.example/x) now", .address),
    ("step 3 of it: ✓ done", "step 3 of it: ✗ done", .wording),
  ])
  func `each kind of change is called by its own name`(
    old: String, new: String, is: ChangeClass
  ) {
    #expect(classes(old, new) == [`is`], "\(old) -> \(new)")
  }

  @Test(arguments: ["Die Adler-Apotheke", "der alten Mühle", "Die Mühle", "»Die« Mühle", ""])
  func `a German noun is told from what stands before it, wherever that begins`(front: String) {
    for (old, new) in [("Stadt", "Burg"), ("Stadt Ulm", "Burg"), ("Stadt", "")] {
      let texts = [old, new].map { Array("\(front) \($0) und der Wald ist nicht alt.".utf8) }
      let difference = Difference.between(old: texts[0], new: texts[1])
      #expect(!difference.edits.contains { $0.kind != .keep && $0.changeClass == nil })
    }
  }

  @Test func `a new passage with figures counts for number as well`() {
    let old = "It rained. They went home."
    let new =
      "It rained. In all some 340 houses were under water by then, the mayor told them. They went home."
    let verdict = Difference.between(old: Array(old.utf8), new: Array(new.utf8)).verdict
    #expect(verdict.changes == [.wording: 1, .number: 1])
  }

  @Test func `a whole new sentence is wording, whatever words it has`() {
    let old = "It rained all day. We stayed at home."
    let new =
      "It rained all day. He said that he would not come before the first of May. We stayed at home."
    #expect(classes(old, new) == [.wording])
  }

  @Test func `a passage that gave way to a date is wording`() {
    let old = "It began, and the mayor of the whole town resigned at once on Monday evening then."
    #expect(classes(old, "It began in May then.") == [.wording])
  }

  @Test func `a sentence written anew is wording, whatever words it has`() {
    let old = "She lived alone with two cats in a house by the old river."
    let new = "Nobody had ever trusted such people as came here from Paris since 1990."
    #expect(classes(old, new) == [.wording])
  }

  @Test(arguments: [
    // The comma that saved grandmother.
    ("Let us eat, grandmother", "Let us eat grandmother", ChangeClass.punctuation),
    // A hyphen that tells signing again from giving up.
    ("they re-sign today", "they resign today", .punctuation),
    // A count that looks like a year.
    ("there were 1984 sheep", "there were 1985 sheep", .date),
    // A German noun that looks like a name.
    ("das alte Haus steht", "das alte Schloss steht", .name),
    // A denial without a word that denies.
    ("he managed to come", "he failed to come", .wording),
  ])
  func `what the rules get wrong`(old: String, new: String, is: ChangeClass) {
    #expect(classes(old, new) == [`is`])
  }

  @Test func `kept edits have no class, and a pair shares one`() {
    let edits = Difference.between(old: Array("a b c".utf8), new: Array("a x c".utf8)).edits
    #expect(edits.map(\.changeClass) == [nil, .wording, .wording, nil])
  }

  @Test func `changes inside a move are classed`() {
    let difference = Difference.between(
      old: Array(
        "The fee was 20 crowns for each of them. They went away. Rain fell on us all.".utf8),
      new: Array(
        "They went away. Rain fell on us all. The fee was 30 crowns for each of them.".utf8))
    #expect(difference.moves.first?.edits.compactMap(\.changeClass) == [.number, .number])
  }
}
