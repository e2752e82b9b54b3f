import Prose
import Rendering
import Testing

struct WordDiffRendererTests {
  private let label = RevisionLabel(name: "f")

  private func body(_ steps: [Step], _ options: RenderingOptions = .init()) -> String {
    let bytes = Difference(steps).wordDiff(old: label, new: label, options: options)
    return String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropFirst(4).joined(separator: "\n")
  }

  @Test func `marks close before a line break and open after it`() {
    #expect(body([.keep("k"), .delete(" a\nb"), .keep(" e\n")]) == "k[- a-]\n[-b-] e\n")
  }

  @Test func `both texts can be rebuilt from the marks`() {
    let text = body([.keep("a "), .delete("b"), .insert("c d"), .keep(" e\nf"), .insert(" g")])
    #expect(text == "a [-b-]{+c d+} e\nf{+ g+}\n")
  }

  @Test func `colour is added to the marks and does not replace them`() {
    #expect(
      body([.delete("a"), .keep(" b\n")], .init(usesColour: true)) == "\u{1B}[31m[-a-]\u{1B}[m b\n")
  }

  @Test func `a terminal gets pictures of control characters and a file gets the bytes`() {
    let steps: [Step] = [.keep("x\u{1B}[2J"), .insert("\u{9B}m\u{202E}"), .keep("\n")]
    #expect(body(steps) == "x\u{1B}[2J{+\u{9B}m\u{202E}+}\n")
    #expect(body(steps, .init(isTerminal: true)) == "x␛[2J{+‹U+009B›m‹U+202E›+}\n")
  }
}
