/// A commit message's two parts: the author's words, and what Stet knows.
///
/// Source: git-interpret-trailers(1). The trailers are the last paragraph and start with
/// `Article:`; two newlines before them are Stet's own, and all before those is the author's.
package struct Trailers: Equatable {
  package var article: ArticleName
  package var metadata = Metadata()
  package var isWithdrawal = false

  private static let articleKey = "Article: "
  private static let withdrawnKey = "Withdrawn"

  /// The whole message for a commit.
  package func message(_ words: [UInt8]) -> [UInt8] {
    words + Array("\n\n".utf8) + Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private var lines: [String] {
    var lines = [Trailers.articleKey + article.description]
    for field in MetadataField.allCases {
      if let value = metadata[field] { lines.append("\(field.rawValue): \(value)") }
    }
    if isWithdrawal { lines.append(Trailers.withdrawnKey + ": true") }
    return lines
  }

  /// Takes a message apart; no trailers where it has none of Stet's.
  package static func split(
    _ message: [UInt8], localZone: (Int) -> Int
  ) -> (words: [UInt8], trailers: Trailers?) {
    guard let (blank, lines) = block(of: message),
      let trailers = Trailers(parsing: lines, localZone: localZone)
    else { return (message, nil) }
    return (Array(message[..<blank]), trailers)
  }

  /// Only what a commit records, for a check of the log: which article, and whether it went away.
  package static func record(
    in message: [UInt8]
  ) -> (article: ArticleName, isWithdrawal: Bool)? {
    guard let (_, lines) = block(of: message), let article = article(in: lines) else { return nil }
    // The last one counts, as for every trailer.
    let withdrawn = lines.dropFirst().last { $0.hasPrefix(withdrawnKey + ":") }
    return (article, withdrawn == withdrawnKey + ": true")
  }

  /// Where the trailers' blank line is, and the lines behind it; `nil` where they are none of Stet's.
  private static func block(of message: [UInt8]) -> (blank: Int, lines: [Substring])? {
    guard let blank = lastBlankLine(in: message) else { return nil }
    let block = message[(blank + 2)...]
    guard block.starts(with: articleKey.utf8),
      let text = String(validating: block, as: UTF8.self)
    else { return nil }
    // Split by bytes: to Swift's characters, CR LF is one.
    return (blank, text.utf8.split(separator: 0x0A).map { Substring($0) })
  }

  private static func article(in lines: [Substring]) -> ArticleName? {
    lines.first.flatMap { line in
      ArticleName(ifAllowed: String(line.unicodeScalars.dropFirst(articleKey.utf8.count)))
    }
  }

  /// Where the last two newlines stand that something follows.
  private static func lastBlankLine(in message: [UInt8]) -> Int? {
    var index = message.count - 3
    while index >= 0 {
      if message[index] == 0x0A && message[index + 1] == 0x0A { return index }
      index -= 1
    }
    return nil
  }

  package init(article: ArticleName, metadata: Metadata, isWithdrawal: Bool = false) {
    self.article = article
    self.metadata = metadata
    self.isWithdrawal = isWithdrawal
  }

  private init?(parsing lines: [Substring], localZone: (Int) -> Int) {
    guard let article = Trailers.article(in: lines) else { return nil }
    self.article = article
    for line in lines.dropFirst() {
      guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = line.unicodeScalars[colon...].dropFirst(2)
      set(String(line[..<colon]), String(value), localZone: localZone)
    }
  }

  private mutating func set(_ key: String, _ value: String, localZone: (Int) -> Int) {
    if let field = MetadataField(key: key) {
      metadata.set(field, to: value, localZone: localZone)
    } else if key == Trailers.withdrawnKey {
      isWithdrawal = value == "true"
    }
  }
}
