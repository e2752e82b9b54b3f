import Prose
import Testing

@testable import Rendering

struct ChangeTableTests {
  private func row(
    _ steps: [Step], _ sort: ChangeClass?, subject: String = "a@1..@2", width: Int = 80,
    usesColour: Bool = false
  ) -> ChangeRow {
    ChangeRow(
      label: "kind", subject: subject, difference: Difference(steps), sort: sort, width: width,
      usesColour: usesColour)
  }

  private func lines(
    _ rows: [ChangeRow], width: Int = 80, usesColour: Bool = false
  ) -> [String] {
    let table = ChangeTable(rows, width: width, usesColour: usesColour)
    return String(decoding: table.rendered(), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `a change has its marks, a few words before it and what follows`() {
    let row = row(
      [
        .keep("The report says that the inspection found "), .delete("12", .number),
        .insert("21", .number), .keep(" cracks.\n\nNobody\n knows."),
      ], .number)
    #expect(
      lines([row]) == ["kind  a@1..@2  … found [-12-]{+21+} cracks. Nobody knows."])
  }

  @Test func `with colour, ink says what marks say without`() {
    let row = row(
      [.delete("12", .number), .insert("21", .number), .keep(" cracks.")], .number,
      usesColour: true)
    #expect(
      lines([row], usesColour: true) == [
        "kind  \u{1B}[1ma@1..@2\u{1B}[0m  \u{1B}[31;9m12\u{1B}[0m \u{1B}[32;4m21\u{1B}[0m cracks."
      ])
  }

  @Test func `the first change of the class is shown, and how many more there are`() {
    let row = row(
      [
        .delete("Two", .wording), .insert("Three", .wording), .keep(" boats leave at "),
        .delete("9", .number), .insert("8", .number), .keep(" in the morning, it "),
        .insert("never ", .negation), .keep("rains."),
      ], .negation)
    #expect(lines([row]) == ["kind  a@1..@2  … the morning, it {+never+} rains.  +2"])
  }

  @Test(arguments: [20, 30, 59, 60, 61, 80, 133])
  func `no line is wider than the terminal, in any script`(width: Int) {
    let texts = ["文字化けの多い新聞", "long" + String(repeating: "x", count: 300), "🇺🇦 e\u{301}👩‍👩‍👧", "a b"]
    let rows = texts.flatMap { text in
      texts.map { other in
        row(
          [.keep(text), .delete(other, .name), .insert(text, .name), .keep(other)], .name,
          subject: other + "@1..@2", width: width)
      }
    }
    for line in lines(rows, width: width) {
      #expect(CharacterWidth.columns(of: line) <= width, "\(line)")
    }
  }

  @Test func `nothing that a terminal would obey gets through`() {
    let evil = "\u{1B}[2Jx\u{202E}\u{9B}31m\r\u{2028}"
    let rows = [
      row([.keep(evil), .delete(evil, .name), .insert(evil + "y", .name), .keep(evil)], .name),
      row([.from(0, evil), .keep("a"), .to(0, [.keep(evil)])], nil),
      ChangeRow(label: "new", subject: evil, words: evil + "\nsecond"),
    ]
    let text = lines(rows, width: 200).joined()
    #expect(!text.unicodeScalars.contains(where: VisibleText.isObeyed))
    #expect(lines(rows, width: 200).count == 3)
  }

  @Test func `a passage that moved says what it is`() {
    let row = row([.from(0, "Moved on. "), .keep("Stays. "), .to(0, [.keep("Moved on. ")])], nil)
    #expect(lines([row]) == ["kind  a@1..@2  Stays. Moved on."])
  }

  @Test func `white space that changed is seen, and what has no words says how much`() {
    let spaces = row([.keep("a"), .delete(" ", .whitespace), .keep("b")], .whitespace)
    #expect(lines([spaces])[0].contains("[-·-]"))
    let bytes = Difference(bytes: [(.delete, [0, 1]), (.insert, [0, 2, 3])])
    let binary = ChangeRow(
      label: "binary", subject: "a", difference: bytes, sort: nil, width: 80, usesColour: false)
    #expect(lines([binary]) == ["binary  a  binary files differ, 2 and 3 bytes"])
  }
}
