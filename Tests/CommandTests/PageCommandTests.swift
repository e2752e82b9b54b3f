import Foundation
import JSON
import TestSupport
import Testing

/// What commands say of articles that are pages of HTML.
struct PageCommandTests {
  private static let old = """
    <!DOCTYPE html><title>Fees</title><body class="a"><p>The fee is <b>5</b> euros a month,
    see <a href="/a">here</a>.</p></body>

    """
  private static let new = """
    <!DOCTYPE html><title>Fees</title><body class="b"><p>The fee is <b>6</b> euros a month, see
    <a href="/b">here</a>.</p></body>

    """
  private static let markup = "markup: 1 link target, 1 attribute changed"
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("page.html", Self.old)
    try archive.commit("page.html", Self.new)
    try archive.commit("page.html", Self.new.replacing("class=\"b\"", with: "class=\"c\""))
  }

  private func output(_ arguments: String...) throws -> String {
    try archive.stet(arguments).text
  }

  @Test func `diff shows the words that changed, and counts the markup`() throws {
    for form in ["inline", "side-by-side"] {
      let text = try output("diff", "page.html@1", "page.html@2", "--format", form)
      #expect(text.contains("[-5-]") && text.contains("{+6+}") && !text.contains("<b>"))
      #expect(text.contains(Self.markup + "; --source shows it"))
    }
    let page = try output("diff", "page.html@1", "page.html@2", "--format", "html")
    #expect(page.contains(Self.markup) && !page.contains("&lt;b&gt;"))
  }

  @Test func `with --source, diff compares the bytes`() throws {
    let text = try output("diff", "page.html@1", "page.html@2", "--source")
    #expect(text.contains("<b>[-5-]{+6+}</b>") && text.contains("1 address"))
    #expect(!text.contains("--source"))
  }

  @Test func `forms for programs compare the bytes, and JSON says so`() throws {
    let patch = try output("diff", "page.html@1", "page.html@2", "--format", "unified")
    #expect(patch.contains("-<!DOCTYPE html><title>Fees</title><body class=\"a\">"))
    #expect(try output("diff", "page.html", "--format", "porcelain").contains("</body>"))
    let json = try JSON(decoding: archive.stet(["diff", "page.html", "--json"]).output)
    #expect(json["view"]?.stringValue == "source")
    let visible = try JSON(
      decoding: archive.stet(["diff", "page.html", "--json", "--visible"]).output)
    #expect(visible["view"]?.stringValue == "visible")
    let shown = try JSON(decoding: archive.stet(["show", "page.html", "--json"]).output)
    #expect(shown["difference"]?["view"]?.stringValue == "source")
  }

  @Test func `statistics, log and show tell of the visible text`() throws {
    let only = "cosmetic · visible text the same · only markup changed: 1 attribute"
    #expect(try output("diff", "page.html", "--stat").hasSuffix(only))
    let log = try output("log", "page.html", "--stat")
    #expect(log.contains(only) && log.contains(Self.markup))
    #expect(try output("show", "page.html@2").contains(Self.markup))
    #expect(try output("show", "page.html").contains("only markup changed: 1 attribute"))
  }

  @Test func `markup that changed is a difference for --exit-code`() throws {
    #expect(try archive.attempt(["diff", "page.html", "--exit-code", "--stat"]).status == 1)
    #expect(try archive.attempt(["diff", "page.html@1..@1", "--exit-code"]).status == 0)
  }

  @Test func `the media type, the ending or the first bytes say that it is a page`() throws {
    try archive.commit("words", "5 <b>apples</b>", "--media-type=text/html")
    try archive.commit("words", "6 <i>apples</i>", "--media-type=text/html")
    #expect(try output("diff", "words").contains("markup: 1 tag changed"))
    try archive.commit("sniffed", Self.old)
    try archive.commit("sniffed", Self.new)
    #expect(try output("diff", "sniffed").contains(Self.markup))
    try archive.commit("plain", Self.old, "--media-type=text/plain")
    try archive.commit("plain", Self.new, "--media-type=text/plain")
    #expect(try output("diff", "plain").contains("<b>[-5-]{+6+}</b>"))
  }

  @Test func `of Markdown the words are compared, and its signs are counted`() throws {
    try archive.commit("terms.md", "# Terms\n\nThe fee is **5** euros,\nsee [here](/a).\n")
    try archive.commit("terms.md", "Terms\n=====\n\nThe fee is *6* euros, see [here](/b).\n")
    let text = try output("diff", "terms.md")
    #expect(text.contains("The fee is [-5-]{+6+} euros, see here."))
    #expect(text.contains("markup: 1 link target, 2 marks changed"))
    #expect(try output("diff", "terms.md", "--source").contains("[here]("))
  }

  @Test func `files are compared by the same rules`() throws {
    let folder = archive.folder.url
    try Self.old.write(to: folder.appending(path: "a.html"), atomically: true, encoding: .utf8)
    try Self.new.write(to: folder.appending(path: "b.html"), atomically: true, encoding: .utf8)
    #expect(try output("diff", "--files", "a.html", "b.html").contains(Self.markup))
    #expect(
      try output("diff", "--files", "a.html", "b.html", "--source").contains("<b>[-5-]{+6+}</b>"))
  }

  @Test func `views that exclude each other or a form are refused`() throws {
    let both = try archive.attempt(["diff", "page.html", "--source", "--visible"])
    #expect(both.status == 2 && both.errors.contains("exclude each other"))
    let unified = try archive.attempt(["diff", "page.html", "--visible", "--format", "unified"])
    #expect(unified.status == 2 && unified.errors.contains("--format unified compares bytes"))
  }
}
