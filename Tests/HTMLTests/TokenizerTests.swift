import HTML
import TestSupport
import Testing

struct TokenizerTests {
  private func tokens(
    _ source: String, _ model: ContentModel = .data, _ lastStartTag: String = ""
  ) -> [String] {
    Tokenised(source, model: model, lastStartTag: lastStartTag).tokens
  }

  @Test func `tags have names and attributes, with and without quotation marks`() {
    #expect(
      tokens("<A HREF='x y' id=top checked data-n=\"1\">to</a >") == [
        "<a href='x y' id='top' checked='' data-n='1'>", "text to", "</a>",
      ])
    #expect(tokens("<br/><p/x>") == ["<br/>", "<p x=''>"])
    #expect(tokens("<a =b=c>") == ["<a =b='c'>"])
  }

  @Test func `a less-than sign before anything but a name is text`() {
    #expect(tokens("1 < 2 <3 <") == ["text 1 < 2 <3 <"])
    #expect(
      tokens("a</>b</ c>d<?php ?>e") == [
        "text ab", "comment  c", "text d", "comment ?php ?", "text e",
      ])
  }

  @Test func `a tag that the end cuts off leaves nothing`() {
    #expect(tokens("a<b") == ["text a"])
    #expect(tokens("a<b c='>") == ["text a"])
    #expect(tokens("a</") == ["text a</"])
  }

  @Test func `comments end in each of the ways that browsers know`() {
    #expect(
      tokens("<!--a--><!--b--!><!--><!---><!----><!-- - -- -->") == [
        "comment a", "comment b", "comment ", "comment ", "comment ", "comment  - -- ",
      ])
    #expect(tokens("<!--a--") == ["comment a"])
    #expect(tokens("<!x><!") == ["comment x", "comment "])
  }

  @Test func `a document type has a name and two identifiers`() {
    #expect(tokens("<!DOCTYPE html>") == ["doctype html - -"])
    #expect(tokens("<!doctype>") == ["doctype - - - quirks"])
    #expect(
      tokens("<!DOCTYPE html PUBLIC \"-//W3C\" 'x.dtd'><!DOCTYPE html SYSTEM 's' y>") == [
        "doctype html -//W3C x.dtd", "doctype html - s",
      ])
    #expect(tokens("<!DOCTYPE html nonsense>x") == ["doctype html - - quirks", "text x"])
  }

  @Test func `references are read by name and by number, with and without a semicolon`() {
    #expect(
      tokens("&lt;&ampx&notit;&notin;&#65;&#x41;&#128;&#0;&#x110000;") == [
        "text <&x¬it;∉AA€\u{FFFD}\u{FFFD}"
      ])
    #expect(tokens("&unknown; & &# &#x; &;") == ["text &unknown; & &# &#x; &;"])
    #expect(tokens("&NotEqualTilde;") == ["text \u{2242}\u{338}"])
  }

  @Test func `in an attribute a name without semicolon is none before letters and equals signs`() {
    #expect(tokens("<a b='?x&copy=1&copyz&copy;&copy'>") == ["<a b='?x&copy=1&copyz©©'>"])
  }

  @Test func `only its own end tag ends the text of an element`() {
    #expect(tokens("a&amp;<b></i></TITLE >", .rcdata, "title") == ["text a&<b></i>", "</title>"])
    #expect(tokens("a&amp;</style>b", .rawtext, "style") == ["text a&amp;", "</style>", "text b"])
    #expect(tokens("</style", .rawtext, "style") == ["text </style"])
    #expect(tokens("</p>", .plaintext) == ["text </p>"])
  }

  @Test func `a comment in a script hides an end tag only where a script opens in it`() {
    #expect(tokens("<!--</script>", .scriptData, "script") == ["text <!--", "</script>"])
    #expect(
      tokens("<!--<script></script>--></script>", .scriptData, "script") == [
        "text <!--<script></script>-->", "</script>",
      ])
    #expect(
      tokens("<!--<script>--></script>", .scriptData, "script") == [
        "text <!--<script>-->", "</script>",
      ])
    #expect(
      tokens("<!--<scripts></script>", .scriptData, "script") == [
        "text <!--<scripts>", "</script>",
      ])
  }

  @Test func `a CDATA section is text where it is allowed, and a comment elsewhere`() {
    let source = "a<![CDATA[<b>]]]]>c"
    #expect(Tokenised(source, allowsCDATA: true).tokens == ["text a<b>]]c"])
    #expect(Tokenised(source).tokens == ["text a", "comment [CDATA[<b", "text ]]]]>c"])
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `tokens cover any bytes without gaps`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "<", ">", "</", "<!--", "-->", "--!>", "<!doctype", " html", "'", "\"", "=", "&", "&amp", ";",
      "&#x", "1", "<script", "</script", "<svg>", "<![CDATA[", "]]>", "a", " ", "\0", "\r\n", "/",
      "<title>", "</title>", "<plaintext>", "public", "?",
    ]
    let models: [ContentModel] = [.data, .rcdata, .rawtext, .scriptData, .cdata, .plaintext]
    for _ in 0..<200 {
      let count = Int.random(in: 0..<24, using: &random)
      let source = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      var tokenizer = Tokenizer(Array(source.utf8))
      tokenizer.model = models.randomElement(using: &random) ?? .data
      tokenizer.lastStartTag = Array("script".utf8)
      tokenizer.allowsCDATA = Bool.random(using: &random)
      var end = 0
      while let token = tokenizer.next() {
        #expect(token.range.lowerBound == end && !token.range.isEmpty, "\(source.debugDescription)")
        end = token.range.upperBound
      }
      #expect(end == source.utf8.count, "\(source.debugDescription)")
    }
  }
}
