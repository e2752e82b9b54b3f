/// Says what sort of change each edit is, by rules that a reader can check.
///
/// What only markup has is set aside first; a text that markup holds for readers is read like any
/// other. Then, in this order, the first that holds decides:
/// 1. *whitespace*: both sides have the same words and marks.
/// 2. *markup*, *address*: nothing that is read is not the same, or all of it is part of a web or
///    mail address; *address* where it leads elsewhere.
/// 3. *spelling*, *case*, *punctuation*: both have the same words (`AlikeRule`), but *number* where
///    they have not the same signs, and *wording* where they have not the same symbols.
/// 4. *quotation* or *wording*, where one side has eight words more than the other, or both have
///    eight other words: what they say is new, so no detail was changed. New figures are noted.
/// 5. *negation*: the words that deny are not the same on both sides.
/// 6. *attribution*: the words that say who said it are not the same.
/// 7. *quotation*: the change lies inside quotation marks.
/// 8. *modality*: the words that allow or demand are not the same.
/// 9. *date*: a month, a weekday, a year from 1500 to 2099, a time of day or a date in figures is
///    not the same.
/// 10. *number*: a number, in figures or in words, is not the same.
/// 11. *name*: the words that are not the same are names, as far as capitals tell.
/// 12. *attribution*: the one who said it is not the same.
/// 13. *wording*: all else, and all changes of more than 64 KiB.
///
/// What the rules get wrong: a lost comma that turns the sense counts as cosmetic; a count of 1,984
/// written "1984" is a date; a German noun without article looks like a name, and a Chinese name like
/// any word; text that an attribute hides is markup; irony, and denial without a word that denies
/// ("failed to"), are wording.
struct Classifier {
  private let old: [UInt8]
  private let new: [UInt8]
  private var oldQuotations: QuotedPassages
  private var newQuotations: QuotedPassages
  private let hasMarkup: Bool
  private var oldMarkup: MarkupPassages
  private var newMarkup: MarkupPassages

  /// A one-sided change of this many words counts as new text, not as a changed detail.
  private static let passageWords = 8

  /// A change of more bytes, both sides together, is no detail: it is not looked into.
  private static let longestDetail = 1 << 16

  /// - Parameter hasMarkup: Whether tags in the texts are tags, and not what a reader sees.
  init(old: [UInt8], new: [UInt8], hasMarkup: Bool = true) {
    self.hasMarkup = hasMarkup
    (self.old, self.new) = (old, new)
    oldQuotations = QuotedPassages(old)
    newQuotations = QuotedPassages(new)
    oldMarkup = MarkupPassages(old)
    newMarkup = MarkupPassages(new)
  }

  /// Gives each change its class. To be called in text order.
  mutating func classify(_ edits: inout [Edit]) {
    var index = 0
    while index < edits.count {
      guard edits[index].kind.isChange else {
        index += 1
        continue
      }
      var end = Self.changeEnd(edits, from: index)
      var change: Change
      if let reach = referencesEnd(edits, from: index, changeEnd: end) {
        (end, change) = (reach, (.spelling, false))
      } else {
        change = self.change(
          edits[index].old.lowerBound..<edits[end - 1].old.upperBound,
          edits[index].new.lowerBound..<edits[end - 1].new.upperBound)
      }
      for place in index..<end where edits[place].kind.isChange {
        edits[place].changeClass = change.kind
        edits[place].hasOtherFigures = change.hasOtherFigures
      }
      index = end
    }
  }

  /// Where a change ends: a deletion and the insertion beside it are one.
  private static func changeEnd(_ edits: [Edit], from index: Int) -> Int {
    let isPair =
      edits[index].kind == .delete && index + 1 < edits.count && edits[index + 1].kind == .insert
    return index + (isPair ? 2 : 1)
  }

  /// Where two changes end that put characters for character references, with a `&` kept between
  /// them that belongs to one; `nil` where there are no such.
  private func referencesEnd(_ edits: [Edit], from start: Int, changeEnd end: Int) -> Int? {
    guard end + 1 < edits.count, edits[end].kind == .keep, edits[end].old.count <= 4,
      old[edits[end].old].contains(UInt8(ascii: "&")), edits[end + 1].kind.isChange
    else { return nil }
    let last = Self.changeEnd(edits, from: end + 1)
    let oldRange = edits[start].old.lowerBound..<edits[last - 1].old.upperBound
    let newRange = edits[start].new.lowerBound..<edits[last - 1].new.upperBound
    guard oldRange.count + newRange.count <= Self.longestDetail else { return nil }
    let sides = (ChangedTokens(old, oldRange), ChangedTokens(new, newRange))
    return AlikeRule.putsCharactersForReferences(sides.0, sides.1) ? last : nil
  }

