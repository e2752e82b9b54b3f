/// Neighbouring tokens taken as one, for texts that have a token in every second byte.
///
/// A token takes 16 bytes, and what the engine knows of it as much again: a long text of nothing but
/// marks or single letters would take fifty times its size. Such a text is aligned by groups of at
/// least four bytes, white space not counted. Where a group ends depends on the three tokens before
/// alone, or on its length, so that two texts that are alike are grouped alike.
struct TokenGroup {
  /// A text with fewer bytes a token, in tenths, is grouped.
  private static let densest = 29
  /// A text of fewer bytes is not: what it takes is little.
  static let shortestText = 1 << 17
  private static let shortest = 4
  private static let longest = 16

  private var range: Range<Int>?
  private var kind = Token.Kind.punctuation
  /// Of its tokens, without the white space between them.
  private var key: UInt64 = 0
  private var byteCount = 0
  /// Of the last three tokens, be they of this group or of the one before.
  private var recent: (UInt64, UInt64, UInt64) = (0, 0, 0)

  /// Whether the next token begins another group.
  private var isComplete: Bool {
    let ending = recent.0 &+ recent.1 &* 0x2127_599B_F432_5C37 &+ recent.2 &* 0x9E37_79B9_7F4A_7C15
    return byteCount >= Self.longest || byteCount >= Self.shortest && (ending >> 29) & 3 == 0
  }

  /// Whether tokens are so dense that they are to be grouped.
  static func isNeeded(for count: TokenCount, byteCount: Int) -> Bool {
    byteCount >= shortestText && 10 * byteCount < densest * count.tokens
  }

  mutating func append(_ token: Range<Int>, _ kind: Token.Kind, in bytes: [UInt8]) {
    range = (range?.lowerBound ?? token.lowerBound)..<token.upperBound
    if self.kind == .punctuation { self.kind = kind }
    recent = (ByteHash.key(bytes.span, token, kind), recent.0, recent.1)
    key = (key ^ recent.0) &* 0x9E37_79B9_7F4A_7C15
    key ^= key >> 31
    byteCount += token.count
  }

  /// The group as one token, if the next token begins another one.
  mutating func takenIfComplete() -> Token? { isComplete ? taken() : nil }

  /// The group as one token; the next one begins.
  mutating func taken() -> Token? {
    guard let range else { return nil }
    defer {
      let recent = recent
      self = TokenGroup()
      self.recent = recent
    }
    return Token(range.lowerBound, range.upperBound, key: ByteHash.key(key, kind))
  }
}
