import HTML
import Markdown
import TestSupport
import Testing

struct MarkdownTextTests {
  private func text(_ source: String) -> String {
    String(decoding: MarkdownText(Array(source.utf8)).bytes, as: UTF8.self)
  }

  // MARK: Blocks

  @Test func `lines of a paragraph are one, and a blank line parts two`() {
    #expect(text("One\ntwo\r\nthree\n\n\nfour") == "One two three\n\nfour")
    #expect(text("a  \nb\\\nc") == "a\nb\nc")
  }

  @Test func `headings are their words, however they are marked`() {
    #expect(text("# A #\nb\n\nC\n---\nd\n\nE\n===\n#not") == "A\n\nb\n\nC\n\nd\n\nE\n\n#not")
  }

  @Test func `points of lists have bullets or their numbers`() {
    #expect(text("- a\n* b\n  more\n    + c\n1. d\n2) # e\n") == "• a\n• b more\n• c\n1. d\n2) e")
    #expect(text("In\n2011. That") == "In 2011. That")
  }

  @Test func `quotations are their words`() {
    #expect(text("a\n> b\nc\n> > d") == "a\n\nb c\n\nd")
  }

  @Test func `code keeps its signs and its white space`() {
    #expect(text("```swift\nlet *a*  = 1\n\n  b\n```\nc") == "let *a*  = 1\n\n  b\n\nc")
    #expect(text("a\n\n    *b*\n    c\n\nd") == "a\n\n    *b*\n    c\n\nd")
    #expect(text("``a ` *b*`` and `` ` ``") == "a ` *b* and `")
  }

  @Test func `rows of tables have bars between their cells`() {
    #expect(text("| a | *b* |\n|---|:-:|\n| c | d |\n\ne") == "a | b\nc | d\n\ne")
  }

  @Test func `rules, comments and definitions are not seen`() {
    #expect(text("a\n\n***\n\n- - -\nb\n<!-- c\nd -->\ne\n\n[f]: /g \"h\"\n") == "a\n\nb\n\ne")
  }

  // MARK: Inline

