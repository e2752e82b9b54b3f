/// Puts the pieces of a query together.
///
/// ```
/// query  = all *("OR" all)
/// all    = part *(["AND"] part)
/// part   = "NOT" part / "(" query ")" / term
/// ```
struct SearchQueryParser {
  private var rest: ArraySlice<SearchLexeme>
  /// What was read last.
  private var last: SearchLexeme?
  private var leafCount = 0
  private var depth = 0
  /// Where the first NOT is.
  private(set) var firstExclusion: Range<Int>?

  init(_ lexemes: [SearchLexeme]) { rest = lexemes[...] }

  mutating func query() throws(SearchQueryError) -> SearchQuery.Expression {
    if rest.isEmpty { throw .empty }
    let expression = try alternatives()
    if let lexeme = rest.first { throw .unmatchedParenthesis(place: lexeme.place) }
    return expression
  }

  private mutating func next() -> SearchLexeme? {
    last = rest.popFirst()
    return last
  }

  private mutating func alternatives() throws(SearchQueryError) -> SearchQuery.Expression {
    var parts = [try conjunction()]
    while rest.first?.kind == .or {
      _ = next()
      parts.append(try conjunction())
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func conjunction() throws(SearchQueryError) -> SearchQuery.Expression {
    var parts = [try part()]
    while let lexeme = rest.first, lexeme.kind != .or, lexeme.kind != .close {
      if lexeme.kind == .and { _ = next() }
      parts.append(try part())
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func part() throws(SearchQueryError) -> SearchQuery.Expression {
    let before = last
    guard let lexeme = next() else { throw missing(after: before) }
    switch lexeme.kind {
    case .term(let text, let hasStar):
      return try term(text, hasStar: hasStar, place: lexeme.place)
    case .not:
      firstExclusion = firstExclusion ?? lexeme.place
      try descend(at: lexeme)
      let part = try part()
      depth -= 1
      return .not(part)
    case .open:
      try descend(at: lexeme)
      return try parentheses(openedBy: lexeme)
    case .close:
      if let before, before.kind == .open {
        throw .emptyParentheses(place: before.place.lowerBound..<lexeme.place.upperBound)
      }
      if let before { throw missing(after: before) }
      throw .unmatchedParenthesis(place: lexeme.place)
    case .and, .or:
      throw .missingOperand(place: lexeme.place)
    }
  }

  /// The error where a part should follow and does not.
  private func missing(after lexeme: SearchLexeme?) -> SearchQueryError {
    guard let lexeme else { return .empty }
    return lexeme.kind == .open
      ? .missingParenthesis(place: lexeme.place) : .missingOperand(place: lexeme.place)
  }

  private mutating func descend(at lexeme: SearchLexeme) throws(SearchQueryError) {
    depth += 1
    if depth > SearchQuery.depthLimit {
      throw .nestedTooDeep(limit: SearchQuery.depthLimit, place: lexeme.place)
    }
  }

  private mutating func parentheses(
    openedBy open: SearchLexeme
  ) throws(SearchQueryError) -> SearchQuery.Expression {
    let expression = try alternatives()
    guard next() != nil else { throw .missingParenthesis(place: open.place) }
    depth -= 1
    return expression
  }

  private mutating func term(
    _ text: String, hasStar: Bool, place: Range<Int>
  ) throws(SearchQueryError) -> SearchQuery.Expression {
    leafCount += 1
    if leafCount > SearchQuery.leafLimit {
      throw .tooManyTerms(limit: SearchQuery.leafLimit, place: place)
    }
    let tokens = SearchTokens(of: Array(text.utf8).span)
    guard let leaf = SearchLeaf(tokens, hasStar: hasStar, place: place) else {
      throw .nothingSearchable(place: place)
    }
    return SearchQuery.Expression(leaf)
  }
}
