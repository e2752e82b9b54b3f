/// A word, a number, a punctuation mark or one character of a script without word spaces.
///
/// White space is no token: it is what stands between two of them. A long passage that both texts
/// have may stand for its tokens, as one.
struct Token {
  enum Kind: UInt8 {
    case word, number, punctuation, character
    /// A long passage that both texts have, and that is not read closely.
    case passage
  }

  /// Byte offsets in the text.
  var start: UInt32
  var end: UInt32
  /// Equal for equal bytes and, but for a chance in 2^61, only for them. The last step of the
  /// engine compares bytes, so a collision costs a coarser answer, never a wrong one.
  var key: UInt64

  @inline(__always) var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: key >> 61)) ?? .word }
  @inline(__always) var range: Range<Int> { Int(start)..<Int(end) }
}

extension Token {
  init(_ start: Int, _ end: Int, key: UInt64) {
    self.init(start: UInt32(start), end: UInt32(end), key: key)
  }

  /// The `number`th passage that is not read closely, on either side.
  init(passage: Range<Int>, number: Int) {
    self.init(
      start: UInt32(passage.lowerBound), end: UInt32(passage.upperBound),
      key: UInt64(Kind.passage.rawValue) << 61 | UInt64(number))
  }

  @inline(__always) var isPassage: Bool { kind == .passage }

  /// For how many tokens it stands: a passage for as many as one of its length has, about.
  @inline(__always) var weight: Int { isPassage ? Int(end - start) / 6 : 1 }
}

extension [Token] {
  /// The bytes from the first to the last of some tokens.
  func byteRange(of tokens: Range<Int>) -> Range<Int> {
    tokens.isEmpty
      ? 0..<0 : Int(self[tokens.lowerBound].start)..<Int(self[tokens.upperBound - 1].end)
  }
}
