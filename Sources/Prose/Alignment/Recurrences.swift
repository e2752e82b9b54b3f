/// Knows which sentences of a text stand in it more than once: "Read more here." never travels.
struct Recurrences {
  /// A sentence of more words is hardly repeated, and not looked for in what is not read closely.
  private static let mostWords = 24
  /// One of more tokens is no line that is repeated.
  private static let mostTokens = 256

  private struct Count: KeyNote {
    var isRepeated = false
    var isNone = true
    static var none: Count { Count() }
  }

  private let text: TokenisedText
  private var counts: KeyTable<Count>
  /// Byte ranges that are not read closely.
  private let unread: [Range<Int>]
  /// Bytes that may still be searched.
  private var budget = 1 << 26

  init(_ text: TokenisedText) {
    self.text = text
    let keys = text.sentenceKeys
    counts = KeyTable(keyCount: keys.count)
    for key in keys {
      counts.add(key) { $0 = Count(isRepeated: !$0.isNone, isNone: false) }
    }
    let read = text.tokens.byteRange(of: 0..<text.tokens.count)
    unread =
      [0..<read.lowerBound] + text.tokens.filter(\.isPassage).map(\.range)
      + [read.upperBound..<text.bytes.count]
  }

  /// Whether tokens that are a sentence stand as one elsewhere in the text.
  mutating func contains(_ tokens: Range<Int>) -> Bool {
    guard tokens.count <= Self.mostTokens else { return false }
    return counts[text.sentenceKey(tokens)].isRepeated || isUnread(tokens)
  }

  private mutating func isUnread(_ tokens: Range<Int>) -> Bool {
    guard text.wordCount(tokens) <= Self.mostWords else { return false }
    let sought = SoughtBytes(text.bytes, text.tokens.byteRange(of: tokens))
    for range in unread where range.count >= sought.count && budget > 0 {
      budget -= range.count
      if sought.standsBehindBlank(in: range) { return true }
    }
    return false
  }
}
