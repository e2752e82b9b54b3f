/// A piece of a query: a word, a phrase, an operator, a parenthesis.
struct SearchLexeme {
  enum Kind: Equatable {
    /// Text to look for, with a star behind it or not.
    case term(String, hasStar: Bool)
    case and
    case or
    case not
    case open
    case close
  }

  let kind: Kind
  /// Its bytes in the query.
  let place: Range<Int>

  /// The pieces of a query in order.
  static func all(in text: String) throws(SearchQueryError) -> [SearchLexeme] {
    var lexer = SearchLexer(text)
    var lexemes: [SearchLexeme] = []
    while let lexeme = try lexer.next() { lexemes.append(lexeme) }
    return lexemes
  }
}

/// Goes through the scalars of a query.
private struct SearchLexer {
  private var rest: Substring.UnicodeScalarView
  private var offset = 0

  init(_ text: String) { rest = text[...].unicodeScalars }

  mutating func next() throws(SearchQueryError) -> SearchLexeme? {
    while let scalar = rest.first, scalar.properties.isWhitespace { skip() }
    guard let scalar = rest.first else { return nil }
    let start = offset
    switch scalar {
    case "(":
      skip()
      return SearchLexeme(kind: .open, place: start..<offset)
    case ")":
      skip()
      return SearchLexeme(kind: .close, place: start..<offset)
    case _ where Self.isQuotationMark(scalar):
      return try phrase()
    default:
      return word()
    }
  }

  /// Phones and word processors turn straight marks into curved ones.
  private static func isQuotationMark(_ scalar: Unicode.Scalar) -> Bool {
    ["\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{FF02}"].contains(scalar)
  }

  private mutating func skip() {
    if let scalar = rest.popFirst() { offset += UTF8.width(scalar) }
  }

  private mutating func phrase() throws(SearchQueryError) -> SearchLexeme {
    let start = offset
    skip()
    let inside = offset
    var text = String.UnicodeScalarView()
    while let scalar = rest.first, !Self.isQuotationMark(scalar) {
      text.append(scalar)
      skip()
    }
    if rest.isEmpty { throw .missingQuotationMark(place: start..<inside) }
    skip()
    let hasStar = rest.first == "*"
    while rest.first == "*" { skip() }
    return SearchLexeme(kind: .term(String(text), hasStar: hasStar), place: start..<offset)
  }

  private mutating func word() -> SearchLexeme {
    let start = offset
    var text = String.UnicodeScalarView()
    while let scalar = rest.first, !scalar.properties.isWhitespace, scalar != "(", scalar != ")",
      !Self.isQuotationMark(scalar)
    {
      text.append(scalar)
      skip()
    }
    let kind: SearchLexeme.Kind =
      switch String(text) {
      case "AND": .and
      case "OR": .or
      case "NOT": .not
      case let word: .term(word, hasStar: word.unicodeScalars.last == "*")
      }
    return SearchLexeme(kind: kind, place: start..<offset)
  }
}
