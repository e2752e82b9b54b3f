import Testing

@testable import Prose

struct NumberRuleTests {
  @Test(arguments: [
    ("the town had three wells", "the town had four wells"),
    ("it was the second time", "it was the ninth time"), ("the 2nd time", "the 5th time"),
    ("um zweihundert Mann", "um dreihundert Mann"), ("die zweite Frau", "die dritte Frau"),
    ("einundzwanzig Leute", "zweiundzwanzig Leute"), ("la première fois", "la seconde fois"),
    ("sept bateaux", "huit bateaux"), ("la tercera casa", "la quinta casa"),
    ("veintiún barcos", "veinte barcos"), ("семеро? сім човнів", "семеро? вісім човнів"),
    ("третій день", "четвертий день"), ("десять тисяч", "десять мільйонів"), ("三百人", "八百人"),
    ("two million", "two billion"), ("won 2-1 here", "won 3-1 here"),
    ("call 555-1234", "call 555-9876"),
  ])
  func `a number in figures or words is number`(old: String, new: String) {
    #expect(classes(old, new) == [.number], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("Part XII of it", "Part XIX of it"), ("under Henry V there", "under Henry VI there"),
    ("see (iii) there", "see (iv) there"), ("Teil II, oben", "Teil 2, oben"),
    ("Livre Ⅳ", "Livre Ⅵ"),
  ])
  func `a Roman number is a number`(old: String, new: String) {
    #expect(classes(old, new) == [.number], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("so I went", "so we went"), ("we mix it", "we mill it"), ("vitamin C", "vitamin D"),
    ("sie achten darauf", "sie hoffen darauf"), ("es ist einfach so", "es ist schwer so"),
    ("das sind Mal um Mal", "das sind Tag um Tag"), ("the civic hall", "the livid hall"),
  ])
  func `what only looks like a number is none`(old: String, new: String) {
    #expect(!classes(old, new).contains(.number), "\(old) -> \(new)")
  }
}
