import Foundation
import Prose
import Rendering
import TestSupport
import Testing

struct HTMLFragmentTests {
  private static let moved = Difference.between(
    old: Array("Alpha went to the market early. Beta stayed at home all day long. The end.\n".utf8),
    new: Array("Beta stayed at home all day long. Alpha went to the market early. The end!\n".utf8))

  private func matches(_ page: String, _ attribute: String) -> [Substring] {
    page.split(separator: " ").compactMap { word in
      guard let start = word.range(of: "\(attribute)=\"")?.upperBound,
        let end = word[start...].firstIndex(of: "\"")
      else { return nil }
      return word[start..<end]
    }
  }

  @Test func `two differences on one page share no id, and every link finds its own`() {
    let fragments = ["a-", "b-"].map { Self.moved.htmlFragment(idPrefix: $0) }
    let page = String(decoding: Markup(fragments).bytes, as: UTF8.self)
    let ids = matches(page, "id")
    #expect(ids.count >= 8)
    #expect(Set(ids).count == ids.count)
    #expect(ids.count { $0.hasPrefix("a-") } == ids.count { $0.hasPrefix("b-") })
    let links = matches(page, "href").map { $0.dropFirst() }
    #expect(links.count >= 8)
    #expect(Set(links).isSubset(of: Set(ids)))
  }

  @Test func `a browser makes of two differences on one page what was written`() throws {
    let fragments = Markup(["a-", "b-"].map { Self.moved.htmlFragment(idPrefix: $0) })
    let page: Markup =
      "<!DOCTYPE html><html lang=\"en\"><title>Two</title><body>\(fragments)</body></html>"
    let folder = try TemporaryDirectory()
    let file = try folder.write(page.bytes, to: "two.html")
    let result = try Program.run(
      "chromium",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        "--user-data-dir=\(folder.url.path(percentEncoded: false))profile", "--dump-dom",
        file.absoluteString,
      ])
    #expect(result.status == 0)
    #expect(!result.errors.contains("CONSOLE"))
    let written = String(decoding: page.bytes, as: UTF8.self)
    for attribute in ["id", "href", "class"] {
      #expect(matches(result.text, attribute).sorted() == matches(written, attribute).sorted())
    }
    for element in ["<ins", "<del", "<details", "<table", "<section"] {
      #expect(result.text.ranges(of: element).count == written.ranges(of: element).count)
    }
  }

  @Test func `a fragment is no page`() {
    let text = String(decoding: Self.moved.htmlFragment(idPrefix: "x-").bytes, as: UTF8.self)
    for tag in ["<html", "<head", "<body", "<style", "<main", "<!DOCTYPE"] {
      #expect(!text.contains(tag))
    }
  }

  @Test func `a value in markup is escaped, markup in markup is not`() {
    let value = #"<b title='x' & "y">"#
    let inner: Markup = "<i>\(value)</i>"
    let markup: Markup = "<p id=\"\(value)\">\(inner)\(7)</p>"
    let escaped = "&lt;b title=&#39;x&#39; &amp; &quot;y&quot;&gt;"
    #expect(
      String(decoding: markup.bytes, as: UTF8.self)
        == "<p id=\"\(escaped)\"><i>\(escaped)</i>7</p>")
  }

  @Test func `a hostile prefix stays inside its attribute`() {
    let text = String(
      decoding: Self.moved.htmlFragment(idPrefix: #""><script>"#).bytes, as: UTF8.self)
    #expect(!text.contains("<script"))
  }
}
