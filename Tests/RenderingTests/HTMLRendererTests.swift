import Articles
import Foundation
import Prose
import Rendering
import TestSupport
import Testing

struct HTMLRendererTests {
  private func page(_ steps: [Step], label: RevisionLabel = .init(name: "a")) -> String {
    page(Difference(steps), label: label)
  }

  private func page(_ difference: Difference, label: RevisionLabel = .init(name: "a")) -> String {
    String(decoding: difference.html(old: label, new: label, options: .init()), as: UTF8.self)
  }

  @Test func `deletions and insertions are elements of their own with their class`() {
    let text = page([.keep("It is "), .delete("5", .number), .insert("6", .number), .keep(".")])
    #expect(
      text.contains(
        #"It is <del class="change-number" title="number">5</del><ins class="change-number" title="number">6</ins><span class="at change-number""#
      ))
  }

  @Test func `each change says what it is and leads to the ones beside it`() {
    let text = page([
      .delete("5", .number), .insert("6", .number), .keep(" men and "), .insert("Ann", .name),
      .keep(" came in "), .delete("May", .date), .keep("."),
    ])
    let first = ##"id="c-1">number<a href="#c-2" aria-label="next change">›</a></span>"##
    let last = ##"id="c-3"><a href="#c-2" aria-label="change before">‹</a>date</span>"##
    #expect(text.contains(first) && text.contains(last))
    #expect(text.contains(".at.change-name { display: none; }"))
  }

  @Test func `a source on the web is a link, and nothing else is`() {
    let web = "https://a.example/?x=1&y=\"<b>\""
    for (source, isLink) in [(web, true), ("javascript:alert(1)", false), ("a book", false)] {
      let text = page(
        Difference([.delete("a"), .insert("b")]), label: .init(name: "a", source: source))
      #expect(
        text.contains("<a href=\"https://a.example/?x=1&amp;y=&quot;&lt;b&gt;&quot;\"") == isLink)
      #expect(!text.contains("href=\"javascript") && !text.contains("href=\"a book"))
    }
  }

  @Test func `what was amended has a mark, behind a link as behind a date`() {
    var label = RevisionLabel(name: "a", published: "2011-11-24", source: "https://a.example/")
    label.amended = [.published, .retrieved, .source]
    let text = page([.keep("same")], label: label)
    #expect(text.contains(">2011-11-24 (amended)</td>"))
    #expect(text.contains(">– (amended)</td>"))
    #expect(text.contains("</a> (amended)</td>"))
    label.source = nil
    #expect(
      page([.keep("same")], label: label).contains(">Source</th><td dir=\"auto\">– (amended)"))
  }

  @Test func `a withdrawal says that there are no bytes`() {
    var label = RevisionLabel(name: "a")
    label.isWithdrawn = true
    #expect(
      page(Difference([.delete("a")]), label: label).contains("withdrawn: there are no bytes"))
  }

  @Test func `content cannot become markup`() {
    let hostile = "</script></style></title><img src=x onerror=alert(1)>\"'`&amp;<!--]]>"
    let label = RevisionLabel(
      name: hostile, specifier: hostile, commitID: hostile, title: hostile, published: hostile)
    let text = page(
      [
        .keep(hostile), .delete(hostile), .insert(hostile), .from(0, hostile),
        .to(0, [.keep(hostile)]),
      ],
      label: label)
    #expect(!text.contains("<img"))
    #expect(!text.contains("<!--"))
    #expect(text.ranges(of: "</style>").count == 1)
    #expect(text.ranges(of: "</title>").count == 1)
    #expect(!text.contains("</script"))
  }

  @Test func `the page is well-formed and leaves out nothing, whatever the texts hold`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    for round in 0..<60 {
      let difference = round < 40 ? random.difference() : random.shuffledSentences()
      try folder.write(Array(page(difference).utf8), to: "page-\(round).html")
      // Of binary files nothing is drawn.
      try folder.write(difference.isBinary ? [] : difference.old, to: "page-\(round).old")
      try folder.write(difference.isBinary ? [] : difference.new, to: "page-\(round).new")
    }
    try folder.write(Array(Self.checker.utf8), to: "check.py")
    let result = try folder.run("python3", "check.py")
    #expect(result.status == 0, "seed \(seed): \(String(decoding: result.output, as: UTF8.self))")
  }

  /// Every element is closed by its own end tag, ids are unique and links lead to them; outside
  /// of `del` the inline view is the new text, and the first column is the old one.
  private static let checker = """
    import glob, re, sys
    from html.parser import HTMLParser
    class Checker(HTMLParser):
        void = {"meta", "input"}
        def __init__(self):
            super().__init__()
            self.open = []; self.ids = []; self.links = []; self.problems = []
            self.inline = ""; self.left = ""; self.column = 0
        def handle_starttag(self, tag, attributes):
            found = dict(attributes)
            if tag not in self.void: self.open.append((tag, found.get("class", "")))
            if tag == "tr": self.column = 0
            if tag == "td": self.column += 1
            if "id" in found: self.ids.append(found["id"])
            if "href" in found: self.links.append(found["href"])
        def handle_endtag(self, tag):
            if not self.open or self.open.pop()[0] != tag:
                self.problems.append(f"</{tag}> {self.getpos()}")
        def handle_data(self, data):
            tags = [tag for tag, _ in self.open]
            names = [name for _, name in self.open]
            if "summary" in tags or "tag" in names or "cut" in names: return
            if any(name.startswith("at ") for name in names): return
            if "article" in tags and "del" not in tags: self.inline += data
            if "side" in names and "td" in tags and self.column == 1: self.left += data
    def visible(text): return re.sub(r"[\\s\\x01·⇥⏎⍽]|‹U.000[1D]›", "", text)
    def text(name): return visible(open(name, "rb").read().decode("utf-8", "replace"))
    for name in glob.glob("page-*.html"):
        checker = Checker(); checker.feed(open(name, encoding="utf-8").read()); checker.close()
        problems = checker.problems + checker.open
        if len(set(checker.ids)) != len(checker.ids): problems.append("repeated id")
        problems += [link for link in checker.links if link[1:] not in checker.ids]
        if visible(checker.inline) != text(name[:-4] + "new"): problems.append("new text")
        if visible(checker.left) != text(name[:-4] + "old"): problems.append("old text")
        if problems: sys.exit(f"{name}: {problems}")
    """

  @Test func `nothing is loaded and no script can run`() {
    let text = page([.delete("a"), .insert("b")])
    #expect(text.contains("default-src 'none'; style-src 'unsafe-inline'"))
    for forbidden in ["<script", "http:", "https:", "url(", "@import", " on"]
    where forbidden != " on" {
      #expect(!text.contains(forbidden))
    }
  }

  @Test func `control characters, NUL and bidirectional controls are shown as numbers`() {
    // With a NUL among its first 8,000 bytes, a text is none.
    let lead = String(repeating: "words ", count: 1_400)
    let text = page([.keep(lead + "a\0\u{1B}\u{202E}b\u{9B}"), .insert("\u{200B}")])
    #expect(text.contains("a‹U+0000›‹U+001B›‹U+202E›b‹U+009B›"))
    #expect(text.contains("<span class=\"hidden-characters\">‹U+200B›</span>"))
  }

  @Test func `bytes that are not UTF-8 become replacement characters`() {
    let text = page(
      Difference(bytes: [(.keep, [0x61]), (.insert, [0xFF, 0xFE]), (.keep, [0x62])]))
    #expect(
      text.contains("a<ins class=\"change-wording\" title=\"wording\">\u{FFFD}\u{FFFD}</ins>b"))
  }

  @Test func `both ends of a move link to each other in each view`() {
    let text = page([.from(0, "One. "), .keep("Two. "), .to(0, [.keep("One. ")]), .keep("End.")])
    for view in ["i", "s"] {
      for end in ["from", "to"] {
        #expect(text.contains("id=\"\(view)-move-1-\(end)\""))
        #expect(text.contains("href=\"#\(view)-move-1-\(end)\""))
      }
    }
  }

  @Test func `white space around a moved passage stands outside its mark`() {
    let text = page([
      .keep("One.\n\n"), .to(0, [.keep("Four.")]), .insert("\n\n"), .keep("Two."),
      .delete("\n\n"), .from(0, "Four."),
    ])
    #expect(
      text.contains("moved from further down</a>Four.</ins><ins class=\"edge\">\n\n</ins>Two."))
    #expect(text.contains("Two.<del class=\"edge\">\n\n</del><del class=\"move\""))
    #expect(text.contains("moved to further up</a>Four.</del>"))
  }

  @Test func `white space that changed stands there twice: as signs, and as it is`() {
    let text = page([
      .keep("One."), .delete("\n\n", .whitespace), .insert(" ", .whitespace), .keep("two."),
    ])
    let old =
      "<span class=\"hidden-characters\">⏎⏎</span><span class=\"raw\">\n\n</span></del>"
    let new = "<span class=\"hidden-characters\">·</span><span class=\"raw\"> </span></ins>two."
    #expect(text.contains("\(old)<ins class=\"change-whitespace\""))
    #expect(text.contains(new))
    // Where both texts are in one, a break that is gone does not break it.
    #expect(text.contains(".inline del.change-whitespace .raw { display: none; }"))
  }

  @Test func `a long unchanged stretch is folded and all of it is there`() {
    let stretch = (1...120).map { "Sentence number \($0) stands." }.joined(separator: " ")
    let text = page([.insert("New. "), .keep(stretch)])
    #expect(text.ranges(of: "<details>").count == 2)
    #expect(text.contains("Sentence number 119 stands."))
  }

  @Test func `only classes that occur can be filtered`() {
    let text = page([.delete("5", .number), .keep(" a")])
    #expect(text.contains("id=\"mark-change-number\""))
    #expect(!text.contains("id=\"mark-change-date\""))
    #expect(!text.contains("id=\"mark-move\""))
  }
}
