import Prose
import Testing

@testable import Rendering

/// What a terminal may see, and that every form that can reach one keeps to it.
struct VisibleTextTests {
  static let hostile =
    "a\u{1B}]0;title\u{7}b\u{9B}2Jc\u{61C}d\u{2028}e\u{2029}f\u{200E}g\u{202E}h\u{2069}i\u{7F}j\rk\u{1}l"

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\t" && scalar != "\n"
    case .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isBidiControl
    }
  }

  @Test func `what a terminal obeys is what Unicode calls control, separator and bidi control`() {
    for value in 0...0x10FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if VisibleText.isObeyed(scalar) != Self.isObeyed(scalar) {
        Issue.record("U+\(String(value, radix: 16))")
      }
    }
  }

  @Test(arguments: [
    ("one", [["", "one"]]), (" one\n", [[" ", "one"], ["\n", ""]]),
    ("one two", [["", "one two"]]), ("one\n\ntwo", [["", "one\n\ntwo"]]),
    ("one  \n two\n\tthree ", [["", "one"], ["  \n ", "two"], ["\n\t", "three"], [" ", ""]]),
  ])
  func `spaces where lines end and begin stand apart`(text: String, pieces: [[String]]) {
    let parted = VisibleText.partedAtLineEnds(Array("x\(text)".utf8)[1...])
    let found = parted.map { piece in
      [String(decoding: piece.spaces, as: UTF8.self), String(decoding: piece.text, as: UTF8.self)]
    }
    #expect(found == pieces)
  }

  @Test(arguments: ["one", " \n one \n", "\u{308}one", " \u{308}one ", "я  "])
  func `edges are spaces and line breaks, but for a space with a mark`(text: String) {
    let marked = VisibleText.marked(Array(text.utf8)[...])
    let before = text.prefix { $0 == " " || $0 == "\n" }
    #expect(marked.before == before)
    #expect(marked.before + marked.text + marked.after == text)
    #expect(!marked.text.hasSuffix(" ") && !marked.text.hasSuffix("\n"))
  }

  @Test func `spaces that begin a line are not struck out`() {
    let pieces = [InkedText(.deleted, "one\n   two three")]
    let lines = TerminalLayout.lines(of: pieces, width: 40)
    #expect(
      lines == [
        [InkedText(.plain, ""), InkedText(.deleted, "one")],
        [InkedText(.plain, "   "), InkedText(.deleted, "two three")],
      ])
  }

  @Test func `source that was asked for is set in a face of equal widths`() {
    let difference = Difference.between(old: Array("<b>5</b>".utf8), new: Array("<b>6</b>".utf8))
    func page(_ options: RenderingOptions) -> String {
      let (old, new) = (RevisionLabel(name: "old"), RevisionLabel(name: "new"))
      return String(
        decoding: difference.rendered(as: .html, old: old, new: new, options: options),
        as: UTF8.self)
    }
    let source = page(RenderingOptions(showsSource: true))
    #expect(source.contains("<article class=\"text source\""))
    #expect(source.contains("<table class=\"text source\""))
    #expect(!page(RenderingOptions()).contains("class=\"text source\""))
  }

  @Test func `a word stays on one line and reads as it did`() {
    #expect(VisibleText.word("a\tb\nc\u{1B}\u{2028}é") == "a␉b␊c␛‹U+2028›é")
  }

  @Test(arguments: RenderingFormat.allCases, [false, true])
  func `no form sends a terminal what it would obey`(
    format: RenderingFormat, usesColour: Bool
  ) throws {
    let hostile = Self.hostile
    let heading = "h\(hostile)\n" + String(repeating: "kept\n", count: 9)
    let old = heading + "one \(hostile) kept\r\nlast"
    let new = heading + "two \(hostile) kept\r\nlast\(hostile)"
    let label = RevisionLabel(name: hostile, specifier: hostile, title: hostile)
    let options = RenderingOptions(usesColour: usesColour, isTerminal: true)
    let bytes = Difference.between(old: Array(old.utf8), new: Array(new.utf8))
      .rendered(as: format, old: label, new: label, options: options)
    var text = String(decoding: bytes, as: UTF8.self)
    // The program's own colours.
    text.replace(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(!text.unicodeScalars.contains(where: Self.isObeyed))
  }

  @Test(arguments: [RenderingFormat.unified, .porcelain, .wordDiff])
  func `a program gets the bytes as they are`(format: RenderingFormat) {
    let old = Array("k \(Self.hostile)\n".utf8)
    let bytes = Difference.between(old: old, new: old + Array("x\n".utf8)).rendered(as: format)
    #expect(String(decoding: bytes, as: UTF8.self).contains(Self.hostile))
  }
}
