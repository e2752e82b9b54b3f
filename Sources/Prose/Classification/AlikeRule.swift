/// What differs where both sides have the same words.
enum AlikeRule {
  /// The class of a change that leaves the words alone; `nil` for every other.
  static func change(_ before: ChangedTokens, _ after: ChangedTokens) -> ChangeClass? {
    if putsCharactersForReferences(before, after) { return .spelling }
    guard mayBeAlike(before, after) else { return nil }
    let (old, new) = (WrittenForm(before), WrittenForm(after))
    if old.seen == new.seen { return .spelling }
    let (oldWords, newWords) = (ChangedWords(before), ChangedWords(after))
    guard oldWords.foldedKeys == newWords.foldedKeys || old.words == new.words else { return nil }
    if SignRule.changesNumbers(oldWords, newWords) { return .number }
    if SignRule.changesSymbols(oldWords, newWords) { return .wording }
    if old.seen.lowercased() == new.seen.lowercased() {
      return isAnotherWord(oldWords, newWords) ? .wording : .case
    }
    return isDecorated(before, after) ? .markup : .punctuation
  }

  /// Whether both sides may have the same words: looking closely takes time, and hardly any two
  /// words begin and end with the same letters.
  private static func mayBeAlike(_ before: ChangedTokens, _ after: ChangedTokens) -> Bool {
    let (old, new) = (before.outerLetters, after.outerLetters)
    guard let old, let new else { return old == nil && new == nil }
    guard isAlike(old.first, new.first), isAlike(old.last, new.last) else { return false }
    guard let oldKey = before.lettersKey, let newKey = after.lettersKey else { return true }
    return oldKey == newKey
  }

  /// What is not ASCII may be a form of any letter.
  private static func isAlike(_ old: UInt8, _ new: UInt8) -> Bool {
    old == new || old >= 0x80 || new >= 0x80
  }

  // MARK: - Character references

  /// Whether both sides are the same once character references are characters.
  static func putsCharactersForReferences(_ before: ChangedTokens, _ after: ChangedTokens) -> Bool {
    let (old, new) = (before.withReferences, after.withReferences)
    let ampersand = UInt8(ascii: "&")
    guard old.contains(ampersand) || new.contains(ampersand) else { return false }
    let (plainOld, plainNew) = (
      CharacterReferences.resolved(old), CharacterReferences.resolved(new)
    )
    guard plainOld.count != old.count || plainNew.count != new.count else { return false }
    return WrittenForm(plainOld).seen == WrittenForm(plainNew).seen
  }

  // MARK: - Case and marks

  /// Whether a capital makes another word of one, as of "polish": not where a title gave
  /// it.
  private static func isAnotherWord(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    zip(before.words, after.words).contains { old, new in
      guard old.kind == .word, before.isCapitalised(old) != after.isCapitalised(new),
        Vocabulary.capitonyms.contains(before.foldedKey(old))
      else { return false }
      let (side, word) = before.isCapitalised(old) ? (before, old) : (after, new)
      guard !side.startsSentence(word), !side.isAcronym(word) else { return false }
      return !NameRule.isHeading(side, [word])
    }
  }

  /// Whether the sides have no marks but those with which Markdown adorns: emphasis, code, headings.
  private static func isDecorated(_ before: ChangedTokens, _ after: ChangedTokens) -> Bool {
    var adorns = false
    for side in [before, after] {
      for token in side.tokens {
        switch side.scalar(token) {
        case 0x2A, 0x5F, 0x60, 0x23: adorns = true
        default: if token.kind == .punctuation { return false }
        }
      }
    }
    return adorns
  }
}

extension ChangedTokens {
  /// A key of all letters and figures of the words; `nil` where some may be written otherwise.
  fileprivate var lettersKey: UInt64? {
    WordForm.lettersKey(
      of: tokens.lazy.filter { $0.kind != .punctuation }.map(\.range),
      in: text)
  }

  /// The first letter of the first word and the last one of the last, small.
  fileprivate var outerLetters: (first: UInt8, last: UInt8)? {
    guard let first = tokens.first(where: { $0.kind != .punctuation }),
      let last = tokens.last(where: { $0.kind != .punctuation })
    else { return nil }
    return (small(Int(first.start)), small(Int(last.end) - 1))
  }

  private func small(_ offset: Int) -> UInt8 {
    let byte = text[offset]
    return (0x41...0x5A).contains(byte) ? byte | 0x20 : byte == 0x5F ? 0x80 : byte
  }

  /// The side's bytes with the whole of a character reference of which it has a part.
  fileprivate var withReferences: ArraySlice<UInt8> {
    let isPart = { (byte: UInt8) in
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "#")
    }
    var start = range.lowerBound
    let earliest = max(0, start - CharacterReferences.longest)
    while start > earliest, isPart(text[start - 1]) { start -= 1 }
    if start > 0, text[start - 1] == UInt8(ascii: "&") {
      start -= 1
    } else {
      start = range.lowerBound
    }
    var end = range.upperBound
    let latest = min(text.count, end + CharacterReferences.longest)
    while end < latest, isPart(text[end]) { end += 1 }
    let isReference = end < latest && text[end] == UInt8(ascii: ";")
    return text[start..<(isReference ? end + 1 : range.upperBound)]
  }
}
