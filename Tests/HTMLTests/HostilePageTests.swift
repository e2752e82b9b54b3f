import HTML
import Testing

/// Pages that would take a parser with a tree, a stack or a second look a square of their length.
struct HostilePageTests {
  private func repeated(_ piece: String, _ count: Int) -> [UInt8] {
    Array(String(repeating: piece, count: count).utf8)
  }

  @Test func `forty thousand nested elements are read`() {
    let page = repeated("<div>", 40_000) + Array("x".utf8) + repeated("</div>", 40_000)
    #expect(PageText(page).bytes == Array("x".utf8))
    let hidden = repeated("<div hidden>", 40_000) + repeated("</div>", 40_000) + Array("x".utf8)
    #expect(PageText(hidden).bytes == Array("x".utf8))
  }

  @Test func `a megabyte of less-than signs is text`() {
    let page = repeated("<", 1_000_000)
    #expect(PageText(page).bytes == page)
  }

  @Test(arguments: [
    "<!--", "<!-", "<a b=\"", "<![CDATA[", "</", "<title></titl", "<script><!--<script ", "<td>",
    "<svg><p>", "<svg><foreignObject>", "&#x", "<!DOCTYPE a PUBLIC '", "<p hidden>",
    "<li hidden><ul>",
  ])
  func `what never ends is read to the end`(piece: String) {
    let text = PageText(repeated(piece, 100_000))
    #expect(text.bytes.count <= 4 * piece.utf8.count * 100_000)
  }

  @Test func `a tag may have a hundred thousand attributes`() {
    let page = Array("<a ".utf8) + repeated("b=c ", 100_000) + Array(">x".utf8)
    let text = PageText(page)
    #expect(text.bytes == Array("x".utf8))
    #expect(text.markup.count == 100_001)
  }
}