  private typealias Change = (kind: ChangeClass, hasOtherFigures: Bool)

  private mutating func change(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> Change {
    guard oldRange.count + newRange.count <= Self.longestDetail else { return (.wording, false) }
    let before = MarkupSide(
      range: oldRange, passages: hasMarkup ? oldMarkup.passages(touching: oldRange) : [])
    let after = MarkupSide(
      range: newRange, passages: hasMarkup ? newMarkup.passages(touching: newRange) : [])
    guard before.passages.isEmpty && after.passages.isEmpty else {
      return markupChange(before, after)
    }
    let (removed, added) = (ChangedTokens(old, oldRange), ChangedTokens(new, newRange))
    if removed.isEqual(to: added) { return (.whitespace, false) }
    if let kind = addressChange(removed, added) { return (kind, false) }
    return change(removed, added, isQuoted: isQuoted(removed, added))
  }

  /// The class of a change that touches markup: as what is read says, if that is not the same.
  private mutating func markupChange(_ before: MarkupSide, _ after: MarkupSide) -> Change {
    let removed = ChangedTokens(old, before.range, visible: before.visible)
    let added = ChangedTokens(new, after.range, visible: after.visible)
    guard removed.isEqual(to: added) else {
      let isRead = !before.isInside && !after.isInside
      return change(removed, added, isQuoted: isRead && isQuoted(removed, added))
    }
    let isSameText = ChangedTokens(old, before.range).isEqual(to: ChangedTokens(new, after.range))
    if isSameText { return (.whitespace, false) }
    let leadsElsewhere = before.destinations(in: old) != after.destinations(in: new)
    return (leadsElsewhere ? .address : .markup, false)
  }

  /// The class of a change inside a web or mail address that is read; `nil` where it is in none.
  private func addressChange(_ before: ChangedTokens, _ after: ChangedTokens) -> ChangeClass? {
    let oldAddress = WebAddress.around(before.range, in: old)
    let newAddress = WebAddress.around(after.range, in: new)
    let isOther = { (side: ChangedTokens, address: ArraySlice<UInt8>?) in
      address == nil && !side.tokens.isEmpty
    }
    guard oldAddress != nil || newAddress != nil, !isOther(before, oldAddress),
      !isOther(after, newAddress)
    else { return nil }
    let isSame =
      oldAddress.map { WebAddress.destination($0) } == newAddress.map { WebAddress.destination($0) }
    return isSame ? .markup : .address
  }

  private func change(
    _ removed: ChangedTokens, _ added: ChangedTokens, isQuoted: Bool
  ) -> Change {
    if let kind = AlikeRule.change(removed, added) { return (kind, false) }
    if Self.isPassage(removed, added) {
      return (isQuoted ? .quotation : .wording, removed.figures != added.figures)
    }
    return (detail(ChangedWords(removed), ChangedWords(added), isQuoted: isQuoted), false)
  }

  /// The class of a change of a few words.
  private func detail(
    _ before: ChangedWords, _ after: ChangedWords, isQuoted: Bool
  ) -> ChangeClass {
    if before.negations != after.negations { return .negation }
    if before.attributions != after.attributions { return .attribution }
    if isQuoted { return .quotation }
    if before.modals != after.modals { return .modality }
    if DateRule.changes(before, after) { return .date }
    if NumberRule.changes(before, after) { return .number }
    if NameRule.changes(before, after) { return .name }
    return SpeakerRule.changes(before, after) ? .attribution : .wording
  }

  private mutating func isQuoted(_ before: ChangedTokens, _ after: ChangedTokens) -> Bool {
    let inOld = !before.tokens.isEmpty && oldQuotations.contain(before.range)
    let inNew = !after.tokens.isEmpty && newQuotations.contain(after.range)
    return inOld || inNew
  }

  /// Whether one side has a short sentence more than the other, or both have as much: a sentence
  /// that was written anew.
  private static func isPassage(_ before: ChangedTokens, _ after: ChangedTokens) -> Bool {
    abs(before.wordCount - after.wordCount) >= passageWords
      || min(before.proseWordCount, after.proseWordCount) >= passageWords
  }
}

extension Edit.Kind {
  /// Whether bytes came or went without having moved.
  fileprivate var isChange: Bool { self == .delete || self == .insert }
}
