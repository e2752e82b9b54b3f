import HTML
import Testing

struct PageTextTests {
  private func text(_ source: String) -> String {
    String(decoding: PageText(Array(source.utf8)).bytes, as: UTF8.self)
  }

  @Test func `blocks are paragraphs, and white space inside them is one space`() {
    #expect(
      text("<p>One\n  two<p>three</p><div>four<div> five </div></div>")
        == "One two\n\nthree\n\nfour\n\nfive")
  }

  @Test func `a word is not parted by the tags inside it`() {
    #expect(text("<b>bo</b>ld <i> it</i> <a href=x>link</a>.") == "bold it link.")
  }

  @Test func `br starts a line, and two of them leave an empty one`() {
    #expect(text("a<br>b<br><br>c<br/> d") == "a\nb\n\nc\nd")
  }

  @Test func `points of a list have bullets, nested ones and those without end tags, too`() {
    #expect(text("<ul><li>a<li><p>b</p><ul><li>c</li></ul><li></ul>d") == "• a\n\n• b\n\n• c\n\nd")
  }

  @Test func `a row is one line, with bars between its cells, empty ones, too`() {
    let table = """
      <table><tr><th>Name</th><th>Fee</th></tr><tr><td><p>Basic</p></td><td><p>5</p></td></tr>
      <tr><td></td><td>6<td></td></tr><tr><td>x</table>end
      """
    #expect(text(table) == "Name | Fee\nBasic | 5\n| 6\nx\n\nend")
  }

  @Test func `two paragraphs in a cell stay apart`() {
    #expect(text("<table><tr><td>a<td><p>b</p><p>c</p><td>d</table>") == "a | b\n\nc | d")
  }

  @Test func `a picture is its alternative text, and one without is nothing`() {
    #expect(text("<img src=a alt='5 &lt; 6'>, <img alt=''><img src=b>x") == "[5 < 6], x")
    #expect(text("<input type=Submit value='Send it'><input value=typed>") == "[Send it]")
  }

  @Test func `scripts, styles, templates and all that is hidden are not seen`() {
    #expect(
      text(
        "<title>T</title><style>p{}</style><script>a('<p>')</script><!-- c -->a"
          + "<template><p>x</p></template><iframe>old</iframe> b") == "T\n\na b")
    #expect(text("<div hidden>a<div>b</div>c</div>d") == "d")
    #expect(text("<p hidden>a<b>c</b><p>d") == "d")
    #expect(text("<ul><li hidden>a<ul><li>b</ul><li>c</ul>") == "• c")
    #expect(text("<table><tr><td hidden>a<td>b<tr hidden><td>c<tr><td>d</table>") == "b\nd")
    #expect(text("<br hidden>a<img hidden alt=x>") == "a")
  }

  @Test func `pre keeps its white space but for the first line break`() {
    #expect(text("<pre>\n a\r\n  b\r</pre>c") == " a\n  b\n\nc")
    #expect(text("<textarea>\n x  y</textarea>") == " x  y")
  }

  @Test func `character references are read, and a space that does not break is a character`() {
    #expect(text("a&nbsp;&amp; b&#32;&#10;c") == "a\u{A0}& b c")
  }

  @Test func `a title of a drawing is an alternative text, and one of the page a paragraph`() {
    #expect(text("<svg><title>Logo</title><desc>d</desc><text>S</text></svg>") == "[Logo]S")
    #expect(
      text("<svg><style>a</style><![CDATA[x]]><p>y</p><script><p></script>") == "x\n\ny")
  }

  @Test func `HTML ends a drawing that was not closed`() {
    #expect(text("<svg><metadata>a<p>b</p><style><i></style>c") == "b\n\nc")
    #expect(text("<div hidden><svg><p>a</p></div>b") == "b")
    #expect(text("<svg><foreignObject><p>a</p></foreignObject><style>b</style></svg>c") == "a\n\nc")
  }

  @Test func `quotation marks that the element stands for are seen`() {
    #expect(text("<q>a</q>") == "“a”")
  }

  @Test func `a NUL and a byte order mark are not seen`() {
    #expect(text("\u{FEFF}<p>a\0b") == "ab")
  }

  @Test func `what the text does not show is listed by kind`() {
    let source = Array(
      "<a href=x id=y>z</a><img src=p><!--c--><script>s</script><p hidden>h</p>".utf8)
    let items = PageText(source).markup.map { item in
      "\(item.kind) \(String(decoding: source[item.name] + source[item.value], as: UTF8.self))"
    }
    #expect(
      items == [
        "element a", "linkTarget hrefx", "attribute idy", "element img", "media srcp", "comment c",
        "element script", "script s", "element p", "attribute hidden", "hiddenText h",
      ])
  }
}
