/// The runs of four tokens in a text: what two texts have in common, whatever stands around it.
package struct Shingles: Sendable {
  /// How many tokens make one.
  package static let length = 4

  /// A hash of each, by the place of its first token.
  package let hashes: [UInt64]

  package init(of tokens: SearchTokens) { self.init(of: tokens, in: 0..<tokens.count) }

  /// Those whose first token is in `range`; they end in `tokens`.
  init(of tokens: SearchTokens, in range: Range<Int>) {
    let end = min(range.upperBound, tokens.count - Self.length + 1)
    guard range.lowerBound < end else {
      hashes = []
      return
    }
    hashes = (range.lowerBound..<end).map { Self.hash(of: tokens, at: $0) }
  }

  @inline(__always) private static func hash(of tokens: SearchTokens, at place: Int) -> UInt64 {
    let first = TokenHash.mixed(tokens.hash(at: place), tokens.hash(at: place + 1))
    let second = TokenHash.mixed(tokens.hash(at: place + 2), tokens.hash(at: place + 3))
    return TokenHash.mixed(first, second)
  }
}
