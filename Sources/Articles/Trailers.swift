/// A commit message's two parts: the author's words, and what Stet knows.
///
/// Source: git-interpret-trailers(1). The trailers are the last paragraph and start with
/// `Article:`; two newlines before them are Stet's own, and all before those is the author's.
package struct Trailers: Equatable {
  package var article: ArticleName
  package var metadata = Metadata()
  package var isWithdrawal = false

  private static let articleKey = "Article: "

  /// The whole message for a commit.
  package func message(_ words: [UInt8]) -> [UInt8] {
    words + Array("\n\n".utf8) + Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private var lines: [String] {
    var lines = [Trailers.articleKey + article.description]
    for (key, value) in [
      ("Source", metadata.source), ("Title", metadata.title),
      ("Published", metadata.published?.description),
      ("Retrieved", metadata.retrieved?.description), ("Media-Type", metadata.mediaType),
      ("Republishes", metadata.republishes), ("Imported-From", metadata.importedFrom),
      ("Renamed-From", metadata.renamedFrom), ("Renamed-To", metadata.renamedTo),
      ("Withdrawn", isWithdrawal ? "true" : nil),
    ] {
      if let value { lines.append("\(key): \(value)") }
    }
    return lines
  }

  /// Takes a message apart; no trailers where it has none of Stet's.
  package static func split(
    _ message: [UInt8], localZone: (Int) -> Int
  ) -> (words: [UInt8], trailers: Trailers?) {
    guard let blank = lastBlankLine(in: message) else { return (message, nil) }
    let block = message[(blank + 2)...]
    guard block.starts(with: articleKey.utf8),
      let text = String(validating: block, as: UTF8.self),
      let trailers = Trailers(parsing: text, localZone: localZone)
    else { return (message, nil) }
    return (Array(message[..<blank]), trailers)
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

  private init?(parsing text: String, localZone: (Int) -> Int) {
    // Split by bytes: to Swift's characters, CR LF is one.
    let lines = text.utf8.split(separator: 0x0A).map { String(Substring($0)) }
    guard let first = lines.first,
      let article = ArticleName(
        ifAllowed: String(first.unicodeScalars.dropFirst(Trailers.articleKey.utf8.count)))
    else { return nil }
    self.article = article
    for line in lines.dropFirst() {
      guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = line.unicodeScalars[colon...].dropFirst(2)
      set(String(line[..<colon]), String(value), localZone: localZone)
    }
  }

  private mutating func set(_ key: String, _ value: String, localZone: (Int) -> Int) {
    switch key {
    case "Source": metadata.source = value
    case "Title": metadata.title = value
    case "Published": metadata.published = Timestamp(value, localZone: localZone)
    case "Retrieved": metadata.retrieved = Timestamp(value, localZone: localZone)
    case "Media-Type": metadata.mediaType = value
    case "Republishes": metadata.republishes = value
    case "Imported-From": metadata.importedFrom = value
    case "Renamed-From": metadata.renamedFrom = value
    case "Renamed-To": metadata.renamedTo = value
    case "Withdrawn": isWithdrawal = value == "true"
    default: break
    }
  }
}
