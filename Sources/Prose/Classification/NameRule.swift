/// Whether a change puts one name for another.
enum NameRule {
  static func changes(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    let shared = Set(before.foldedKeys).intersection(after.foldedKeys)
    let removed = distinctWords(before, shared)
    let added = distinctWords(after, shared)
    guard !removed.isEmpty || !added.isEmpty, removed.allSatisfy(before.isCapitalised),
      added.allSatisfy(after.isCapitalised)
    else { return false }
    let sides = [(before, removed), (after, added)]
    if sides.contains(where: { isHeading($0, $1) || isGermanNoun($0, $1) }) { return false }
    return sides.contains { hasInnerCapital($0, $1) } || sides.allSatisfy { startsWithName($0, $1) }
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

  /// Whether the words start a sentence, and are names as far as that can be told: not the words
  /// that sentences begin with, and not those with the endings of common nouns.
  private static func startsWithName(_ side: ChangedWords, _ words: [Token]) -> Bool {
    !words.isEmpty
      && words.allSatisfy { word in
        let key = side.foldedKey(word)
        return !Vocabulary.openers.contains(key) && !Vocabulary.attributions.contains(key)
          && !Vocabulary.negations.contains(key) && !hasCommonEnding(side.text[word.range])
      }
  }

  private static func hasCommonEnding(_ word: ArraySlice<UInt8>) -> Bool {
    Vocabulary.commonEndings.contains {
      word.count > $0.count + 2 && word.suffix($0.count).elementsEqual($0)
    }
  }

  // MARK: - Capitals that are no names

  /// How far a line is read, in bytes.
  private static let longestHeading = 120

  /// Whether the words stand in a heading: a line that begins with # or has a capital in every
  /// word, and no full stop.
  static func isHeading(_ side: ChangedWords, _ words: [Token]) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    let text = side.text
    var start = Int(first.start)
    let earliest = max(0, start - longestHeading)
    while start > earliest, !isLineEdge(text[start - 1]) { start -= 1 }
    var end = Int(last.end)
    let latest = min(text.count, end + longestHeading)
    while end < latest, !isLineEdge(text[end]) { end += 1 }
    guard start == 0 || isLineEdge(text[start - 1]), end == text.count || isLineEdge(text[end])
    else { return false }
    if text[start] == UInt8(ascii: "#") { return true }
    let tokens = Tokeniser.tokens(of: text, in: start..<end)
    guard let final = tokens.last, SentenceRules.mark(side.scalar(final)) != .stop else {
      return false
    }
    return isTitle(tokens.filter { $0.kind == .word }, side)
  }

  /// Whether words are written as in a title: the first, and all others but short and small ones,
  /// with a capital.
  private static func isTitle(_ words: [Token], _ side: ChangedWords) -> Bool {
    guard let first = words.first, side.isCapitalised(first) else { return false }
    return words.count(where: side.isCapitalised) > 1
      && words.allSatisfy { word in
        side.isCapitalised(word) || word.range.count < 4
          || Vocabulary.particles.contains(side.foldedKey(word))
      }
  }

  /// A line break, or the end or the start of a tag.
  private static func isLineEdge(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  /// Whether the text is German, and one of the words a noun: it stands behind an article or an
  /// adjective, or ends as only nouns do.
  private static func isGermanNoun(_ side: ChangedWords, _ words: [Token]) -> Bool {
    guard (side.before + side.words + side.after).contains(where: { isGerman($0, side) }) else {
      return false
    }
    return words.contains { word in
      guard !side.isAcronym(word) else { return false }
      if hasCommonEnding(side.text[word.range]) { return true }
      guard let last = side.token(before: word), last.kind == .word,
        !side.isCapitalised(last) || side.startsSentence(last)
      else { return false }
      return Vocabulary.germanDeterminers.contains(side.foldedKey(last)) || isInflected(last, side)
    }
  }

  private static func isGerman(_ word: Token, _ side: ChangedWords) -> Bool {
    word.kind == .word && Vocabulary.germanWords.contains(side.foldedKey(word))
  }

  /// Whether a small word has the ending of a German adjective before its noun.
  private static func isInflected(_ word: Token, _ side: ChangedWords) -> Bool {
    guard !side.isCapitalised(word), word.range.count > 3 else { return false }
    if Vocabulary.germanWords.contains(side.foldedKey(word)) { return false }
    let tail = side.text[word.range].suffix(2)
    return tail.last == UInt8(ascii: "e")
      || tail.first == UInt8(ascii: "e") && tail.last.map("nrsm".utf8.contains) ?? false
  }
}
