import Bytes
import TestSupport

@testable import Passages

extension SearchTokens {
  init(_ text: String) { self.init(of: Array(text.utf8).span) }

  /// The tokens as they are indexed, a space between two.
  var words: String { String(decoding: joined(0..<count), as: UTF8.self) }

  /// What stands in the source for each.
  func sources(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    return map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }
}

let sampleKey = SipHash.Key(low: 1, high: 2)

extension SeededGenerator {
  /// A text of words that come again, in several scripts, with punctuation between them.
  mutating func text(wordCount: Int) -> String {
    let words = [
      "the", "the", "a", "of", "and", "law", "Straße", "DÉMOCRATIE", "e\u{301}te\u{301}", "re-flow",
      "Верховна", "Рада", "й", "λόγος", "例文", "の", "記者会見", "한국어", "ที่นี่", "שָׁלוֹם", "हिन्दी",
      "½", "x²", "ﬁn", "v2.0", "1,000",
    ]
    let gaps = [" ", " ", " ", ", ", "\n", "", " — ", "\u{AD}", "。"]
    return (0..<wordCount).map { _ in pick(words) + "\(number(in: 0..<50))" + pick(gaps) }.joined()
  }
}
