import Articles
import Prose
import Rendering
import TestSupport
import Testing

struct InlineRendererTests {
  private func inline(
    _ steps: [Step], _ options: RenderingOptions = .init(), label: RevisionLabel = .init(name: "a")
  ) -> String {
    let bytes = Difference(steps).inline(old: label, new: label, options: options)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Only what stands under the first rule.
  private func passages(_ steps: [Step], _ options: RenderingOptions = .init()) -> [String] {
    inline(steps, options).split(separator: "\n").map(String.init)
      .drop { !$0.hasPrefix("──") }.filter { !$0.hasPrefix("──") }
  }

  private let before = "One sentence stands here. Another one follows it now. "
  private let after = " The next sentence is long enough to be left out of it. So is the last."

  @Test func `a deleted word is marked even without colour`() {
    #expect(
      passages([.keep("It was "), .delete("not "), .keep("so.")]) == ["  It was [-not-] so."])
    #expect(
      passages([.keep("It was "), .insert("not "), .keep("so.")]) == ["  It was {+not+} so."])
  }

  @Test func `with colour a strikethrough and an underline say it too`() {
    let text = inline([.delete("two"), .insert("2"), .keep(" dogs.")], .init(usesColour: true))
    #expect(text.contains("\u{1B}[31;9mtwo\u{1B}[0m \u{1B}[32;4m2\u{1B}[0m dogs."))
  }

  @Test func `only the changed sentence of a long line is shown`() {
    let text = inline([
      .keep(String(repeating: before, count: 20) + "It was "), .delete("not "),
      .keep("so." + after),
    ])
    #expect(text.contains("── 180 unchanged words ─"))
    #expect(text.contains("\n  It was [-not-] so.\n"))
    #expect(text.contains("── 16 unchanged words ─"))
  }

  @Test func `a long sentence is cut at words with an ellipsis`() {
    let words = (1...60).map { "w\($0)" }.joined(separator: " ")
    let lines = passages(
      [.keep(words + " "), .delete("x"), .insert("y"), .keep(" " + words)],
      .init(width: 200, contextWords: 3))
    #expect(lines == ["  … w58 w59 w60 [-x-]{+y+} w1 w2 w3 …"])
  }

  @Test func `changes close together share a passage and distant ones do not`() {
    let near: [Step] = [.delete("a", .number), .keep(" b c "), .delete("d", .date), .keep(".")]
    #expect(passages(near) == ["  [-a-] b c [-d-]."])
    let far: [Step] = [.delete("a "), .keep("b." + after + before), .delete("c "), .keep("d.")]
    #expect(passages(far).count == 2)
  }

  @Test func `a rule names the classes of the changes below it`() {
    let steps: [Step] = [.delete("5", .number), .insert("6", .number), .keep(" dogs.")]
    #expect(inline(steps).contains("─ number ──\n"))
  }

  @Test func `both ends of a move have its number and direction`() {
    let text = passages(
      [
        .from(0, "First moved. "), .keep("Then a second sentence. "),
        .to(0, [.keep("First "), .delete("moved"), .insert("went"), .keep(". ")]), .keep("End."),
      ], .init(width: 200)
    ).joined(separator: "\n")
    #expect(text.contains("[1 moved to further down ↓: First moved.]"))
    #expect(text.contains("{1 moved from further up ↑: First [-moved-]{+went+}.}"))
  }

  @Test func `a space that went with a moved passage is no change of its own`() {
    let text = inline(
      [
        .from(0, "Gone."), .delete(" ", .whitespace), .keep("Middle part."),
        .insert(" ", .whitespace), .to(0, [.keep("Gone.")]),
      ], .init(width: 200))
    #expect(text.contains("[1 moved to further down ↓: Gone.] Middle part. {1 moved"))
    #expect(text.contains("\n1 move\n"))
  }

  @Test func `no line is wider than the terminal`() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let width = Int.random(in: 20...70, using: &random)
      let bytes = random.difference().inline(
        old: .init(name: "a", title: "標題 of a rather long article"), new: .init(name: "b"),
        options: .init(width: width))
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        #expect(line.count <= width, "seed \(seed): \(line)")
      }
    }
  }

  @Test func `lines break at words and go on with a hanging indent`() {
    let lines = passages(
      [.keep("aaaa bbbb cccc dddd eeee ffff "), .insert("gggg"), .keep(".")], .init(width: 20))
    #expect(lines == ["  aaaa bbbb cccc", "    dddd eeee ffff", "    {+gggg+}."])
  }

  @Test func `no content reaches the terminal as a command`() {
    let hostile = "\u{1B}]0;x\u{7}\u{9B}2J\u{202E}\u{2066}\u{1}\u{7F}\u{8}\r"
    let label = RevisionLabel(name: "n" + hostile, specifier: hostile, title: "t\n" + hostile)
    for colour in [false, true] {
      let steps: [Step] = [
        .keep("k" + hostile), .delete(hostile), .insert("i" + hostile), .from(0, "m" + hostile),
        .keep(" "), .to(0, [.keep("m" + hostile)]),
      ]
      for format in [RenderingFormat.inline, .sideBySide] {
        let bytes = Difference(steps).rendered(
          as: format, old: label, new: label, options: .init(usesColour: colour))
        let text = String(decoding: bytes, as: UTF8.self)
        // What is left of the escape characters is our own colour.
        let rest = text.replacing(/\x{1B}\[[0-9;]*m/, with: "")
        #expect(!rest.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
        #expect(!rest.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
        #expect(!rest.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
        #expect(!rest.unicodeScalars.contains { (0x2066...0x2069).contains($0.value) })
      }
    }
  }

  @Test func `a change that cannot be seen is shown`() {
    let shown = RenderingOptions(whitespace: .show)
    #expect(
      passages([.keep("a"), .insert(" ", .whitespace), .keep(" b.")], shown) == ["  a{+·+} b."])
    let joined: [Step] = [
      .keep("a"), .delete("\n", .whitespace), .insert(" ", .whitespace), .keep("b."),
    ]
    #expect(passages(joined, shown) == ["  a[-⏎-]{+·+}b."])
    let parted: [Step] = [
      .keep("a"), .delete(" ", .whitespace), .insert("\n\n\n", .whitespace), .keep("b."),
    ]
    #expect(passages(parted, shown) == ["  a[-·-]{+⏎⏎⏎+}", "  b."])
    #expect(passages([.keep("a"), .insert("\u{200B}"), .keep("b.")]) == ["  a{+‹U+200B›+}b."])
  }

  @Test func `a paragraph that is new or gone is drawn as one`() {
    let added: [Step] = [.keep("One.\n\n"), .insert("Two.\r\nThree.\n\n"), .keep("Four.")]
    #expect(passages(added) == ["  One.", "  {+Two.", "  Three.+}", "  Four."])
    let removed: [Step] = [.keep("One."), .delete("\n\nTwo.\tThree."), .keep("\n\nFour.")]
    #expect(passages(removed) == ["  One.", "  [-Two.⇥Three.-]", "  Four."])
  }

  @Test func `bytes that are not UTF-8 are shown as replacement characters`() {
    let difference = Difference(bytes: [(.keep, [0x61, 0xFF]), (.insert, [0xC3]), (.keep, [0x62])])
    let bytes = difference.inline(old: .init(name: "a"), new: .init(name: "a"), options: .init())
    #expect(String(decoding: bytes, as: UTF8.self).contains("  a\u{FFFD}{+\u{FFFD}+}b"))
  }

  @Test func `the header gives the verdict and counts what is shown`() {
    let text = inline([
      .keep("It was "), .delete("five", .number), .insert("six", .number), .keep(" of ten."),
    ])
    #expect(
      text.replacing("\u{A0}", with: " ").contains(
        "substantive · 83% alike · 1 word added · 1 word removed\n1 change · 1 number\n"))
  }

  @Test func `the header has both revisions side by side and only what is known`() {
    let text = inline(
      [.keep("same")],
      label: .init(
        name: "a", specifier: "a@1", commitID: "0123456789abcdef", published: "2011-11-24"))
    #expect(text.contains("commit     0123456789ab"))
    #expect(text.contains("published  2011-11-24"))
    #expect(!text.contains("retrieved"))
    #expect(text.contains("same · equal byte for byte"))
  }

  @Test func `the header marks what was amended, in columns and under each other`() {
    var label = RevisionLabel(
      name: "a", specifier: "a@1", published: "2011-11-24", retrieved: "2011-11-24T12:00:00Z")
    label.amended = [.published, .retrieved]
    #expect(
      inline([.keep("same")], label: label).contains(
        "published  2011-11-24 (amended)              2011-11-24 (amended)\n"))
    let narrow = Difference([.keep("same")]).inline(
      old: label, new: RevisionLabel(name: "a"), options: RenderingOptions(width: 40))
    #expect(
      String(decoding: narrow, as: UTF8.self).contains("published\n− 2011-11-24 (amended)\n+ –\n"))
    // The time is whole where there is no room for both.
    let close = Difference([.keep("same")]).inline(
      old: label, new: label, options: RenderingOptions(width: 56))
    #expect(
      String(decoding: close, as: UTF8.self).contains("retrieved  2011-11-24T12:00:00Z…"))
  }

  @Test func `the header marks a long title, and one that was cleared`() {
    var (old, new) = (RevisionLabel(name: "a"), RevisionLabel(name: "a"))
    old.title = String(repeating: "long ", count: 30)
    (old.amended, new.amended) = ([.title], [.title, .published])
    let bytes = Difference([.keep("same")]).inline(
      old: old, new: new, options: RenderingOptions(width: 80))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("title      long long long long lo… (amended) – (amended)\n"), "\(text)")
    #expect(text.contains(" – (amended)\nsize"))
    #expect(text.contains("published  –  ") && text.ranges(of: "(amended)").count == 3)
    // A title that both have stands above, and needs no row.
    new.title = old.title
    let same = Difference([.keep("same")]).inline(old: old, new: new, options: .init())
    #expect(!String(decoding: same, as: UTF8.self).contains("title  "))
  }

  @Test func `a changed word shows the characters in it that cannot be seen`() {
    let soft = Difference.between(
      old: Array("The steamship sank.".utf8), new: Array("The steam\u{AD}ship sank.".utf8))
    let lines = String(decoding: soft.rendered(as: .inline), as: UTF8.self)
    #expect(lines.contains("[-steamship-]{+steam‹U+00AD›ship+}"))
    #expect(lines.contains("1 spelling"))
  }

  @Test func `what joins letters or pictures in a changed word is left alone`() {
    let lines = passages([
      .keep("a "), .delete("می\u{200C}روم"), .insert("\u{1F468}\u{200D}\u{1F467}"), .keep("."),
    ])
    #expect(lines == ["  a [-می\u{200C}روم-]{+\u{1F468}\u{200D}\u{1F467}+}."])
  }

  @Test func `text that no one reads is shown wherever it hides in a changed word`() {
    let lines = passages([.keep("a "), .insert("b\u{E0041}c\u{200B}"), .keep(".")])
    #expect(lines == ["  a {+b‹U+E0041›c‹U+200B›+}."])
  }
}
