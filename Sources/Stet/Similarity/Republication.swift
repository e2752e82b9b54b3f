internal import Articles
internal import Passages

/// A revision that has the text that was asked about, or a part of it, or is a part of that text.
public struct Republication: Sendable {
  public let article: ArticleName
  /// Which revision of its article, from 1: the latest, unless only an earlier one has the text.
  public let revision: Int
  /// How many revisions the article has.
  public let revisionCount: Int
  public let id: RevisionID
  /// When the article was seen to say this.
  public let observed: Timestamp
  /// How much of the text asked about it has, from 0 to 1, and how much of it is that text: of the words that are no
  /// site's navigation.
  public let share: Double
  public let otherShare: Double
  /// How many words are the same in both; where a script runs on, characters.
  public let tokenCount: Int
  /// In the order of the text asked about; empty where nobody asked for them.
  public let passages: [RepublishedPassage]
}

/// A passage that two texts have in common, as it stands in both.
public struct RepublishedPassage: Hashable, Sendable {
  public let text: [UInt8]
  public let other: [UInt8]
}

extension RepublishedPassage {
  init(_ passage: CommonPassage, _ text: ReadText, _ other: ReadText) {
    self.text = text.bytes(of: passage.tokens)
    self.other = other.bytes(of: passage.others)
  }
}

/// What a reader sees of a text, and its tokens.
struct ReadText: Sendable {
  let bytes: [UInt8]
  var compared: ComparedText

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    compared = ComparedText(SearchTokens(of: bytes.span))
  }

  fileprivate func bytes(of tokens: Range<Int>) -> [UInt8] {
    guard let first = tokens.first, let last = tokens.last else { return [] }
    let end = compared.tokens[last].range.upperBound
    return Array(bytes[compared.tokens[first].range.lowerBound..<end])
  }
}
