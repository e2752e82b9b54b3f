import Testing

@testable import Prose
@testable import Rendering

struct TerminalRenderingWidthTests {
  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("ｱ", 1), ("Ａ", 2), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("👨‍👩‍👧‍👦", 2), ("👍🏽", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1),
    ("1️⃣", 2), ("\u{200B}", 0), ("\u{FEFF}", 0), ("\u{AD}", 1), ("नमस्ते", 4), ("สวัสดี", 4), ("→", 1),
    ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 2), ("〜", 2), ("", 0),
  ])
  func `text takes the columns that a terminal gives it`(text: String, columns: Int) {
    #expect(CharacterWidth.columns(of: text) == columns)
  }

  @Test func `a plain scalar takes one column and joins no other`() {
    let plain = (0x20...0x10FFFF).compactMap(Unicode.Scalar.init).filter(TerminalLayout.isPlain)
    #expect(plain.count > 800)
    for scalar in plain {
      #expect(CharacterWidth.columns(of: scalar) == 1, "\(scalar.value)")
    }
    var text = ""
    for scalar in plain {
      for other in ["a", "é", "’", scalar] as [Unicode.Scalar] {
        text.unicodeScalars.append(contentsOf: [other, scalar])
      }
    }
    #expect(text.count == 8 * plain.count)
  }

  @Test func `a no-break space breaks no line and is drawn as a space`() {
    for mark in ["", "漢"] {
      let lines = TerminalLayout.lines(of: [InkedText(.plain, "a 5\u{A0}€ \(mark)")], width: 5)
      #expect(lines.first.map { $0.map(\.text).joined() } == "a 5 €")
      let wrapped = TerminalLayout.lines(of: [InkedText(.plain, "ab 5\u{A0}€ \(mark)")], width: 5)
      #expect(wrapped.first.map { $0.map(\.text).joined() } == "ab")
    }
  }

  @Test func `closing punctuation of Japanese does not begin a line`() {
    let lines = TerminalLayout.lines(of: [InkedText(.plain, "日本語です。次")], width: 10)
    #expect(lines.map { $0.map(\.text).joined() } == ["日本語で", "す。次"])
  }

  @Test func `a word longer than a line is cut`() {
    let lines = TerminalLayout.lines(of: [InkedText(.plain, "abcdefghij")], width: 4)
    #expect(lines.map { $0.map(\.text).joined() } == ["abcd", "efgh", "ij"])
  }

  @Test func `text cut to fit ends with an ellipsis`() {
    #expect([InkedText(.plain, "abcdef")].fitted(4) == [InkedText(.plain, "abc…")])
    #expect([InkedText(.plain, "日本語")].fitted(5) == [InkedText(.plain, "日本…")])
    #expect([InkedText(.plain, "abcd")].fitted(4) == [InkedText(.plain, "abcd")])
  }
}
