import Prose
import Testing

@testable import Rendering

/// Changes of white space are a layer of their own: counted, and drawn where somebody asks.
struct WhitespaceDisplayTests {
  private static let old =
    "The ferry left at nine. It was full of people\nand crates.\n\nNobody stayed behind."
  private static let new =
    "The ferry left at ten. It was full of people and crates. Nobody\n\nstayed behind."
  private let difference = Difference.between(
    old: Array(old.utf8), new: Array(new.utf8))

  private func rendered(
    _ format: RenderingFormat, _ whitespace: WhitespaceDisplay, _ difference: Difference? = nil
  ) -> String {
    String(
      decoding: (difference ?? self.difference).rendered(
        as: format, options: RenderingOptions(whitespace: whitespace)),
      as: UTF8.self)
  }

  @Test(arguments: [RenderingFormat.inline, .sideBySide])
  func `terminal forms count changes of white space and draw the others`(format: RenderingFormat) {
    let summary = rendered(format, .summary)
    #expect(summary.contains("1 change · 1 number · white space changed in 3 places"))
    #expect(!summary.contains("⏎") && !summary.contains("whitespace"))
    #expect(summary.contains("ten"))
    let ignored = rendered(format, .ignore)
    #expect(ignored.contains("1 change · 1 number") && !ignored.contains("white space"))
    let shown = rendered(format, .show)
    #expect(shown.contains("3 whitespace") && shown.contains("⏎"))
  }

  @Test func `where only white space changed, one line says so`() {
    let other = Difference.between(
      old: Array("One line\nand another.".utf8), new: Array("One line and another.".utf8))
    #expect(other.summary == "cosmetic · 99% alike · only white space changed in 1 place")
    let text = rendered(.inline, .summary, other)
    #expect(text.contains("only white space changed in 1 place") && !text.contains("──"))
    #expect(rendered(.inline, .show, other).contains("──"))
    let bare = other.rendered(as: .inline, options: RenderingOptions(showsHeader: false))
    #expect(String(decoding: bare, as: UTF8.self).contains("only white space changed"))
  }

  @Test func `a page has a box for them that starts without a tick`() {
    let page = rendered(.html, .summary)
    #expect(
      page.contains("id=\"mark-change-whitespace\" autocomplete=\"off\"><span>white space <b>3</b>")
    )
    #expect(page.contains("id=\"mark-change-number\" autocomplete=\"off\" checked>"))
    #expect(page.contains("<del class=\"change-whitespace\""))
    #expect(
      rendered(.html, .show).contains("mark-change-whitespace\" autocomplete=\"off\" checked>"))
    let ignored = rendered(.html, .ignore)
    #expect(!ignored.contains("mark-change-whitespace"))
    #expect(!ignored.contains("<del class=\"change-whitespace\""))
  }

  @Test(arguments: WhitespaceDisplay.allCases)
  func `forms for programs have every byte whatever is asked`(whitespace: WhitespaceDisplay) {
    for format in [RenderingFormat.json, .unified, .porcelain, .wordDiff] {
      #expect(rendered(format, whitespace) == rendered(format, .show))
    }
  }

  @Test func `runs with the layer put back are the runs that it was taken from`() {
    for (old, new) in [
      (Self.old, Self.new), ("a b c", "a\nb\nc"), ("a  b", "a b x"), ("a\n\nb c.", "z a b\nc."),
      ("", " "),
    ] {
      let runs = ReadRuns(.between(old: Array(old.utf8), new: Array(new.utf8)))
      var layer = WhitespaceLayer(runs)
      #expect(MarkedRun.joined(layer.restored(runs.withoutWhitespace)) == runs.all, "\(old) \(new)")
    }
  }
}
