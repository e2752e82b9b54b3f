/// A word, a prefix or a phrase of a query: tokens that stand one after the other in a text.
package struct SearchLeaf: Hashable, Sendable {
  /// At least one.
  package let tokens: SearchTokens
  /// Whether the last token may go on.
  package let isPrefix: Bool
  /// Its bytes in the query.
  package let place: Range<Int>

  /// - Parameters:
  ///   - tokens: What the word or phrase is folded to.
  ///   - hasStar: Whether a star follows.
  /// - Returns: nil where there is no token.
  init?(_ tokens: SearchTokens, hasStar: Bool, place: Range<Int>) {
    guard let last = tokens.indices.last else { return nil }
    self.place = place
    guard tokens.runsOn(at: last) else {
      (self.tokens, isPrefix) = (tokens, hasStar)
      return
    }
    // The last scalar of a run is a token alone, and in a text goes on with whatever follows it: the
    // pair before has it already, and where it is alone it is looked for as the first of a pair.
    var tokens = tokens
    let isInPair =
      last > 0 && tokens[last - 1].range.upperBound == tokens[last].range.upperBound
    if isInPair { tokens.removeLast() }
    (self.tokens, isPrefix) = (tokens, !isInPair)
  }

  /// What FTS5 finds it by, in an index of passages with `tokenize='ascii'`: each of these has to match.
  ///
  /// A phrase that no passage need have whole is several that follow each other with one token in
  /// common: `needsConfirmation`.
  ///
  /// Source: sqlite.org/fts5.html, "FTS5 Phrases", "FTS5 Prefix Queries".
  package var ftsExpressions: [String] {
    let limit = Passages.phraseLimit
    guard needsConfirmation else { return [expression(tokens.startIndex..<tokens.endIndex)] }
    let last = tokens.count - limit
    var starts = Array(stride(from: 0, to: last, by: limit - 1))
    starts.append(last)
    return starts.map { expression($0..<$0 + limit) }
  }

  /// Whether a passage that matches may not have the phrase: the text has to be looked at.
  package var needsConfirmation: Bool { tokens.count > Passages.phraseLimit }

  /// Between quotation marks, where tokens cannot be syntax: none has a quotation mark.
  private func expression(_ range: Range<Int>) -> String {
    let phrase = "\"" + String(decoding: tokens.joined(range), as: UTF8.self) + "\""
    return isPrefix && range.upperBound == tokens.count ? phrase + " *" : phrase
  }
}
