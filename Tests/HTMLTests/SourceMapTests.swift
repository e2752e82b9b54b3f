import HTML
import TestSupport
import Testing

struct SourceMapTests {
  /// The source of the first place where `words` stands in the visible text.
  private func source(of words: String, in page: String) -> String? {
    let source = Array(page.utf8)
    let text = PageText(source)
    let wanted = Array(words.utf8)
    guard let start = text.bytes.indices.first(where: { text.bytes[$0...].starts(with: wanted) })
    else { return nil }
    let range = text.map.source(of: start..<start + wanted.count)
    return String(decoding: source[range], as: UTF8.self)
  }

  @Test func `words lead to their bytes`() {
    let page = "<p>Fees are <b>5</b> &euro; per\n  month.</p><ul><li>x</ul>"
    #expect(source(of: "Fees are", in: page) == "Fees are")
    #expect(source(of: "re 5 €", in: page) == "re <b>5</b> &euro;")
    #expect(source(of: "€", in: page) == "&euro;")
    #expect(source(of: "per month", in: page) == "per\n  month")
    #expect(source(of: " month", in: page) == "\n  month")
    #expect(source(of: "x", in: page) == "x")
    #expect(source(of: "• ", in: page) == "</p><ul><li>")
  }

  @Test func `an alternative text leads into the attribute`() {
    let page = "a <img src=x alt='b &amp; c' id=z> d"
    #expect(source(of: "b & c", in: page) == "b &amp; c")
    #expect(source(of: "[b & c]", in: page) == "<img src=x alt='b &amp; c' id=z>")
    #expect(source(of: "& c", in: page) == "&amp; c")
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `places in the text lead to places in the source in the same order`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "<p>", "a", " ", "&lt;", "<td>", "<li>", "<br>", "b\n ", "<img alt='x &#32;y'>", "<pre>",
      "</pre>",
    ]
    for _ in 0..<50 {
      let source = (0..<20).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let text = PageText(Array(source.utf8))
      var end = 0
      for place in text.bytes.indices {
        let range = text.map.source(of: place..<place + 1)
        #expect(range.lowerBound >= 0 && range.upperBound <= source.utf8.count)
        #expect(range.upperBound >= end, "\(source.debugDescription) at \(place)")
        end = range.upperBound
        #expect(text.map.source(of: place..<place).isEmpty)
      }
    }
  }
}
