import Testing

@testable import Prose

struct TextRulesTests {
  @Test(arguments: [
    ("“a” b", 3, 4, true), ("“a” b", 8, 9, false), ("\"a\" b", 1, 2, true),
    ("5\" pipe and 6\" pipe", 3, 7, false), ("«a b»", 2, 3, true), ("„a“ b", 3, 4, true),
    ("「好」", 3, 6, true), ("“never closed", 4, 9, false), ("“a\n\nb”", 3, 4, false),
  ])
  func `a place is inside quotation marks or not`(text: String, from: Int, to: Int, is: Bool) {
    var quotations = QuotedPassages(Array(text.utf8))
    #expect(quotations.contain(from..<to) == `is`)
  }

  @Test func `common edges end a sentence before what differs and never overlap`() {
    let same = "Nothing happened here. Nothing happened there. Nothing happened here. "
    let old = Array((same + same + "The end came.").utf8)
    let new = Array((same + "The end came.").utf8)
    let edges = CommonEdges(old, new)
    #expect(edges.prefixCount == 23)
    #expect(edges.prefixCount + edges.suffixCount <= new.count)
  }

  @Test func `an abbreviation is no sentence edge`() {
    // A law's "(BGBl. II 1990)" was once cut behind "BGBl." and half of it shown as changed.
    let old = Array("## A one (BGBl. II 1990) Tail".utf8)
    let new = Array("one\n\n## A (BGBl. II 1990) Tail".utf8)
    #expect(CommonEdges(old, new).suffixCount == 0)
  }

  @Test func `a small island goes sooner than a word`() {
    func result(_ island: String) -> [Edit.Kind] {
      let old = Array("aaa bbbb \(island) cccc dddd same".utf8)
      let new = Array("eeee \(island) ffff same".utf8)
      return Difference.between(old: old, new: new).edits.map(\.kind)
    }
    #expect(result("the") == [.delete, .insert, .keep])
    #expect(result("harbour") == [.delete, .insert, .keep, .delete, .insert, .keep])
  }

  @Test func `long unchanged stretches and moves keep their places`() {
    let long = (1...80).map { "word\($0)" }.joined(separator: " ")
    let old = "Start of \(long) here. The bells rang out all day long. Then \(long) again came."
    let new = "Then \(long) again came. Start of \(long) here. The bells rang out all day long."
    let difference = Difference.between(old: Array(old.utf8), new: Array(new.utf8))
    #expect(difference.moves.count == 1)
    #expect(difference.rebuildsBothTexts)
  }
}