  @Test func `emphasis is its words, and signs that are none are seen`() {
    #expect(text("*a* __b__ ***c*** ~~d~~ e*f*g") == "a b c d efg")
    #expect(
      text("5 * 3 = 15, snake_case_name, **a, b*, *") == "5 * 3 = 15, snake_case_name, *a, b, *")
    #expect(text("**a*") == "*a")
    #expect(text("“*a*”, 中**文**字") == "“a”, 中文字")
  }

  @Test func `links are their words, wherever they lead`() {
    #expect(text("[a *b*](/c \"d\") [e](<f g>) [h](i(j)k)") == "a b e h")
    #expect(text("[a][R] [r][] [r] [s]\n\n[r]: /x") == "a r r [s]")
    #expect(
      text("<https://a.example/> <b@c.example> <i>d</i>") == "https://a.example/ b@c.example d")
    #expect(text("[a](b [c] ]d[") == "[a](b [c] ]d[")
  }

  @Test func `a picture is its alternative text in brackets, and one without is nothing`() {
    #expect(text("![a *b*](c) ![](d)e [![f](g)](h)") == "[a b] e [f]")
  }

  @Test func `attributes in braces are not seen, and other braces are`() {
    #expect(text("[]{#n2}[a *b*]{.c key=\"d e\"} [f](g){#h} ![i](j){width=50%}k") == "a b f [i]k")
    #expect(text("[a [b](c) d]{.e} [f]{#1}") == "a b d f")
    #expect(text("# A {#a .b}\n\n## B {c}\n\n### C{#d}\n\n#### {#e}") == "A\n\nB {c}\n\nC{#d}")
    for text in [
      "[a]{b}", "[a]{}", "[a] {#b}", "a{#b}", "[a]{.5}", "[a]{b=}", "[a]{#b", "[a]{b=\"c}",
    ] {
      #expect(self.text(text) == text)
    }
    #expect(text("![a]{#b}") == "![a]{#b}")
    let document = MarkdownText(Array("## A {#a}\n\n[b]{.c}".utf8))
    #expect(document.markup.filter { $0.kind == .attribute }.map(\.value) == [5..<9, 14..<18])
  }

  @Test func `a division's signs are not seen, and colons with words are`() {
    #expect(
      text("::: {#article}\na\n:::\n\n::::: warning\nb\n\n::: {.c} :::\nd\n::::::::")
        == "a\n\nb\n\nd")
    #expect(text("::: a title\nb") == "::: a title b")
    #expect(text("a\n::: b\nc") == "a ::: b c" && text(":: a") == ":: a")
  }

  @Test func `escapes and references are the characters that they stand for`() {
    #expect(text("\\*a\\* &amp; &copy; \\b") == "*a* & © \\b")
  }

  // MARK: Places

  @Test func `words lead to their bytes, and what is not seen is listed`() throws {
    let source = Array("Fee: **5** &euro;, [see](/terms).".utf8)
    let document = MarkdownText(source)
    let text = String(decoding: document.bytes, as: UTF8.self)
    #expect(text == "Fee: 5 €, see.")
    let place = try #require(document.bytes.firstIndex(of: UInt8(ascii: "5")))
    #expect(document.map.source(of: place..<place + 1) == 7..<8)
    let items = document.markup.map { item in
      "\(item.kind) " + String(decoding: source[item.name] + source[item.value], as: UTF8.self)
    }
    #expect(items.contains("linkTarget /terms") && items.contains("mark **"))
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `whatever is between words, one space is left and each byte leads to its own`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let gaps = [" ", " ", " ", "  ", "\t", " \t", "\0", " \0 ", "\n", "\r\n"]
    var (source, expected): ([UInt8], [UInt8]) = (Array("a".utf8), Array("a".utf8))
    var places = [0]
    for _ in 0..<50 {
      let gap = gaps.randomElement(using: &random) ?? ""
      if gap != "\0" {
        expected.append(0x20)
        places.append(-1)
      }
      source += gap.utf8
      for byte in (["b", "cc", "é"].randomElement(using: &random) ?? "").utf8 {
        places.append(source.count)
        source.append(byte)
        expected.append(byte)
      }
    }
    let text = MarkdownText(source)
    #expect(text.bytes == expected, "\(String(decoding: source, as: UTF8.self).debugDescription)")
    for (place, origin) in places.enumerated() where origin >= 0 {
      #expect(text.map.source(of: place..<place + 1) == origin..<origin + 1)
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `places in the text lead to places in the source in the same order`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "*", "**", "_", "a", " ", "\n", "\n\n", "[", "](", ")", "]", "![", "`", "``", "> ", "- ",
      "1. ",
      "# ", "|", "<b>", "<!--", "-->", "&lt;", "\\", "    ", "```\n", "é", "~~", "\0", "=",
      "[a]: b\n",
    ]
    for _ in 0..<100 {
      let source = (0..<25).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let text = MarkdownText(Array(source.utf8))
      var end = 0
      for place in text.bytes.indices {
        let range = text.map.source(of: place..<place + 1)
        #expect(
          range.upperBound >= end && range.upperBound <= source.utf8.count,
          "\(source.debugDescription) at \(place)")
        end = range.upperBound
      }
    }
  }

  // MARK: Hostile texts

  @Test(arguments: [
    "*", "*a ", "**a", "a*b_c", "[", "![", "]", "[a](b", "[a](<b", "[a](b \"", "[](", "`",
    "<a b=\"",
    "<!--", "[]{", "[]{#", "[]{a=\"", "[a]{#b ", "# {#a ", "::: {.a ", ":::\n", "&", "> ", "- ",
    "| a ", "```\n", "[a]: b\n[a] ", "1. ",
  ])
  func `what never ends is read to the end`(piece: String) {
    let source = Array(String(repeating: piece, count: 20_000).utf8)
    #expect(MarkdownText(source).bytes.count <= 4 * source.count)
  }

  @Test func `links inside pictures that never end are read to the end`() {
    let source = String(repeating: "![", count: 20_000) + String(repeating: "[a](b)", count: 20_000)
    #expect(!MarkdownText(Array(source.utf8)).bytes.isEmpty)
  }
}
