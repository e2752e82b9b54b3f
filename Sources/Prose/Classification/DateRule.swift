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
    case .word: return isCalendarWord(token, side)
    case .character: return isNumeral(token, side) && isCounted(index, tokens, side)
    case .punctuation, .passage: return false
    case .number:
      return isFullDate(token, side) || isYear(token, side) || isJoined(index, tokens, side)
        || isBesideMonth(index, tokens, side) || isCounted(index, tokens, side)
    }
  }

  private static func isCalendarWord(_ token: Token, _ side: ChangedWords) -> Bool {
    let key = side.exactKey(token)
    return Vocabulary.months.contains(key) || Vocabulary.days.contains(key)
  }

  private static func isNumeral(_ token: Token, _ side: ChangedWords) -> Bool {
    token.kind == .number || Vocabulary.numerals.contains(side.exactKey(token))
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

  /// Part of 10:30, of 2006-10-31 or 10/31/2006, or of 2006-10: numbers that touch the same mark
  /// between them. A score, a range of pages and a telephone number are none of these.
  private static func isJoined(_ index: Int, _ tokens: [Token], _ side: ChangedWords) -> Bool {
    [UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "/")].contains { mark in
      var first = index
      while joins(first - 1, mark, tokens, side) { first -= 2 }
      var last = index
      while joins(last + 1, mark, tokens, side) { last += 2 }
      let counts = stride(from: first, through: last, by: 2).map { tokens[$0].range.count }
      switch mark {
      case UInt8(ascii: ":"): return counts.count > 1 && counts.dropFirst().allSatisfy { $0 == 2 }
      case UInt8(ascii: "-"):
        return counts.count == 3 || counts == [4, 2] && isYear(tokens[first], side)
      default: return counts.count == 3
      }
    }
  }

  /// Whether a mark touches a number on either side.
  private static func joins(
    _ index: Int, _ mark: UInt8, _ tokens: [Token], _ side: ChangedWords
  ) -> Bool {
    guard index > 0, index + 1 < tokens.count else { return false }
    let (before, after) = (tokens[index - 1], tokens[index + 1])
    return before.kind == .number && after.kind == .number && before.end == tokens[index].start
      && tokens[index].end == after.start && side.text[Int(tokens[index].start)] == mark
  }

  /// A day beside a month, with a mark or a small word between: "3 May", "May 3", "3. Mai",
  /// "3 de mayo".
  private static func isBesideMonth(
    _ index: Int, _ tokens: [Token], _ side: ChangedWords
  ) -> Bool {
    guard tokens[index].range.count <= 2 else { return false }
    return [-2, -1, 1, 2].contains { step in
      let place = index + step
      guard tokens.indices.contains(place),
        Vocabulary.months.contains(side.exactKey(tokens[place]))
      else { return false }
      let between = tokens[(min(index, place) + 1)..<max(index, place)]
      return between.allSatisfy {
        $0.kind == .punctuation || step > 0 && Vocabulary.particles.contains(side.exactKey($0))
      }
    }
  }

  /// A number before 年, 月 or 日, or behind what makes a day of the week of it: 星期一.
  private static func isCounted(_ index: Int, _ tokens: [Token], _ side: ChangedWords) -> Bool {
    let behind = tokens[(index + 1)...].first { !isNumeral($0, side) }
    let isBefore = behind.map { Vocabulary.dateCounters.contains(side.exactKey($0)) } ?? false
    return isBefore || index > 0 && Vocabulary.weekSigns.contains(side.exactKey(tokens[index - 1]))
  }
}
