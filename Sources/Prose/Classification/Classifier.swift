/// Says what sort of change each edit is, by rules that a reader can check.
///
/// In this order; the first that holds decides:
/// 1. *whitespace*: both sides have the same words and marks.
/// 2. *punctuation*: both have the same words once case, apostrophes and marks are left out, those
///    inside a word, too: "co-operation", "U.S." (but signs of money, percent and the like count as
///    number).
/// 3. *quotation* or *wording*, where one side has eight words more than the other, or both have
///    eight other words: what they say is new, so no detail was changed.
/// 4. *attribution*: the words that deny, or that say who said it, are not the same on both sides.
/// 5. *quotation*: the change lies inside quotation marks.
/// 6. *date*: a month, a weekday, a year from 1500 to 2099, a clock time or a date in figures is not
///    the same.
/// 7. *number*: a number, in figures or in words, is not the same.
/// 8. *name*: the words that are not the same all have a capital, and not from a sentence's start.
/// 9. *wording*: all else, and all changes of more than 64 KiB.
///
/// What the rules get wrong: "polish" to "Polish" and a lost comma that turns the sense count as
/// cosmetic; a count of 1,984 written "1984" is a date; every German noun looks like a name; irony,
/// and denial without a word that denies ("failed to"), are wording.
struct Classifier {
  private let old: [UInt8]
  private let new: [UInt8]
  private var oldQuotations: QuotedPassages
  private var newQuotations: QuotedPassages

  /// A one-sided change of this many words counts as new text, not as a changed detail.
  private static let passageWords = 8

  /// A change of more bytes, both sides together, is no detail: it is not looked into.
  private static let longestDetail = 1 << 16

  init(old: [UInt8], new: [UInt8]) {
    (self.old, self.new) = (old, new)
    oldQuotations = QuotedPassages(old)
    newQuotations = QuotedPassages(new)
  }

  /// Gives each change its class. To be called in text order.
  mutating func classify(_ edits: inout [Edit]) {
    var index = 0
    while index < edits.count {
      let isPair =
        edits[index].kind == .delete && index + 1 < edits.count
        && edits[index + 1].kind == .insert
      let last = isPair ? index + 1 : index
      if edits[index].kind == .delete || edits[index].kind == .insert {
        let kind = changeClass(
          edits[index].old.lowerBound..<edits[last].old.upperBound,
          edits[index].new.lowerBound..<edits[last].new.upperBound)
        for place in index...last { edits[place].changeClass = kind }
      }
      index = last + 1
    }
  }

  private mutating func changeClass(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> ChangeClass {
    guard oldRange.count + newRange.count <= Self.longestDetail else { return .wording }
    let (removed, added) = (ChangedTokens(old, oldRange), ChangedTokens(new, newRange))
    if removed.isEqual(to: added) { return .whitespace }
    if Self.isPassage(removed, added) {
      return isQuoted(removed, added) ? .quotation : .wording
    }
    let (before, after) = (ChangedWords(removed), ChangedWords(added))
    if Self.isSpelledAlike(before, after) {
      return Self.hasQuantitySign(removed) || Self.hasQuantitySign(added) ? .number : .punctuation
    }
    let isQuoted = isQuoted(removed, added)
    if Self.attributionChanges(before, after) { return .attribution }
    if isQuoted { return .quotation }
    if DateRule.changes(before, after) { return .date }
    if Self.numberChanges(before, after) { return .number }
    return Self.isName(before, after) ? .name : .wording
  }

  private mutating func isQuoted(_ before: ChangedTokens, _ after: ChangedTokens) -> Bool {
    let inOld = !before.tokens.isEmpty && oldQuotations.contain(before.range)
    let inNew = !after.tokens.isEmpty && newQuotations.contain(after.range)
    return inOld || inNew
  }
}

// MARK: - Rules

extension Classifier {
  /// Whether one side has a short sentence more than the other, or both have as much: a sentence
  /// that was written anew.
  private static func isPassage(_ before: ChangedTokens, _ after: ChangedTokens) -> Bool {
    abs(before.wordCount - after.wordCount) >= passageWords
      || min(before.proseWordCount, after.proseWordCount) >= passageWords
  }

  private static func isSpelledAlike(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    if before.foldedKeys == after.foldedKeys { return true }
    // Spelling takes time; hardly any two words begin with the same letter.
    return before.initial == after.initial && before.spelling == after.spelling
  }

  private static func attributionChanges(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    before.negations != after.negations
      || before.words(in: Vocabulary.attributions) != after.words(in: Vocabulary.attributions)
  }

  private static func numberChanges(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    numbers(before) != numbers(after)
  }

  private static func numbers(_ side: ChangedWords) -> [UInt64] {
    zip(side.words, side.foldedKeys).filter { word, key in
      word.kind == .number || Vocabulary.numerals.contains(key)
    }.map(\.1)
  }

  /// Whether a side has a sign that belongs to a number: % $ £ € ¥ ° and the signs of sums.
  private static func hasQuantitySign(_ side: ChangedTokens) -> Bool {
    side.tokens.contains { token in
      switch side.text.scalar(at: Int(token.start)).value {
      case 0x24, 0x25, 0x2B, 0xA2...0xA5, 0xB0, 0xB1, 0x2030, 0x20A0...0x20C0, 0x2212: return true
      default: return false
      }
    }
  }

  private static func isName(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    let shared = Set(before.foldedKeys).intersection(after.foldedKeys)
    let removed = distinctWords(before, shared)
    let added = distinctWords(after, shared)
    guard !removed.isEmpty || !added.isEmpty else { return false }
    return removed.allSatisfy(before.isCapitalised) && added.allSatisfy(after.isCapitalised)
      && (hasInnerCapital(before, removed) || hasInnerCapital(after, added))
  }

  /// The words that only this side has, but for the small words inside names.
  private static func distinctWords(_ side: ChangedWords, _ shared: Set<UInt64>) -> [Token] {
    zip(side.words, side.foldedKeys).filter { _, key in
      !shared.contains(key) && !Vocabulary.particles.contains(key)
    }.map(\.0)
  }

  /// Whether one of the words has a capital that no sentence start gave it.
  private static func hasInnerCapital(_ side: ChangedWords, _ words: [Token]) -> Bool {
    words.contains { !side.startsSentence($0) }
  }
}
