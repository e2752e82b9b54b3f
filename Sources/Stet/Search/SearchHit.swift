internal import Articles

/// An article, and its revisions that a query finds.
public struct SearchHit: Sendable {
  public let article: ArticleName
  /// By number, from 1, in order; none next to another.
  public let revisions: [ClosedRange<Int>]
  /// How many revisions the article has.
  public let revisionCount: Int
  /// When the newest of those found was seen.
  public let observed: Timestamp

  /// The newest revision that is found.
  public var newest: Int { revisions.last?.upperBound ?? 0 }
}

/// A revision with which what a query finds came into an article, or went.
public struct SearchChange: Hashable, Sendable {
  public let article: ArticleName
  public let revision: Int
  /// Whether it came; else this is the first revision without it.
  public let isArrival: Bool
  /// When that revision was seen.
  public let observed: Timestamp
}

/// A piece of a text around what was found in it.
public struct SearchExcerpt: Sendable {
  public let text: [UInt8]
  /// What was found, in bytes of `text`.
  public let marks: [Range<Int>]
  /// Whether the text goes on before it and after it.
  public let isCutBefore: Bool
  public let isCutAfter: Bool
}

extension SearchExcerpt {
  /// - Parameters:
  ///   - marks: What was found in the whole text, in order.
  ///   - length: About how many bytes of it to show.
  init?(of text: [UInt8], around marks: [Range<Int>], length: Int) {
    guard let first = marks.first else { return nil }
    // A third of it before what was found, for people read on.
    let room = Swift.max(0, length - first.count)
    let start = text.start(
      ofWordNear: Swift.max(0, first.lowerBound - room / 3), before: first.lowerBound)
    let end = text.end(
      ofWordNear: Swift.min(text.count, Swift.max(first.upperBound, start + length)),
      after: first.upperBound)
    self.text = Array(text[start..<end])
    self.marks = marks.filter { $0.lowerBound >= start && $0.upperBound <= end }
      .map { $0.lowerBound - start..<$0.upperBound - start }
    isCutBefore = start > 0
    isCutAfter = end < text.count
  }
}

extension [UInt8] {
  /// Where the first word after a place begins, so that no word is cut; a place between two characters where no
  /// space comes first.
  fileprivate func start(ofWordNear place: Int, before limit: Int) -> Int {
    if place == 0 { return 0 }
    if let space = self[place..<limit].firstIndex(where: { $0 == 0x20 || $0 == 0x0A }) {
      return space + 1
    }
    return self[place..<limit].firstIndex { $0 & 0xC0 != 0x80 } ?? limit
  }

  fileprivate func end(ofWordNear place: Int, after limit: Int) -> Int {
    if place == count { return count }
    if let space = self[limit..<place].lastIndex(where: { $0 == 0x20 || $0 == 0x0A }) {
      return space
    }
    return self[limit..<place + 1].lastIndex { $0 & 0xC0 != 0x80 } ?? limit
  }
}
