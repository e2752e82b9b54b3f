import JSON
import Prose
import TestSupport
import Testing

@testable import Rendering

/// How differences of pages are drawn, whose visible text was compared.
struct PageRenderingTests {
  private func difference(_ old: String, _ new: String) -> Difference {
    .visible(old: Array(old.utf8), .html, new: Array(new.utf8), .html)
  }

  private func inline(_ difference: Difference, showsHeader: Bool = true) -> String {
    String(
      decoding: difference.rendered(
        as: .inline,
        options: RenderingOptions(showsHeader: showsHeader, sourceHint: "--source shows it")),
      as: UTF8.self)
  }

  private static let old = "<p>The fee is <b class=a>5</b> euros, see <a href='/a'>here</a>.</p>"
  private static let new = "<p>The fee is <b class=b>6</b> euros, see <a href='/b'>here</a>.</p>"

  @Test func `the changed words are drawn, and the markup is counted`() {
    let text = inline(difference(Self.old, Self.new))
    #expect(text.contains("The fee is [-5-]{+6+} euros, see here."))
    #expect(text.contains("\nmarkup: 1 link target, 1 attribute changed; --source shows it\n"))
    #expect(text.contains("\(Self.old.utf8.count) bytes"))
    #expect(!text.contains("href"))
  }

  @Test func `without a header the markup is counted, too`() {
    let text = inline(difference(Self.old, Self.new), showsHeader: false)
    #expect(text.hasPrefix("markup: 1 link target, 1 attribute changed; --source shows it\n"))
  }

  @Test func `pages that differ only in markup say so`() {
    let markup = difference("<p class=a>x", "<p class=b>x")
    #expect(markup.summary == "cosmetic · visible text the same · only markup changed: 1 attribute")
    #expect(inline(markup).contains("\nonly markup changed: 1 attribute; --source shows it\n"))
    #expect(inline(markup, showsHeader: false).contains("only markup changed: 1 attribute"))
    let layout = difference("<p class=a>x", "<p  class='a'>x")
    #expect(
      layout.summary == "cosmetic · visible text the same · only the layout of the source changed")
    #expect(difference("<p>x", "<p>x").summary == "same · equal byte for byte")
  }

  @Test func `where no markup changed it is said what was compared`() {
    let text = inline(difference("<p>One five.", "<p>One six."))
    #expect(text.contains("\nvisible text compared; --source shows it\n"))
  }

  @Test func `a page of HTML says what was compared and what changed beside it`() {
    let page = String(
      decoding: difference(Self.old, Self.new).rendered(as: .html), as: UTF8.self)
    #expect(page.contains("markup: 1 link target, 1 attribute changed</li>"))
    #expect(page.contains("The visible text of both, compared word by word by Stet."))
    #expect(page.contains("\(Self.new.utf8.count) bytes"))
  }

  @Test func `JSON says which view it is, and where in the bytes each edit is`() throws {
    let json = try JSON(decoding: difference(Self.old, Self.new).rendered(as: .json))
    #expect(json["view"]?.stringValue == "visible")
    #expect(json["old"]?["byteCount"] == .integer(Self.old.utf8.count))
    #expect(json["markup"]?["linkTarget"] == .integer(1))
    guard case .array(let edits) = json["edits"] else {
      Issue.record("no edits")
      return
    }
    let inserted = try #require(edits.first { $0["kind"]?.stringValue == "insert" })
    guard case .array(let range) = inserted["newSource"], case .integer(let start) = range[0],
      case .integer(let end) = range[1]
    else {
      Issue.record("no range")
      return
    }
    #expect(Array(Self.new.utf8)[start..<end] == Array("6".utf8)[...])
    let bytes = Difference.between(old: Array(Self.old.utf8), new: Array(Self.new.utf8))
    let source = try JSON(decoding: bytes.rendered(as: .json))
    #expect(source["view"]?.stringValue == "source" && source["markup"] == nil)
  }
}
