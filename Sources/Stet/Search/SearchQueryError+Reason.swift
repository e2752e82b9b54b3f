internal import Passages

/// Why a query is none, as a clause, and where.
extension SearchQueryError {
  var place: Range<Int>? {
    switch self {
    case .empty, .tooLong: nil
    case .tooManyTerms(_, let place), .nestedTooDeep(_, let place), .missingOperand(let place),
      .missingParenthesis(let place), .unmatchedParenthesis(let place),
      .emptyParentheses(let place),
      .missingQuotationMark(let place), .nothingSearchable(let place), .onlyExclusion(let place):
      place
    }
  }

  var reason: String {
    switch self {
    case .empty: "there is nothing to search for"
    case .tooLong(let count, let limit): "it has \(count) bytes, and at most \(limit) are read"
    case .tooManyTerms(let limit, _): "it has more than \(limit) words and phrases"
    case .nestedTooDeep(let limit, _): "there are more than \(limit) parentheses in each other"
    case .missingOperand:
      "AND, OR and NOT need a word on each side they join; in quotation marks they are words"
    case .missingParenthesis: "no ) closes it"
    case .unmatchedParenthesis: "no ( opens it"
    case .emptyParentheses: "there is nothing in it"
    case .missingQuotationMark: "no quotation mark ends the phrase"
    case .nothingSearchable: "only letters and numbers are searched for"
    case .onlyExclusion: "what is not there is found everywhere: say what is to be found, too"
    }
  }
}
