@testable import Prose

/// A whole text as the rules see it.
func tokenised(_ text: String, passages: [Range<Int>] = []) -> TokenisedText {
  let bytes = Array(text.utf8)
  return TokenisedText(bytes, in: 0..<bytes.count, passages: passages)
}

/// Byte ranges of the tokens of a text.
func tokenRanges(in text: [UInt8]) -> [Range<Int>] {
  Tokeniser.tokens(of: text, in: 0..<text.count).map(\.range)
}

/// Byte ranges of the sentences of a text, as a reader sees them: initials end none.
func sentenceRanges(in text: [UInt8]) -> [Range<Int>] {
  let tokens = Tokeniser.tokens(of: text, in: 0..<text.count)
  return SentenceSegmenter.sentences(of: tokens, in: text, initials: .joined)
    .map { tokens.byteRange(of: $0) }
}

extension TokenisedText {
  /// The words and marks of some of its tokens, with a blank between each two.
  func words(_ range: Range<Int>) -> String {
    range.map { String(decoding: bytes[tokens[$0].range], as: UTF8.self) }.joined(separator: " ")
  }
}

extension [MatchRun] {
  /// The tokens that the runs keep, run by run.
  func words(in old: TokenisedText) -> [String] { map { old.words($0.oldRange) } }
}

/// Runs that keep these phrases, each the first that both texts have behind the last one.
///
/// A phrase is written as its tokens are, with a blank between each two.
func runs(_ phrases: [String], _ old: TokenisedText, _ new: TokenisedText) -> [MatchRun] {
  var runs: [MatchRun] = []
  for phrase in phrases {
    let count = phrase.split(separator: " ").count
    guard let source = old.place(of: phrase, count, from: runs.last?.oldEnd ?? 0),
      let target = new.place(of: phrase, count, from: runs.last?.newEnd ?? 0)
    else { preconditionFailure("no such phrase: \(phrase)") }
    runs.append(MatchRun(old: source, new: target, count: count))
  }
  return runs
}

extension TokenisedText {
  fileprivate func place(of phrase: String, _ count: Int, from start: Int) -> Int? {
    guard start + count <= tokens.count else { return nil }
    return (start...tokens.count - count).first { words($0..<$0 + count) == phrase }
  }
}
