import Testing

@testable import Prose

struct ClassifierTests {
  @Test(arguments: [
    ("one two", "one\ntwo", ChangeClass.whitespace),
    ("He left, then.", "He left then.", .punctuation),
    ("the Crown said so", "the crown said so", .case),
    ("He said \"yes\" to it", "He said “yes” to it", .punctuation),
    ("I don't know", "I don’t know", .punctuation),
    ("a big house stood there", "a small house stood there", .wording),
    ("a Cafe\u{301} in town", "a Caf\u{E9} in town", .spelling),
    ("the town had 300 people", "the town had 3000 people", .number),
    ("they met on Monday at noon", "they met on Tuesday at noon", .date),
    ("on Monday 12 people left", "on Monday 14 people left", .number),
    ("in March about 300 people came", "in March about 500 people came", .number),
    ("on pages 12-17 there", "on pages 12-19 there", .number),
    ("日本は勝った", "中国は勝った", .wording),
    ("the mayor John Smith spoke", "the mayor Jane Doe spoke", .name),
    ("It was long. It ended.", "It was long and ended.", .wording),
    ("see No. 5 below", "see number 5 below", .wording),
    ("he was there", "he was not there", .negation),
    ("the army killed ten people", "the army allegedly killed ten people", .attribution),
    ("he said it was so", "he denied it was so", .attribution),
    ("you may go", "you must go", .modality),
    ("<b>now</b>", "<i>now</i>", .markup),
    ("see https://a.example/one now", "see https://a.example/two now", .address),
    ("she called it “a great success” then", "she called it “a great failure” then", .quotation),
  ])
  func `a change has the class that the rules give it`(old: String, new: String, is: ChangeClass) {
    #expect(classes(old, new) == [`is`], "\(old) -> \(new)")
  }

  @Test func `denying goes before quoting, and quoting before allowing`() {
    #expect(classes("He said “we may go now”.", "He said “we may not go now”.") == [.negation])
    #expect(classes("He said “we may go now”.", "He said “we must go now”.") == [.quotation])
  }

  @Test func `a whole new sentence is wording, whatever words it has`() {
    let old = "It rained all day. We stayed at home."
    let new =
      "It rained all day. He said that he would not come before the first of May. We stayed at home."
    #expect(classes(old, new) == [.wording])
  }

  @Test func `a new passage with figures counts as number beside what it is`() {
    let old = "The boats came home.\n\nThe harbour was full.\n"
    let new =
      "The boats came home.\n\nMore than 40 nets were torn and had to be mended.\n\nThe harbour was full.\n"
    #expect(classes(old, new) == [.wording, .number])
    #expect(classes(new, old) == [.wording, .number])
    let verdict = Difference.between(old: Array(old.utf8), new: Array(new.utf8)).verdict
    #expect(verdict.changes == [.wording: 1, .number: 1])
  }

  @Test func `a passage written anew around the same figures is no number`() {
    let old = "There are 12 bells in the tall tower, and they ring at dawn on holidays."
    let new = "Visitors love those 12 old things because such music is heard nowhere else now."
    #expect(classes(old, new) == [.wording])
  }

  @Test func `a passage that gave way to a date is wording`() {
    let old = "It began, and the mayor of the whole town resigned at once on Monday evening then."
    #expect(classes(old, "It began in May then.") == [.wording])
  }

  @Test func `a sentence written anew is wording, but for its figures`() {
    let old = "She lived alone with two cats in a house by the old river."
    let new = "Nobody had ever trusted such people as came here from Paris since 1990."
    #expect(Set(classes(old, new)) == [.wording, .number])
  }

  @Test(arguments: [
    // The comma that saved grandmother.
    ("Let us eat, grandmother", "Let us eat grandmother", ChangeClass.punctuation),
    // A hyphen that tells signing again from giving up.
    ("they re-sign today", "they resign today", .punctuation),
    // A count that looks like a year.
    ("there were 1984 sheep", "there were 1985 sheep", .date),
    // A German noun without article looks like a name.
    ("sie trinkt nur Wasser mit ihm", "sie trinkt nur Milch mit ihm", .name),
    // Names in a script without capitals.
    ("他去了北京。", "他去了上海。", .wording),
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
