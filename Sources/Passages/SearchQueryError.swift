/// Why a query cannot be asked. Places are byte ranges of the query.
package enum SearchQueryError: Error, Equatable, Sendable {
  /// There is nothing in it.
  case empty
  case tooLong(byteCount: Int, limit: Int)
  /// Too many words and phrases: the one at `place` is the first too many.
  case tooManyTerms(limit: Int, place: Range<Int>)
  /// Too many parentheses, or NOTs, within each other.
  case nestedTooDeep(limit: Int, place: Range<Int>)
  /// An AND, OR or NOT with nothing before or behind it.
  case missingOperand(place: Range<Int>)
  /// Nothing closes the parenthesis at `place`.
  case missingParenthesis(place: Range<Int>)
  /// Nothing opens the parenthesis at `place`.
  case unmatchedParenthesis(place: Range<Int>)
  /// Nothing stands between the parentheses at `place`.
  case emptyParentheses(place: Range<Int>)
  /// Nothing ends the phrase that begins at `place`.
  case missingQuotationMark(place: Range<Int>)
  /// A word or phrase without a letter or number.
  case nothingSearchable(place: Range<Int>)
  /// Whatever does not have what follows the NOT at `place` would be found.
  case onlyExclusion(place: Range<Int>)
}
