/// How a revision of an article is asked for: `bridge@3`, `bridge@-1`, `bridge@2011-11-24`, `bridge@`.
package struct RevisionSpecifier: Hashable, Sendable {
  package enum Selection: Hashable, Sendable {
    case latest
    case number(Int)
    /// So many before the latest.
    case before(Int)
    case asOf(Timestamp)
  }

  package let article: ArticleName
  package let selection: Selection

  /// The latest revision of an article.
  package init(latestOf article: ArticleName) {
    self.article = article
    selection = .latest
  }

  /// Reads `NAME@…`; `nil` where what follows the last `@` selects nothing.
  ///
  /// - Parameter localZone: As `Timestamp` has it, for a time that names no zone.
  package init?(_ text: String, localZone: (Int) -> Int) {
    guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")),
      let article = ArticleName(ifAllowed: String(text[..<at])),
      let selection = Selection(String(text.unicodeScalars[at...].dropFirst()), localZone)
    else { return nil }
    self.article = article
    self.selection = selection
  }
}

extension RevisionSpecifier.Selection {
  fileprivate init?(_ text: String, _ localZone: (Int) -> Int) {
    if text.isEmpty {
      self = .latest
    } else if let number = Self.number(text[...]) {
      self = .number(number)
    } else if text.hasPrefix("-"), let count = Self.number(text.dropFirst()) {
      self = .before(count)
    } else if let time = Timestamp(text, localZone: localZone) {
      self = .asOf(time)
    } else {
      return nil
    }
  }

  /// Digits and nothing else: `Int` takes a sign, too.
  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  /// How many revisions are newer; `nil` where only the whole history says which it is.
  package var placeBeforeLatest: Int? {
    switch self {
    case .latest: 0
    case .before(let count): count
    case .number, .asOf: nil
    }
  }

  /// - Throws: As the history's own look-ups do.
  package func revision(in history: ArticleHistory) throws(ArchiveError) -> Revision {
    switch self {
    case .latest: try history.revision(beforeLatest: 0)
    case .number(let number): try history.revision(numbered: number)
    case .before(let count): try history.revision(beforeLatest: count)
    case .asOf(let time): try history.revision(asOf: time)
    }
  }
}

extension RevisionSpecifier: CustomStringConvertible {
  /// A specifier that can mean nothing else.
  package var description: String {
    switch selection {
    case .latest: "\(article)@"
    case .number(let number): "\(article)@\(number)"
    case .before(let count): "\(article)@-\(count)"
    case .asOf(let time): "\(article)@\(time)"
    }
  }
}
