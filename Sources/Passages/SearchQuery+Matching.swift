/// Looking for a query in one text, token by token: what an index answers has to agree with it.
extension SearchQuery {
  /// Whether a text is found.
  package func matches(in tokens: SearchTokens) -> Bool {
    // A text is the one revision there is.
    !revisions { leaf in
      leaf.isFound(in: tokens) ? RevisionSet(0..<1) : RevisionSet()
    }.isEmpty
  }

  /// The bytes of a text that have a word, prefix or phrase of the query, but none behind a NOT.
  ///
  /// In order; places that overlap are one.
  package func ranges(in tokens: SearchTokens) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for leaf in positiveLeaves {
      leaf.visitOccurrences(in: tokens) { occurrence in
        found.append(tokens.source(of: occurrence, isPrefix: leaf.isPrefix))
        return true
      }
    }
    found.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    var merged: [Range<Int>] = []
    for range in found {
      if let last = merged.last, range.lowerBound < last.upperBound {
        let end = max(last.upperBound, range.upperBound)
        merged[merged.count - 1] = last.lowerBound..<end
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

extension SearchLeaf {
  /// Whether a text has it.
  package func isFound(in tokens: SearchTokens) -> Bool {
    var isFound = false
    visitOccurrences(in: tokens) { _ in
      isFound = true
      return false
    }
    return isFound
  }

  /// Visits the tokens of a text that are these, until `visit` returns false.
  ///
  /// - Complexity: O(n), whatever repeats itself in either.
  ///   Source: Knuth, Morris, Pratt, "Fast Pattern Matching in Strings".
  package func visitOccurrences(in text: SearchTokens, _ visit: (Range<Int>) -> Bool) {
    // The last token of a prefix is no token of a text: it is looked at when all before it are found.
    let exactCount = isPrefix ? tokens.count - 1 : tokens.count
    let borders = self.borders(exactCount)
    var matched = 0
    for position in text.startIndex...text.endIndex {
      if matched == exactCount {
        let start = position - exactCount
        if !isPrefix {
          if !visit(start..<position) { return }
        } else if position < text.count,
          text.hasPrefix(tokens, at: exactCount, in: position), !visit(start..<position + 1)
        {
          return
        }
        matched = matched == 0 ? 0 : borders[matched - 1]
      }
      guard position < text.count, exactCount > 0 else { continue }
      while matched > 0, !text.isEqual(tokens, at: matched, to: position) {
        matched = borders[matched - 1]
      }
      if text.isEqual(tokens, at: matched, to: position) { matched += 1 }
    }
  }

  /// For each of the first tokens, how many before it and it repeat the beginning.
  private func borders(_ count: Int) -> [Int] {
    var borders = [Int](repeating: 0, count: count)
    var matched = 0
    for position in borders.indices.dropFirst() {
      while matched > 0, !tokens.isEqual(tokens, at: matched, to: position) {
        matched = borders[matched - 1]
      }
      if tokens.isEqual(tokens, at: matched, to: position) { matched += 1 }
      borders[position] = matched
    }
    return borders
  }
}

extension SearchTokens {
  /// Whether the token at `position` is that of `other` at `index`.
  fileprivate func isEqual(_ other: SearchTokens, at index: Int, to position: Int) -> Bool {
    guard hash(at: position) == other.hash(at: index) else { return false }
    let (mine, theirs) = (self[position].folded, other[index].folded)
    return folded[mine] == other.folded[theirs]
  }

  /// Whether the token at `position` begins with that of `other` at `index`.
  fileprivate func hasPrefix(_ other: SearchTokens, at index: Int, in position: Int) -> Bool {
    let (mine, theirs) = (self[position].folded, other[index].folded)
    guard mine.count >= theirs.count else { return false }
    return folded[mine].prefix(theirs.count) == other.folded[theirs]
  }

  /// The source of tokens that follow each other, of which the last is only a beginning or not.
  fileprivate func source(of occurrence: Range<Int>, isPrefix: Bool) -> Range<Int> {
    let last = occurrence.upperBound - 1
    let start = self[occurrence.lowerBound].range.lowerBound
    var end = self[last].range.upperBound
    // Of a pair the second scalar was not looked for, and the next token begins with it.
    if isPrefix, runsOn(at: last), occurrence.upperBound < count {
      let next = self[occurrence.upperBound].range.lowerBound
      if next > start, next < end { end = next }
    }
    return start..<end
  }
}
