internal import HTML

// Asterisks, underscores and tildes in pairs.
//
// Source: CommonMark 0.31, 6.2 and "process emphasis"; GitHub Flavored Markdown, 6.5 for tildes.
extension InlineReader {
  mutating func readDelimiters(_ line: inout LineReader) {
    let start = line.position
    let sign = source[start]
    while line.position < line.end, source[line.position] == sign { line.position += 1 }
    let range = start..<line.position
    if sign == 0x7E && range.count != 2 { return parts.append(.text(range)) }
    let before = line.kind(before: start)
    let after = line.kind(at: range.upperBound)
    let isLeft = after != .blank && (after == .word || before != .word)
    let isRight = before != .blank && (before == .word || after != .word)
    let isUnderscore = sign == 0x5F
    let canOpen = isLeft && (!isUnderscore || !isRight || before == .mark)
    let canClose = isRight && (!isUnderscore || !isLeft || after == .mark)
    guard canOpen || canClose else { return parts.append(.text(range)) }
    delimiters.append(parts.count)
    parts.append(
      .delimiters(
        .init(sign: sign, range: range, count: range.count, canOpen: canOpen, canClose: canClose)))
  }

  /// Pairs the signs from `start` of `delimiters` on; none of them counts any more.
  mutating func pairDelimiters(from start: Int) {
    /// Below which place none begins what such a sign ends: it was looked for in vain.
    var bottoms: [Bottom: Int] = [:]
    var openers: [Int] = []
    for place in delimiters[min(start, delimiters.count)...] {
      guard case .delimiters(var closer) = parts[place] else { continue }
      let bottom = Bottom(
        sign: closer.sign, canOpen: closer.canOpen, remainder: closer.range.count % 3)
      while closer.canClose, closer.count > 0 {
        let lowest = bottoms[bottom] ?? 0
        guard let index = opener(of: closer, in: openers, from: lowest) else {
          bottoms[bottom] = openers.count
          break
        }
        closer.count -= use(openers[index], closer)
        // What was begun in between is text.
        openers.removeSubrange((remaining(openers[index]) > 0 ? index + 1 : index)...)
        for key in bottoms.keys { bottoms[key] = min(bottoms[key] ?? 0, openers.count) }
      }
      if closer.count < closer.range.count { list(.mark, name: closer.range) }
      parts[place] = .delimiters(closer)
      if closer.canOpen, closer.count > 0 { openers.append(place) }
    }
    delimiters.removeSubrange(min(start, delimiters.count)...)
  }

  private struct Bottom: Hashable {
    var sign: UInt8
    var canOpen: Bool
    var remainder: Int
  }

  /// The place in `openers` of the nearest signs that what `closer` ends can begin with.
  private func opener(
    of closer: Inline.Delimiters, in openers: [Int], from lowest: Int
  ) -> Int? {
    var index = openers.count - 1
    while index >= lowest {
      if case .delimiters(let opener) = parts[openers[index]], opener.sign == closer.sign,
        opener.count > 0, canPair(opener, closer)
      {
        return index
      }
      index -= 1
    }
    return nil
  }

  /// "Rule of three": signs that could do both only pair where their sum is told apart.
  private func canPair(_ opener: Inline.Delimiters, _ closer: Inline.Delimiters) -> Bool {
    guard opener.canClose || closer.canOpen else { return true }
    let (first, second) = (opener.range.count, closer.range.count)
    return (first + second) % 3 != 0 || first % 3 == 0 && second % 3 == 0
  }

  /// Uses up one or two signs of the opener, and returns how many.
  private mutating func use(_ place: Int, _ closer: Inline.Delimiters) -> Int {
    guard case .delimiters(var opener) = parts[place] else { return closer.count }
    let count = opener.count >= 2 && closer.count >= 2 ? 2 : 1
    opener.count -= count
    parts[place] = .delimiters(opener)
    return count
  }

  private func remaining(_ place: Int) -> Int {
    guard case .delimiters(let opener) = parts[place] else { return 0 }
    return opener.count
  }
}
