/// Neighbouring tokens taken as one, for texts that have a token in every second byte.
///
/// A token takes 16 bytes, and what the engine knows of it as much again: a long text of nothing but
/// marks or single letters would take fifty times its size. Such a text is aligned by groups of at
/// least four bytes, white space and all. Where a group ends depends on the four bytes before alone,
/// or on its length, so that two texts that are alike are grouped alike.
struct TokenGroup {
  /// A text with fewer bytes a token, in tenths, is grouped.
  private static let densest = 29
  /// A text of fewer bytes is not: what it takes is little.
  static let shortestText = 1 << 17
  private static let shortest = 4
  private static let longest = 16

  private var range: Range<Int>?
  private var kind = Token.Kind.punctuation

  /// Whether tokens are so dense that they are to be grouped.
  static func isNeeded(for count: TokenCount, byteCount: Int) -> Bool {
    byteCount >= shortestText && 10 * byteCount < densest * count.tokens
  }

  mutating func append(_ token: Range<Int>, _ kind: Token.Kind) {
    range = (range?.lowerBound ?? token.lowerBound)..<token.upperBound
    if self.kind == .punctuation { self.kind = kind }
  }

  /// Whether the next token begins another group.
  func isComplete(in bytes: [UInt8]) -> Bool {
    guard let range, range.count >= Self.shortest else { return false }
    if range.count >= Self.longest { return true }
    return ByteHash.hash(bytes.span, range.upperBound - Self.shortest..<range.upperBound) & 3 == 0
  }

  /// The group as one token; the next one begins.
  mutating func taken(from bytes: [UInt8]) -> Token? {
    guard let range else { return nil }
    defer { self = TokenGroup() }
    return Token(
      range.lowerBound, range.upperBound, key: ByteHash.key(bytes.span, range, kind))
  }
}
