import Testing

@testable import Prose

struct MarkupPassagesTests {
  @Test(arguments: [
    ("<p class=\"x1\">Hi</p>", "<p class=\"y2\">Hi</p>"),
    ("<p class='x1'>Hi</p>", "<p class='y2'>Hi</p>"),
    ("<p id=x1>Hi</p>", "<p id=y2>Hi</p>"), ("<p>Hi you</p>", "<p>Hi <em>you</em></p>"),
    ("<div data-token=\"a b\">Hi</div>", "<div>Hi</div>"), ("<P>Hi</P>", "<DIV>Hi</DIV>"),
    ("<script nonce=\"a\">f(1)</script>Hi", "<script nonce=\"b\">f(2)</script>Hi"),
    ("<style>p { color: red }</style>Hi", "<style>p { color: blue }</style>Hi"),
    ("<!-- built at 5 -->Hi", "<!-- built at 6 -->Hi"),
    ("<input name=\"csrf\" value=\"a8\">", "<input name=\"csrf\" value=\"b9\">"),
    ("<img src=\"/a/b.png?v=1\">", "<img src=\"/a/b.png?v=2\">"),
    ("<a href=\"/a;jsessionid=1A\">Hi</a>", "<a href=\"/a;jsessionid=2B\">Hi</a>"),
    ("[Hi](https://a.example/?utm_source=x)", "[Hi](https://a.example/?utm_source=y)"),
    ("[Hi](http://a.example/b)", "[Hi](https://a.example/b)"),
  ])
  func `what a reader does not see is markup`(old: String, new: String) {
    #expect(classes(old, new) == [.markup], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("<a href=\"/one\">Hi</a>", "<a href=\"/two\">Hi</a>"),
    ("<a href=\"/a?id=1\">Hi</a>", "<a href=\"/a?id=2\">Hi</a>"),
    ("<img src=\"/a.png\">", "<img src=\"/b.png\">"),
    ("[Hi](https://a.example)", "[Hi](https://b.example)"),
    ("[Hi](/a \"Title\")", "[Hi](/b \"Title\")"), ("See it.", "<a href=\"/x\">See</a> it."),
  ])
  func `where a link leads is an address`(old: String, new: String) {
    #expect(classes(old, new) == [.address], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("<img alt=\"Two boats\">", "<img alt=\"Ten boats\">", ChangeClass.number),
    ("<p title=\"a large boat\">Hi</p>", "<p title=\"a small boat\">Hi</p>", .wording),
    ("[Hi](/a \"Up 5%\")", "[Hi](/a \"Up 6%\")", .number),
    ("<td class=\"n\">1,204</td>", "<td class=\"n\">1,304</td>", .number),
    ("<p class=\"a\">You may go</p>", "<p class=\"b\">You must go</p>", .modality),
  ])
  func `what a reader sees in markup has its own class`(
    old: String, new: String, is: ChangeClass
  ) {
    #expect(classes(old, new).contains(`is`), "\(old) -> \(new)")
    #expect(!classes(old, new).contains(.quotation))
  }

  @Test(arguments: [
    ("if a <b then", "if a <c then"), ("the <name> field", "the <date> field"),
    ("we <s>pay</s> you", "we pay you"),
    ("mail <ann@a.example> now", "mail <bob@a.example> now"), ("a <5 or 7> b", "a <5 or 8> b"),
  ])
  func `what is no tag, or strikes out, is seen`(old: String, new: String) {
    #expect(!classes(old, new).contains { $0.isCosmetic }, "\(old) -> \(new)")
  }

  @Test func `markup is found wherever the first change is`() {
    let filler = String(repeating: "<p>Some words stand here and stay.</p>\n", count: 300)
    #expect(classes(filler + "<p id=\"a\">Hi</p>", filler + "<p id=\"b\">Hi</p>") == [.markup])
    let script = "<script>" + String(repeating: "call(one, two); ", count: 500)
    #expect(classes(script + "f(1)</script>Hi", script + "f(2)</script>Hi") == [.markup])
  }

  @Test(arguments: ["<script>", "<!-- ", "<a b=", "<a b=\"", "[x](", "<!x "])
  func `markup that does not end hides nothing, however often it begins`(beginning: String) {
    let filler = String(repeating: beginning, count: 2_000)
    let found = classes(filler + " the large dog", filler + " the small dog")
    #expect(found == [.wording])
  }

  @Test func `markup that ends is found behind much that does not`() {
    let filler = String(repeating: "<script>", count: 200) + String(repeating: "<!-- ", count: 200)
    #expect(classes(filler + "--> <p id=\"a\">", filler + "--> <p id=\"b\">") == [.markup])
  }
}
