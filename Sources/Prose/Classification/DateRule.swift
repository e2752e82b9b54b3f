/// Whether a change changes a date or a time of day.
enum DateRule {
  static func changes(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    parts(of: before) != parts(of: after)
  }

  /// The changed tokens that are part of a date.
  private static func parts(of side: ChangedWords) -> [UInt64] {
    let (all, changed) = side.surroundings
    return changed.filter { isPart($0, of: all, side) }.map { all[$0].key }
  }

  private static func isPart(_ index: Int, of tokens: [Token], _ side: ChangedWords) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .word:
      return isCalendarWord(token, side) || isNumberedWord(index, tokens, side)
        || isHalfOfDay(index, tokens, side)
    case .character:
      return isNumeral(token, side) && isCounted(index, tokens, side)
        || isPartOfCalendarWord(index, tokens, side)
    case .punctuation, .passage: return false
    case .number:
      return isFullDate(token, side) || isYear(token, side) || isJoined(index, tokens, side)
        || isBesideMonth(index, tokens, side) || isCounted(index, tokens, side)
        || isOnClock(index, tokens, side)
    }
  }

  private static func isCalendarWord(_ token: Token, _ side: ChangedWords) -> Bool {
    let key = side.exactKey(token)
    return Vocabulary.months.contains(key) || Vocabulary.days.contains(key)
  }

  /// What is part of a date only beside a number: "pm", "Sept", "BC".
  private static func isNumberedWord(
    _ index: Int, _ tokens: [Token], _ side: ChangedWords
  ) -> Bool {
    let key = side.exactKey(tokens[index])
    let isBehind = index > 0 && tokens[index - 1].kind == .number
    if isBehind && Vocabulary.clockWords.contains(key) { return true }
    guard Vocabulary.numberedMonths.contains(key) else { return false }
    return isBehind || tokens[(index + 1)...].prefix(2).contains { $0.kind == .number }
  }

  /// The "a" or "p" of "a.m." or "p.m." behind a number.
  private static func isHalfOfDay(_ index: Int, _ tokens: [Token], _ side: ChangedWords) -> Bool {
    guard tokens[index].range.count == 1, index > 0, tokens[index - 1].kind == .number else {
      return false
    }
    let start = Int(tokens[index].start)
    let letters = side.text[start...].prefix(3).map { $0 | 0x20 }
    return letters == Array("a.m".utf8) || letters == Array("p.m".utf8)
  }

  /// One of two characters that make a day or a time of day: 上午, 今天.
  private static func isPartOfCalendarWord(
    _ index: Int, _ tokens: [Token], _ side: ChangedWords
  ) -> Bool {
    let last = index > 0 ? side.pairKey(tokens[index - 1], tokens[index]) : nil
    let next = index + 1 < tokens.count ? side.pairKey(tokens[index], tokens[index + 1]) : nil
    return [last, next].contains { $0.map(Vocabulary.days.contains) ?? false }
  }

  /// A number that a word of the clock makes a time of day: "14 Uhr", "9 h 30", "5 p.m.".
  private static func isOnClock(_ index: Int, _ tokens: [Token], _ side: ChangedWords) -> Bool {
    guard index + 1 < tokens.count, tokens[index + 1].kind == .word else { return false }
    if Vocabulary.clockWords.contains(side.exactKey(tokens[index + 1])) { return true }
    if isHalfOfDay(index + 1, tokens, side) { return true }
    let isHour = side.text[tokens[index + 1].range].elementsEqual("h".utf8)
    return isHour && index + 2 < tokens.count && tokens[index + 2].kind == .number
  }

  private static func isMonth(_ token: Token, _ side: ChangedWords) -> Bool {
    let key = side.exactKey(token)
    return Vocabulary.months.contains(key) || Vocabulary.numberedMonths.contains(key)
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
        isMonth(tokens[place], side)
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
