/// Whether a change puts another one into the mouth of whom something is told: what changed is the
/// subject of a word of saying.
enum SpeakerRule {
  static func changes(_ before: ChangedWords, _ after: ChangedWords) -> Bool {
    guard !before.words.isEmpty, !after.words.isEmpty else { return false }
    return isSpeaker(before) && isSpeaker(after)
  }

  /// No name of a speaker has more words.
  private static let longestName = 6

  private static func isSpeaker(_ side: ChangedWords) -> Bool {
    guard side.words.count <= longestName || side.words[0].kind == .character else { return false }
    return isBeforeVerb(side) || isBehindVerb(side) || isBehindSource(side)
  }

  /// "…, the mayor said": the word of saying follows.
  private static func isBeforeVerb(_ side: ChangedWords) -> Bool {
    guard let next = side.after.first else { return false }
    if next.kind == .character {
      let second = side.after.dropFirst().first
      return isAttribution(next, second, side)
    }
    return isAttribution(next, nil, side) && !Vocabulary.sources.contains(side.foldedKey(next))
  }

  /// "…, said the mayor.": the word of saying and an article stand before, a mark before them and
  /// one behind.
  private static func isBehindVerb(_ side: ChangedWords) -> Bool {
    guard side.after.first.map({ $0.kind == .punctuation }) ?? true else { return false }
    let before = side.before.reversed().drop { isArticle($0, side) }
    guard let verb = before.first, verb.kind == .word, isAttribution(verb, nil, side) else {
      return false
    }
    return before.dropFirst().first?.kind == .punctuation
  }

  /// "according to the mayor": what names a source stands before.
  private static func isBehindSource(_ side: ChangedWords) -> Bool {
    var before = Array(side.before.reversed().drop { isArticle($0, side) })
    guard let first = before.first else { return false }
    if first.kind == .character {
      if before.count > 1, let pair = side.pairKey(before[1], first),
        Vocabulary.sources.contains(pair)
      {
        return true
      }
      return Vocabulary.sources.contains(side.exactKey(first))
    }
    let key = side.foldedKey(first)
    guard Vocabulary.sources.contains(key) else { return false }
    if key != to && key != by { return true }
    before.removeFirst()
    return before.first.map { Vocabulary.attributions.contains(side.foldedKey($0)) } ?? false
  }

  private static let to = WordForm.key(of: ArraySlice("to".utf8))
  private static let by = WordForm.key(of: ArraySlice("by".utf8))

  private static func isArticle(_ token: Token, _ side: ChangedWords) -> Bool {
    token.kind == .word && Vocabulary.articles.contains(side.foldedKey(token))
  }

  private static func isAttribution(_ token: Token, _ next: Token?, _ side: ChangedWords) -> Bool {
    if let next, let pair = side.pairKey(token, next), Vocabulary.attributions.contains(pair) {
      return true
    }
    return token.kind != .punctuation && Vocabulary.attributions.contains(side.foldedKey(token))
  }
}
