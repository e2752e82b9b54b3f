package import Bytes

/// A piece of a text, cut where its words say so: an edit elsewhere leaves it as it is.
package struct Passage: Hashable, Sendable {
  /// A keyed hash of all that is indexed of it. White space, punctuation and case do not count.
  package let hash: UInt64
  /// The tokens that are no other passage's.
  package let tokens: Range<Int>
  /// The same and the first of the next passage: a phrase of eight tokens that begins here is whole.
  package let indexed: Range<Int>
}

/// Cuts texts into passages.
package enum Passages {
  /// How many tokens of the next passages are indexed with each.
  package static let overlap = 7
  /// How many tokens the longest phrase has that is whole in some passage.
  package static let phraseLimit = overlap + 1

  private static let shortest = 4
  private static let longest = 512

  /// The passages of a text from its beginning to its end.
  ///
  /// Cut is before a token where a hash of it and its neighbours is 0 modulo 32, or 64 where a script
  /// runs on, since its tokens are half as long.
  /// - Parameter key: Nobody else's, so that no text is made to share another's hash.
  package static func cut(_ tokens: SearchTokens, key: SipHash.Key) -> [Passage] {
    var passages: [Passage] = []
    var start = 0
    for position in tokens.indices where position > start {
      let count = position - start
      guard count >= shortest,
        count >= longest || position + 1 < tokens.count && isBorder(position, in: tokens)
      else { continue }
      passages.append(passage(start..<position, of: tokens, key: key))
      start = position
    }
    if start < tokens.count {
      passages.append(passage(start..<tokens.count, of: tokens, key: key))
    }
    return passages
  }

  /// The passages at the beginning of a text of which only these tokens are known: those that are the same whatever
  /// follows them, but for what the last token is.
  static func cutBeginning(_ tokens: SearchTokens, key: SipHash.Key) -> [Passage] {
    var passages = cut(tokens, key: key)
    while let last = passages.last, last.tokens.upperBound + overlap + 1 > tokens.count {
      passages.removeLast()
    }
    return passages
  }

  private static func isBorder(_ position: Int, in tokens: SearchTokens) -> Bool {
    let neighbours = TokenHash.mixed(tokens.hash(at: position - 1), tokens.hash(at: position + 1))
    let hash = TokenHash.mixed(neighbours, tokens.hash(at: position))
    guard hash & 31 == 0 else { return false }
    return hash & 63 == 0 || !tokens.runsOn(at: position)
  }

  private static func passage(
    _ range: Range<Int>, of tokens: SearchTokens, key: SipHash.Key
  ) -> Passage {
    let indexed = range.lowerBound..<min(tokens.count, range.upperBound + overlap)
    let hash = SipHash.hash(tokens.folded.span, in: tokens.foldedRange(indexed), key: key)
    return Passage(hash: hash, tokens: range, indexed: indexed)
  }
}

extension SearchTokens {
  /// What an index gets of a passage: its tokens with a space between two.
  package func indexedText(of passage: Passage) -> [UInt8] { joined(passage.indexed) }
}
