import Prose
import Testing

struct TextFormTests {
  private func form(_ text: String, mediaType: String? = nil, name: String? = nil) -> TextForm {
    TextForm(of: Array(text.utf8), mediaType: mediaType, name: name)
  }

  @Test func `a media type that is known decides`() {
    #expect(form("words", mediaType: "text/html", name: "a.txt") == .html)
    #expect(form("words", mediaType: "Text/HTML; charset=utf-8") == .html)
    #expect(form("words", mediaType: "application/xhtml+xml") == .html)
    #expect(form("<!DOCTYPE html>", mediaType: "text/plain", name: "a.html") == .plain)
    #expect(form("<!DOCTYPE html>", mediaType: "unknown") == .html)
  }

  @Test func `the ending of a name decides where no media type is known`() {
    #expect(form("words", name: "folder/page.HTML") == .html)
    #expect(form("words", name: "page.htm") == .html)
    #expect(form("<p>words", name: "README.txt") == .plain)
    #expect(form("<p>words", name: "README.md") == .markdown)
    #expect(form("words", mediaType: "text/markdown; variant=GFM") == .markdown)
    #expect(form("<html>", name: "site.example/page") == .html)
    #expect(form("words", name: "a.html/page") == .plain)
  }

  @Test(arguments: [
    "<!doctype HTML>", " \n<!-- a --> <html lang=en>", "\u{FEFF}<head>",
    "<?xml version='1.0'?>\n<html>",
    "<h1>Title</h1>", "<div\nclass=x>", "<!DOCTYPE\thtml PUBLIC ''>", "<P>",
  ])
  func `the first tag of a page tells it`(text: String) {
    #expect(form(text) == .html)
  }

  @Test(arguments: [
    "", "words <p>", "<", "<p", "<!-- only a comment -->", "<!-- never closed <html>",
    "<?xml?><feed>",
    "<https://a.example/>", "<person> said", "<!DOCTYPE book>", "<-", "# Title",
  ])
  func `what begins with no tag of a page is none`(text: String) {
    #expect(form(text) == .plain)
  }
}
