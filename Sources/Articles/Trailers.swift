/// A commit message's two parts: the author's words, and what Stet knows.
///
/// Source: git-interpret-trailers(1). The trailers are the last paragraph and start with
/// `Article:`; two newlines before them are Stet's own, and all before those is the author's.
package struct Trailers: Equatable {
  package var article: ArticleName
  package var metadata = Metadata()
  package var isWithdrawal = false

  fileprivate static let articleKey = "Article: "
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
    guard let block = TrailerBlock(of: message),
      let trailers = Trailers(parsing: block, localZone: localZone)
    else { return (message, nil) }
    return (Array(message[..<block.blank]), trailers)
  }

  /// Only what a commit records, for a check of the log: which article, whether it went away, and what
  /// other commits it speaks of.
  package static func record(
    in message: [UInt8]
  ) -> (article: ArticleName, isWithdrawal: Bool, links: Metadata)? {
    guard let block = TrailerBlock(of: message), let article = block.article else { return nil }
    var (isWithdrawal, links) = (false, Metadata())
    block.visitFields { key, value in
      // The last one counts, as for every trailer.
      if key == withdrawnKey {
        isWithdrawal = value == "true"
      } else if let field = linkingFields.first(where: { $0.rawValue == key }) {
        links.set(field, to: value, localZone: { _ in 0 })
      }
    }
    // What is imported is held to nothing more: the other side of a rename may have been left out.
    return (article, isWithdrawal, links.importedFrom == nil ? links : Metadata())
  }

  /// What binds a commit to others, so that a check has a use for it.
  private static let linkingFields: [MetadataField] = [
    .importedFrom, .renamedFrom, .renamedTo, .amends,
  ]

  package init(article: ArticleName, metadata: Metadata, isWithdrawal: Bool = false) {
    self.article = article
    self.metadata = metadata
    self.isWithdrawal = isWithdrawal
  }

  private init?(parsing block: TrailerBlock, localZone: (Int) -> Int) {
    guard let article = block.article else { return nil }
    self.article = article
    var (metadata, isWithdrawal) = (Metadata(), false)
    block.visitFields { key, value in
      if let field = MetadataField(key: key) {
        metadata.set(field, to: value, localZone: localZone)
      } else if key == Trailers.withdrawnKey {
        isWithdrawal = value == "true"
      }
    }
    self.metadata = metadata
    self.isWithdrawal = isWithdrawal
  }
}

/// The last paragraph of a message, where it is Stet's. Every commit that is read has one, so it is taken
/// apart as bytes.
private struct TrailerBlock {
  private let message: [UInt8]
  /// Where the two newlines before it stand.
  let blank: Int
  private let start: Int

  /// - Returns: `nil` where there is none of Stet's, or it is not UTF-8.
  init?(of message: [UInt8]) {
    guard let blank = TrailerBlock.lastBlankLine(in: message) else { return nil }
    start = blank + 2
    let bytes = message.span.extracting(start...)
    guard message[start...].starts(with: Trailers.articleKey.utf8),
      (try? UTF8Span(validating: bytes)) != nil
    else { return nil }
    self.message = message
    self.blank = blank
  }

  /// Where the last two newlines stand that something follows.
  private static func lastBlankLine(in message: [UInt8]) -> Int? {
    var index = message.count - 3
    while index >= 0 {
      if message[index] == newline && message[index + 1] == newline { return index }
      index -= 1
    }
    return nil
  }

  var article: ArticleName? {
    let line = start..<end(ofLineAt: start)
    return ArticleName(ifAllowed: text(line.dropFirst(Trailers.articleKey.utf8.count)))
  }

  /// Visits key and value of each line after the first that has a colon.
  func visitFields(_ visit: (_ key: String, _ value: String) -> Void) {
    var offset = end(ofLineAt: start) + 1
    while offset < message.count {
      let end = end(ofLineAt: offset)
      if let colon = message[offset..<end].firstIndex(of: UInt8(ascii: ":")) {
        visit(text(offset..<colon), text(valueStart(after: colon, end)..<end))
      }
      offset = end + 1
    }
  }

  private func end(ofLineAt offset: Int) -> Int {
    message[offset...].firstIndex(of: newline) ?? message.count
  }

  /// Behind the colon and the character after it, a space as it is written.
  private func valueStart(after colon: Int, _ end: Int) -> Int {
    var index = min(colon + 2, end)
    while index < end, message[index] & 0xC0 == 0x80 { index += 1 }
    return index
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: message[range], as: UTF8.self)
  }
}

private let newline = UInt8(ascii: "\n")
