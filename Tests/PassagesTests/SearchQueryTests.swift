import TestSupport
import Testing

@testable import Passages

struct SearchQueryTests {
  /// A query as one would write its tree.
  private func tree(_ expression: SearchQuery.Expression) -> String {
    switch expression {
    case .word(let leaf): leaf.tokens.words
    case .prefix(let leaf): leaf.tokens.words + "*"
    case .phrase(let leaf): "'" + leaf.tokens.words + "'" + (leaf.isPrefix ? "*" : "")
    case .and(let parts): "(" + parts.map(tree).joined(separator: " & ") + ")"
    case .or(let parts): "(" + parts.map(tree).joined(separator: " | ") + ")"
    case .not(let part): "!" + tree(part)
    }
  }

  @Test(arguments: [
    ("Hello", "hello"),
    ("hello world", "(hello & world)"),
    ("a AND b OR c d", "((a & b) | (c & d))"),
    ("a (b OR c) NOT d", "(a & (b | c) & !d)"),
    ("NOT a b", "(!a & b)"),
    ("a AND NOT (b OR c)", "(a & !(b | c))"),
    ("NOT NOT a", "!!a"),
    ("and or not", "(and & or & not)"),
    ("((a))", "a"),
    ("\"DÉMOCRATIE libérale\"", "'democratie liberale'"),
    ("“curved marks” a", "('curved marks' & a)"),
    ("a\"b c\"d", "(a & 'b c' & d)"),
    ("\"one\"", "one"),
    ("démo*", "demo*"),
    ("\"in the beg\"*", "'in the beg'*"),
    ("re-flo*", "'re flo'*"),
    ("a**", "a*"),
    ("*a", "a"),
    ("a*b", "'a b'"),
    ("-word AND-b", "(word & 'and b')"),
    ("a\u{3000}b\u{A0}c", "(a & b & c)"),
    ("straße", "strasse"),
    ("don't", "'don t'"),
  ])
  func `what people type is understood`(text: String, expected: String) throws {
    #expect(tree(try SearchQuery(text).expression) == expected)
  }

  @Test(arguments: [
    ("例", "例*"), ("例文", "例文"), ("例文字", "'例文 文字'"), ("例*", "例*"), ("例文*", "例文"),
    ("2020年", "'2020 年'*"), ("年2020", "'年 2020'"), ("年20*", "'年 20'*"), ("年 月", "(年* & 月*)"),
    ("\"年 月\"", "'年 月'*"),
  ])
  func `scripts that run on are looked for within runs`(text: String, expected: String) throws {
    #expect(tree(try SearchQuery(text).expression) == expected)
  }

  @Test(arguments: [
    ("", SearchQueryError.empty),
    (" \n", .empty),
    ("a AND", .missingOperand(place: 2..<5)),
    ("OR a", .missingOperand(place: 0..<2)),
    ("a OR AND b", .missingOperand(place: 5..<8)),
    ("é NOT", .missingOperand(place: 3..<6)),
    ("(a OR) b", .missingOperand(place: 3..<5)),
    ("(a", .missingParenthesis(place: 0..<1)),
    ("a (", .missingParenthesis(place: 2..<3)),
    ("(a (b)", .missingParenthesis(place: 0..<1)),
    ("a) b", .unmatchedParenthesis(place: 1..<2)),
    (")", .unmatchedParenthesis(place: 0..<1)),
    ("a ( )", .emptyParentheses(place: 2..<5)),
    ("a \"b c", .missingQuotationMark(place: 2..<3)),
    ("\"", .missingQuotationMark(place: 0..<1)),
    ("a !!!", .nothingSearchable(place: 2..<5)),
    ("\"\"", .nothingSearchable(place: 0..<2)),
    ("*", .nothingSearchable(place: 0..<1)),
    ("NOT a", .onlyExclusion(place: 0..<3)),
    ("b OR NOT a", .onlyExclusion(place: 5..<8)),
    ("NOT (a b)", .onlyExclusion(place: 0..<3)),
    ("NOT a NOT b", .onlyExclusion(place: 0..<3)),
  ])
  func `what cannot be asked says where`(text: String, error: SearchQueryError) {
    #expect(throws: error) { try SearchQuery(text) }
  }

  @Test(arguments: ["a (NOT b OR c)", "NOT (NOT a OR b)", "NOT NOT a", "a OR (b NOT c)"])
  func `an exclusion within what has to be found is none of the whole`(text: String) throws {
    _ = try SearchQuery(text)
  }

  @Test func `limits are kept`() throws {
    let words = Array(repeating: "w", count: 64).joined(separator: " ")
    #expect(try SearchQuery(words).leaves.count == 64)
    #expect(throws: SearchQueryError.tooManyTerms(limit: 64, place: 128..<129)) {
      try SearchQuery(words + " x")
    }
    let open = String(repeating: "(", count: 32)
    #expect(try SearchQuery(open + "a" + String(repeating: ")", count: 32)).leaves.count == 1)
    #expect(throws: SearchQueryError.nestedTooDeep(limit: 32, place: 32..<33)) {
      try SearchQuery(open + "(a")
    }
    #expect(throws: SearchQueryError.nestedTooDeep(limit: 32, place: 128..<131)) {
      try SearchQuery(String(repeating: "NOT ", count: 1_000) + "a")
    }
    #expect(throws: SearchQueryError.tooLong(byteCount: 4097, limit: 4096)) {
      try SearchQuery(String(repeating: "a", count: 4097))
    }
  }

  @Test(arguments: [
    ("word", ["\"word\""]),
    ("wo*", ["\"wo\" *"]),
    ("\"NEAR(a b)\"", ["\"near a b\""]),
    ("a\u{0}\"; DROP", ["\"a\""]),
    ("\"1 2 3 4 5 6 7 8\"", ["\"1 2 3 4 5 6 7 8\""]),
    ("\"1 2 3 4 5 6 7 8 9\"*", ["\"1 2 3 4 5 6 7 8\"", "\"2 3 4 5 6 7 8 9\" *"]),
    (
      "1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16",
      ["\"1 2 3 4 5 6 7 8\"", "\"8 9 10 11 12 13 14 15\"", "\"9 10 11 12 13 14 15 16\""]
    ),
  ])
  func `an index is asked for phrases of eight tokens at most`(text: String, expected: [String])
    throws
  {
    let leaf = try #require((try? SearchQuery(text))?.leaves.first ?? SearchQuery("a").leaves.first)
    #expect(leaf.ftsExpressions == expected)
    #expect(leaf.needsConfirmation == (expected.count > 1))
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `any text is a query or an error`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "b", "例", " ", " ", "(", ")", "AND", "OR", "NOT", "\"", "*", "-", "\u{301}", "\u{0}",
      "🙂",
    ]
    for _ in 0..<50 {
      let text = (0..<random.number(in: 0..<14)).map { _ in random.pick(pieces) }.joined()
      guard let query = try? SearchQuery(text) else { continue }
      #expect(!query.leaves.isEmpty)
      for leaf in query.leaves {
        #expect(leaf.place.upperBound <= text.utf8.count && !leaf.tokens.isEmpty)
        for expression in leaf.ftsExpressions {
          #expect(expression.utf8.filter { $0 == 0x22 }.count == 2)
          #expect(expression.hasSuffix("\"") || expression.hasSuffix("\" *"))
        }
      }
    }
  }
}
