/// What somebody typed into a search, understood.
///
/// Words, "phrases", prefix*, AND, OR and NOT in capitals, parentheses. What stands side by side has to be
/// found together; AND binds closer than OR. A word with punctuation in it is a phrase of its parts.
package struct SearchQuery: Hashable, Sendable {
  package indirect enum Expression: Hashable, Sendable {
    /// One token, as it is.
    case word(SearchLeaf)
    /// One token, which may go on.
    case prefix(SearchLeaf)
    /// Several tokens, of which the last may go on.
    case phrase(SearchLeaf)
    case and([Expression])
    case or([Expression])
    case not(Expression)
  }

  package static let byteLimit = 4096
  package static let leafLimit = 64
  package static let depthLimit = 32

  package let expression: Expression

  package init(_ text: String) throws(SearchQueryError) {
    let byteCount = text.utf8.count
    if byteCount > Self.byteLimit {
      throw .tooLong(byteCount: byteCount, limit: Self.byteLimit)
    }
    let lexemes = try SearchLexeme.all(in: text)
    var parser = SearchQueryParser(lexemes)
    expression = try parser.query()
    // Somebody's "NOT a" would find nearly all there is.
    if !expression.isBounded {
      throw .onlyExclusion(place: parser.firstExclusion ?? 0..<byteCount)
    }
  }

  /// Its words, prefixes and phrases from left to right: at least one.
  package var leaves: [SearchLeaf] { expression.leaves { _ in true } }

  /// Those of them that have to be found, not missed: what a reader wants to see marked.
  package var positiveLeaves: [SearchLeaf] { expression.leaves { $0 } }

  /// The revisions, of one article, that the query finds, given those that have each leaf.
  package func revisions<Failure: Error>(
    of leaf: (SearchLeaf) throws(Failure) -> RevisionSet
  ) throws(Failure) -> RevisionSet {
    try expression.found(leaf).set
  }
}

extension SearchQuery.Expression {
  init(_ leaf: SearchLeaf) {
    if leaf.tokens.count > 1 {
      self = .phrase(leaf)
    } else {
      self = leaf.isPrefix ? .prefix(leaf) : .word(leaf)
    }
  }

  /// The leaves for which `isWanted` says so of whether they have to be found.
  fileprivate func leaves(isPositive: Bool = true, _ isWanted: (Bool) -> Bool) -> [SearchLeaf] {
    switch self {
    case .word(let leaf), .prefix(let leaf), .phrase(let leaf): isWanted(isPositive) ? [leaf] : []
    case .and(let parts), .or(let parts):
      parts.flatMap { $0.leaves(isPositive: isPositive, isWanted) }
    case .not(let part): part.leaves(isPositive: !isPositive, isWanted)
    }
  }

  /// Whether whatever it finds has some leaf.
  fileprivate var isBounded: Bool {
    switch self {
    case .word, .prefix, .phrase: true
    case .and(let parts): parts.contains { $0.isBounded }
    case .or(let parts): parts.allSatisfy { $0.isBounded }
    case .not(let part): part.isComplementBounded
    }
  }

  /// Whether whatever it does not find has some leaf.
  private var isComplementBounded: Bool {
    switch self {
    case .word, .prefix, .phrase: false
    case .and(let parts): parts.allSatisfy { $0.isComplementBounded }
    case .or(let parts): parts.contains { $0.isComplementBounded }
    case .not(let part): part.isBounded
    }
  }

  fileprivate func found<Failure: Error>(
    _ leaf: (SearchLeaf) throws(Failure) -> RevisionSet
  ) throws(Failure) -> FoundRevisions {
    switch self {
    case .word(let term), .prefix(let term), .phrase(let term):
      return FoundRevisions(set: try leaf(term), isComplement: false)
    case .and(let parts):
      var result = FoundRevisions.all
      for part in parts { result = result.intersection(try part.found(leaf)) }
      return result
    case .or(let parts):
      var result = FoundRevisions.all.complement
      for part in parts {
        result = result.complement.intersection(try part.found(leaf).complement).complement
      }
      return result
    case .not(let part):
      return try part.found(leaf).complement
    }
  }
}

/// A set of revisions, or all but a set: nobody has to know how many there are.
private struct FoundRevisions {
  let set: RevisionSet
  let isComplement: Bool

  static let all = FoundRevisions(set: RevisionSet(), isComplement: true)

  var complement: FoundRevisions { FoundRevisions(set: set, isComplement: !isComplement) }

  func intersection(_ other: FoundRevisions) -> FoundRevisions {
    switch (isComplement, other.isComplement) {
    case (false, false): FoundRevisions(set: set.intersection(other.set), isComplement: false)
    case (false, true): FoundRevisions(set: set.subtracting(other.set), isComplement: false)
    case (true, false): FoundRevisions(set: other.set.subtracting(set), isComplement: false)
    case (true, true): FoundRevisions(set: set.union(other.set), isComplement: true)
    }
  }
}
