import TestSupport
import Testing

@testable import Prose

/// Whatever words and marks stand around a change, it gets a class.
struct ClassifierRobustnessTests {
  private static let words = [
    "the", "mayor", "said", "not", "may", "May", "must", "Berlin", "Die", "der", "alten", "Mühle",
    "Apotheke", "und", "ist", "nicht", "Maire", "selon", "pas", "según", "мер", "не", "市长", "说",
    "不", "third", "3rd", "IV", "12", "1998", "-5", "½", "%", "€", "am", "pm", "8:30", "No. 5",
    "don't",
    "U.S.", "http://a.example/b?c=1", "[it](x)", "<b>", "</b>", "<a href=\"x\">", "&amp;", "&#x41;",
    "“", "”", "‘", "’", "\"", "'", "(", ")", ".", ",", ":", "…", "–", "#", "**", "_", "`", "<", ">",
    "=", "\u{AD}", "e\u{301}", "\u{FB01}", "\u{200B}", "\u{E0041}", "\n", "\n\n", " ", "\u{A0}", "",
  ]

  @Test(arguments: SeededGenerator.seeds(8))
  func `every change of every mixture of words and marks has a class`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let separator = random.pick(["", " ", " ", " "])
      var old = (0..<random.number(in: 1..<14)).map { _ in random.pick(Self.words) }
      let text = old.joined(separator: separator)
      for _ in 0..<random.number(in: 1..<4) {
        let place = random.number(in: 0..<old.count)
        old.replaceSubrange(
          place..<min(old.count, place + random.number(in: 0..<3)),
          with: (0..<random.number(in: 1..<3)).map { _ in random.pick(Self.words) })
      }
      let new = old.joined(separator: separator)
      let difference = Difference.between(old: Array(text.utf8), new: Array(new.utf8))
      let edits = difference.edits + difference.moves.flatMap(\.edits)
      let unclassed = edits.filter { $0.kind == .delete || $0.kind == .insert }
        .filter { $0.changeClass == nil }
      #expect(unclassed.isEmpty, "seed \(seed): \(text) -> \(new)")
      #expect(difference.rebuildsBothTexts)
    }
  }
}
