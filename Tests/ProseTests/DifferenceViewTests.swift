import TestSupport
import Testing

@testable import Prose

struct DifferenceViewTests {
  private func visible(_ old: String, _ new: String, _ oldForm: TextForm = .html) -> Difference {
    .visible(old: Array(old.utf8), oldForm, new: Array(new.utf8), .html)
  }

  private func texts(_ difference: Difference, _ kind: Edit.Kind) -> [String] {
    difference.edits.filter { $0.kind == kind }.map { edit in
      String(
        decoding: kind == .insert ? difference.new[edit.new] : difference.old[edit.old],
        as: UTF8.self)
    }
  }

  @Test func `the words of pages are compared, and their tags are not`() {
    let difference = visible(
      "<p class=a>The fee is <b>5</b> euros a month.",
      "<div>The <i>fee</i> is 6 euros a month.</div>")
    #expect(difference.view == .visible)
    #expect(texts(difference, .delete) == ["5"] && texts(difference, .insert) == ["6"])
    #expect(difference.verdict.wordsAdded == 1)
  }

  @Test func `each edit leads to the bytes that it is about`() throws {
    let (old, new) = (
      "<p>Fee: <b>5</b>&nbsp;&euro;</p>", "<p title=x>Fee: <b>7</b>&nbsp;&euro;</p>"
    )
    let difference = visible(old, new)
    let sources = try #require(difference.sources)
    let edit = try #require(difference.edits.first { $0.kind == .insert })
    let range = sources.newSource(of: edit.new)
    #expect(String(decoding: Array(new.utf8)[range], as: UTF8.self) == "7")
    #expect(sources.oldSource(of: edit.old).isEmpty)
    #expect(sources.oldByteCount == old.utf8.count && sources.newByteCount == new.utf8.count)
  }

  @Test func `pages that differ in markup alone have equal texts and are not the same`() {
    let difference = visible("<p class=a>Words.</p>", "<p class=b>Words.</p>")
    #expect(difference.hasEqualTexts && !difference.isEmpty)
    #expect(difference.verdict.isCosmetic && difference.verdict.changes == [.markup: 1])
    #expect(visible("<p>a</p>", "<p>a</p>").isEmpty)
  }

  @Test func `a link that leads elsewhere is substantive, and a session id is not`() {
    let link = visible(
      "<a href='https://a.example/x'>go</a>", "<a href='https://b.example/x'>go</a>")
    #expect(!link.verdict.isCosmetic && link.verdict.changes == [.address: 1])
    let session = visible("<a href='/x?sid=1'>go</a>", "<a href='/x?sid=2'>go</a>")
    #expect(session.verdict.isCosmetic && session.verdict.changes == [.markup: 1])
  }

  @Test func `tags that a reader sees are words`() {
    let difference = visible("<pre>&lt;b&gt; is bold</pre>", "<pre>&lt;i&gt; is bold</pre>")
    #expect(difference.verdict.changes[.markup] == nil && !difference.verdict.isCosmetic)
  }

  @Test func `a page is compared with plain text as it is read`() {
    let difference = visible("One two three.", "<p>One <b>two</b> three.</p>", .plain)
    #expect(difference.hasEqualTexts && difference.sources?.oldSource(of: 4..<7) == 4..<7)
  }

  @Test func `two plain texts, and what is no text, are compared as bytes`() {
    let plain = Difference.visible(old: [0x61], .plain, new: [0x62], .plain)
    #expect(plain.view == .source && plain.sources == nil)
    let binary = Difference.visible(old: [0], .html, new: [0x62], .html)
    #expect(binary.view == .source && binary.isBinary)
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `edits rebuild the visible texts of any pages, and their places are in order`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "<p>", "Alpha beta gamma. ", "delta ", "&lt;", "<td>", "<li>", "<br>",
      "one two three four five. ",
      "<a href=x>", "</a>", "<img alt='x &#32;y'>", "<pre>", "</pre>", "<!--", "-->", "<p hidden>",
      "\0",
    ]
    for _ in 0..<20 {
      let sides = (0..<2).map { _ in
        (0..<30).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      }
      let difference = visible(sides[0], sides[1])
      #expect(difference.rebuildsBothTexts, "\(sides)")
      var end = 0
      for edit in difference.edits where !edit.new.isEmpty {
        let range = difference.sources?.newSource(of: edit.new) ?? edit.new
        #expect(range.upperBound >= end && range.upperBound <= sides[1].utf8.count)
        end = range.upperBound
      }
    }
  }
}
