public import Articles

/// Of which articles the index of words is held against their texts: that reads the texts once more, and takes several
/// times as long as all other verification.
public struct IndexShare: Hashable, Sendable {
  let number: Int
  let count: Int

  /// All of them.
  public static let whole = IndexShare(0, of: 1)

  /// One of so many shares, by the articles' names. Where an index is small, it is all of them.
  ///
  /// - Parameter number: Any: what comes after the last is the first again.
  public init(_ number: Int, of count: Int) {
    precondition(count > 0, "a share is one of one or more")
    self.number = ((number % count) + count) % count
    self.count = count
  }

  /// The share whose day it is: whoever verifies each day, week or month has had all of them after 17 times.
  public static func ofDay(_ now: Timestamp) -> IndexShare {
    IndexShare(Int((Double(now.seconds) / 86_400).rounded(.down)), of: dayCount)
  }

  /// A number that has no divisor in common with any of these.
  private static let dayCount = 17

  /// Of how many revisions an index is small: to read them again takes no longer than the rest.
  static let smallCount = 200

  func has(_ article: ArticleName) -> Bool {
    let hash = article.description.utf8.reduce(5_381 as UInt32) { ($0 &* 33) ^ UInt32($1) }
    return Int(hash) % count == number
  }
}
