internal import Articles
internal import Objects

// A token is a line `token` with its digest and lines of a word and a value, up to the next one. Format.md has an example.

/// Where a list of tokens says what nobody knows the meaning of: it may be a limit, so none of them counts.
struct AccessTokenDecodingError: Error, Equatable {
  /// From 1.
  var line: Int
}

extension AccessToken {
  static func encode(_ tokens: [AccessToken]) -> [UInt8] {
    var lines: [String] = []
    for token in tokens {
      lines += ["token \(token.digest)", "created \(token.created)"]
      lines.append("author \(token.author.name) <\(token.author.mail)>")
      if let name = token.name { lines.append("name \(name)") }
      if let articles = token.articles { lines.append("article \(articles)") }
      if let expires = token.expires { lines.append("expires \(expires)") }
      if token.canWrite { lines.append("can write") }
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  static func decode(_ bytes: [UInt8]) throws(AccessTokenDecodingError) -> [AccessToken] {
    var tokens: [AccessToken] = []
    var digest: String?
    var created: Timestamp?
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
      let failure = AccessTokenDecodingError(line: index + 1)
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
      guard parts.count == 2, let word = String(validating: parts[0], as: UTF8.self),
        let value = String(validating: parts[1], as: UTF8.self)
      else { throw failure }
      switch word {
      case "token":
        guard digest == nil, ObjectID(value) != nil else { throw failure }
        digest = value
      case "created":
        created = Timestamp(rfc3339: value)
        guard created != nil else { throw failure }
      case "author":
        guard let known = digest, let time = created, let author = Author(line: value) else {
          throw failure
        }
        tokens.append(AccessToken(digest: known, created: time, author: author))
        (digest, created) = (nil, nil)
      default:
        guard digest == nil, created == nil, !tokens.isEmpty,
          tokens[tokens.count - 1].set(word, value)
        else { throw failure }
      }
    }
    guard digest == nil, created == nil else {
      throw AccessTokenDecodingError(line: bytes.count { $0 == UInt8(ascii: "\n") })
    }
    return tokens
  }

  /// - Returns: Whether that says something.
  private mutating func set(_ word: String, _ value: String) -> Bool {
    switch word {
    case "name": name = value
    case "article": articles = Glob(value)
    case "expires":
      guard let time = Timestamp(value, localZone: { _ in 0 }) else { return false }
      expires = time
    case "can":
      guard value == "write" else { return false }
      canWrite = true
    default: return false
    }
    return true
  }
}

extension Author {
  /// Reads `Name <mail>`.
  fileprivate init?(line: String) {
    // Bytes, never characters: a mark may follow a sign, and join it.
    let bytes = Array(line.utf8)
    guard bytes.last == UInt8(ascii: ">"), let open = bytes.lastIndex(of: UInt8(ascii: "<")),
      open > 1
    else { return nil }
    self.init(
      name: String(decoding: bytes[..<(open - 1)], as: UTF8.self),
      mail: String(decoding: bytes[(open + 1)...].dropLast(), as: UTF8.self))
  }
}
