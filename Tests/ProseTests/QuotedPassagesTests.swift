import Testing

@testable import Prose

struct QuotedPassagesTests {
  @Test(arguments: [
    ("“", "”"), ("\"", "\""), ("„", "“"), ("»", "«"), ("« ", " »"), ("‘", "’"), ("'", "'"),
    ("‚", "‘"),
    ("‹", "›"), ("「", "」"),
  ])
  func `words between two marks are quoted`(open: String, close: String) {
    let text = { (what: String) in "He called it \(open)a great \(what)\(close) that day" }
    #expect(classes(text("joy"), text("loss")) == [.quotation])
  }

  @Test(arguments: 0..<20)
  func `a quotation is seen wherever it begins`(count: Int) {
    let plain = String(repeating: "z", count: count)
    for (open, close) in [("“", "”"), ("\"", "\""), ("«", "»"), ("「", "」")] {
      let text = Array("\(plain) \(open)joy\(close) and more".utf8)
      var passages = QuotedPassages(text)
      let start = count + 1 + open.utf8.count
      let isQuoted = passages.contain(start..<start + 3)
      let isBehindQuoted = passages.contain(text.count - 4..<text.count)
      #expect(isQuoted && !isBehindQuoted, "\(open) behind \(count)")
    }
  }

  @Test(arguments: [
    ("the boys' large dog and the girls' cat", "the boys' small dog and the girls' cat"),
    ("it's large and it's here", "it's small and it's here"),
    ("rock 'n' roll is loud, isn't it", "rock 'n' roll is soft, isn't it"),
    ("in the '90s it was large 'til noon", "in the '90s it was small 'til noon"),
  ])
  func `an apostrophe quotes nothing`(old: String, new: String) {
    #expect(classes(old, new) == [.wording], "\(old) -> \(new)")
  }

  @Test func `an apostrophe ends no quotation`() {
    #expect(
      classes("‘It isn’t large here,’ he said", "‘It isn’t small here,’ he said") == [.quotation])
    #expect(
      classes("'It isn't large here,' he said", "'It isn't small here,' he said") == [.quotation])
  }

  @Test func `an attribute's marks quote nothing, not even what stands between two of them`() {
    #expect(
      classes("x=\"a\" the large dog y=\"b\" z", "x=\"a\" the small dog y=\"b\" z") == [.wording])
  }
}
