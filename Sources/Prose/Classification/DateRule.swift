/// Whether a change changes a date or a time of day.
enum DateRule {
  static func changes(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    parts(of: before) != parts(of: after)
  }

  /// The changed tokens that are part of a date.
  private static func parts(of side: ChangedWords) -> [UInt64] {
    let before = side.before
    let all = before + side.tokens + side.after
    let changed = before.count..<before.count + side.tokens.count
    return changed.filter { isPart($0, of: all, side) }.map { all[$0].key }
  }

  private static func isPart(_ index: Int, of tokens: [Token], _ side: ChangedWords) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .word, .character: return isCalendarWord(token, side)
    case .punctuation, .passage: return false
    case .number:
      return isFullDate(token, side) || isYear(token, side) || isJoined(index, tokens, side)
        || isNextToMonth(index, tokens, side)
    }
  }

  private static func isCalendarWord(_ token: Token, _ side: ChangedWords) -> Bool {
    Vocabulary.calendar.contains(side.exactKey(token))
  }

  /// Four figures from 1500 to 2099.
  private static func isYear(_ token: Token, _ side: ChangedWords) -> Bool {
    let figures = side.text[token.range]
    guard figures.count == 4, figures.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
    let year = figures.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return (1500...2099).contains(year)
  }

  /// A date in one token: 31.10.2006.
  private static func isFullDate(_ token: Token, _ side: ChangedWords) -> Bool {
    let parts = side.text[token.range].split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0].count <= 2 && parts[1].count <= 2
  }

  /// Part of 2006-10-31, 10/31/2006 or 10:30: numbers that touch the mark between them.
  private static func isJoined(_ index: Int, _ tokens: [Token], _ side: ChangedWords) -> Bool {
    [1, -1].contains { step in
      let (mark, other) = (index + step, index + 2 * step)
      guard tokens.indices.contains(mark), tokens.indices.contains(other),
        tokens[other].kind == .number
      else { return false }
      let (first, last) = (min(index, other), max(index, other))
      let touches =
        tokens[first].end == tokens[mark].start && tokens[mark].end == tokens[last].start
      return touches && [0x2D, 0x2F, 0x3A].contains(side.text[Int(tokens[mark].start)])
    }
  }

  /// At most one token away from a month: "3 May", "May 3", "3. Mai", "3 de mayo", "3月".
  private static func isNextToMonth(_ index: Int, _ tokens: [Token], _ side: ChangedWords) -> Bool {
    (max(0, index - 2)...min(tokens.count - 1, index + 2)).contains {
      $0 != index && isCalendarWord(tokens[$0], side)
    }
  }
}
