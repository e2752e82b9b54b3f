/// Whether a change changes a number, in figures or in words.
enum NumberRule {
  static func changes(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    numbers(before) != numbers(after) || romanChanges(before, after)
      || SignRule.changesNumbers(before, after)
  }

  private static func numbers(_ side: ChangedWords) -> [UInt64] {
    zip(side.words, side.foldedKeys).filter { word, key in
      word.kind == .number || Vocabulary.numerals.contains(key)
        || isGermanNumber(side.text[word.range])
    }.map(\.1)
  }

  // MARK: - Roman numbers

  /// Whether all that differs is Roman numbers, or one of them and figures.
  private static func romanChanges(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    guard before.words.count == after.words.count, !before.words.isEmpty else { return false }
    let places = before.words.indices.filter { before.words[$0].key != after.words[$0].key }
    return !places.isEmpty
      && places.allSatisfy { index in
        let (old, new) = (before.words[index], after.words[index])
        return (isRoman(old, before) || old.kind == .number)
          && (isRoman(new, after) || new.kind == .number)
      }
  }

  private static func isRoman(_ word: Token, _ side: ChangedWords) -> Bool {
    let bytes = side.text[word.range]
    // Ⅳ and the like are one character.
    if let first = Unicode.Scalar(side.scalar(word)), first.value >= 0x2160, first.value <= 0x2188 {
      return true
    }
    guard word.kind == .word, word.range.count < 16 else { return false }
    let isSmall = bytes[bytes.startIndex] >= UInt8(ascii: "a")
    // "C" and "D" are grades and vitamins, and small ones words, but between brackets.
    if bytes.count == 1 && !"IVXivx".utf8.contains(bytes[bytes.startIndex]) { return false }
    if isSmall && !isFollowedByBracket(word, side) { return false }
    return isWellFormed(isSmall ? bytes.map { $0 & 0xDF } : Array(bytes))
  }

  private static func isFollowedByBracket(_ word: Token, _ side: ChangedWords) -> Bool {
    let end = Int(word.end)
    return end < side.text.count && side.text[end] == UInt8(ascii: ")")
  }

  /// Whether capital letters are a Roman number up to 3,999.
  private static func isWellFormed(_ letters: [UInt8]) -> Bool {
    var rest = letters[...]
    for (one, five, ten) in [("M", "", ""), ("C", "D", "M"), ("X", "L", "C"), ("I", "V", "X")] {
      let (one, five, ten) = (one.utf8.first, five.utf8.first, ten.utf8.first)
      if rest.first == one, let second = rest.dropFirst().first, second == five || second == ten {
        rest = rest.dropFirst(2)
        continue
      }
      if let five, rest.first == five { rest = rest.dropFirst() }
      rest = rest.dropFirst(rest.prefix(3).prefix { $0 == one }.count)
    }
    return rest.isEmpty && !letters.isEmpty
  }

  // MARK: - German

  /// Whether a word is made of German numbers, as "zweihundert" and "zweite" are.
  private static func isGermanNumber(_ word: ArraySlice<UInt8>) -> Bool {
    guard (3...60).contains(word.count), let first = word.first,
      "aefhnstvzd".utf8.contains(first | 0x20)
    else { return false }
    var rest = word.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }[...]
    var parts: [[UInt8]] = []
    while let part = Vocabulary.germanNumberParts.first(where: rest.starts) {
      parts.append(part)
      rest = rest.dropFirst(part.count)
    }
    // "achten" is to heed.
    if parts == [Array("acht".utf8)], rest.elementsEqual("en".utf8) { return false }
    let numbers = parts.count { !Self.germanFillers.contains($0) }
    if rest.isEmpty { return numbers > 0 && parts.last.map { !germanStems.contains($0) } ?? false }
    return numbers + parts.count { germanStems.contains($0) } > 0
      && Vocabulary.germanOrdinalEndings.contains { rest.elementsEqual($0) }
  }

  private static let germanFillers = [
    "und", "mal", "fach", "zig", "ein", "erst", "dritt", "siebt", "sech", "sieb", "einund",
  ]
  .map { Array($0.utf8) }
  private static let germanStems = ["erst", "dritt", "siebt"].map { Array($0.utf8) }
}
