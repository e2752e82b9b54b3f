public import Articles
internal import Bytes

/// A right to write over a network, of whoever knows its secret.
public struct AccessToken: Equatable, Sendable {
  /// The SHA-256 of the secret, 64 hexadecimal digits: the secret itself is kept nowhere.
  public let digest: String
  public let created: Timestamp
  public var name: String?
  /// Whether it may record revisions; reading needs no token.
  public var canWrite = false
  /// The articles for which it is; all where it is `nil`.
  public var articles: Glob?
  /// When it ends; of a day, its end.
  public var expires: Timestamp?
  /// Who records what is recorded with it.
  public var author: Author

  public init(of secret: String, created: Timestamp, author: Author) {
    digest = SHA256.hash(Array(secret.utf8)).description
    (self.created, self.author) = (created, author)
  }

  init(digest: String, created: Timestamp, author: Author) {
    (self.digest, self.created, self.author) = (digest, created, author)
  }

  /// A new secret of 256 random bits. By what it begins with, programs find it where it should not be.
  public static func secret(using random: inout some RandomNumberGenerator) -> String {
    let words = (0..<4).map { _ in random.next() as UInt64 }
    return "stet_"
      + words.map { word in
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
  }

  /// What it is called where it has no name, and by which `removeToken` knows it.
  public var abbreviated: String { String(digest.prefix(12)) }

  public func isExpired(at time: Timestamp) -> Bool {
    expires.map { $0.lastSecond < time.seconds } ?? false
  }

  /// Whether an article is one of those for which it is.
  public func covers(_ article: ArticleName) -> Bool {
    articles.map { $0.matches(article.description) } ?? true
  }
}

extension Sequence where Element == AccessToken {
  /// The token of a secret. How long that takes says nothing of the secret nor of how nearly it is one.
  public func token(of secret: String) -> AccessToken? {
    let digest = Array(SHA256.hash(Array(secret.utf8)).description.utf8)
    var found: AccessToken?
    for token in self {
      var difference: UInt8 = 0
      for (one, other) in zip(token.digest.utf8, digest) { difference |= one ^ other }
      if difference == 0, token.digest.utf8.count == digest.count { found = token }
    }
    return found
  }
}
