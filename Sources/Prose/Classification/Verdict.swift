/// What a difference comes to, in a few figures.
public struct Verdict: Equatable, Sendable {
  /// How many changes there are of each class; of pages whose visible text was compared, those of the
  /// markup as well. A deletion and the insertion beside it are one
  /// change; changes inside passages that moved count as well. A passage with other figures counts
  /// twice: as what it is, and as number.
  public let changes: [ChangeClass: Int]
  /// Words that only the new text has, and that only the old one has. A word that is only spelled
  /// otherwise is the same word.
  public let wordsAdded: Int
  public let wordsRemoved: Int
  /// Words that stand elsewhere in the new text.
  public let wordsMoved: Int
  /// The share of the words and marks of both texts that were kept, moved ones included: 0 to 1.
  public let similarity: Double

  /// Whether the two differ and one is no text: then nothing else is known of the change.
  public let isBinary: Bool

  /// Whether the change leaves the sense of the text alone: nothing moved, and all classes are
  /// cosmetic ones. Equal texts are cosmetically different at most.
  public var isCosmetic: Bool {
    !isBinary && wordsMoved == 0 && changes.allSatisfy { $0.key.isCosmetic || $0.value == 0 }
  }

  public init(
    changes: [ChangeClass: Int], wordsAdded: Int, wordsRemoved: Int, wordsMoved: Int,
    similarity: Double, isBinary: Bool = false
  ) {
    self.isBinary = isBinary
    self.changes = changes
    self.wordsAdded = wordsAdded
    self.wordsRemoved = wordsRemoved
    self.wordsMoved = wordsMoved
    self.similarity = similarity
  }
}

extension Difference {
  /// What the difference comes to.
  ///
  /// - Complexity: O(length of both texts).
  public var verdict: Verdict {
    if isBinary {
      return Verdict(
        changes: [:], wordsAdded: 0, wordsRemoved: 0, wordsMoved: 0,
        similarity: isEmpty ? 1 : 0, isBinary: !isEmpty)
    }
    var tally = Tally(old: old, new: new)
    tally.add(edits)
    for move in moves { tally.add(move.edits, isMoved: true) }
    if let markup = sources?.markup { tally.add(markup) }
    return tally.verdict
  }
}

/// Counts words and changes.
private struct Tally {
  let old: [UInt8]
  let new: [UInt8]
  private var changes: [ChangeClass: Int] = [:]
  private var added = 0
  private var removed = 0
  private var moved = 0
  /// Words and marks of both texts, and those of them that were kept.
  private var tokens = 0
  private var keptTokens = 0

  init(old: [UInt8], new: [UInt8]) {
    (self.old, self.new) = (old, new)
  }

  mutating func add(_ edits: [Edit], isMoved: Bool = false) {
    var previous: Edit?
    for edit in edits {
      switch edit.kind {
      case .keep:
        let words = count(old, edit.old, isKept: true)
        if isMoved { moved += words }
      case .delete, .insert:
        if edit.changeClass == .spelling {
          countSpelled(edit)
        } else {
          removed += count(old, edit.old)
          added += count(new, edit.new)
        }
      case .moveSource, .moveTarget: break
      }
      let isChange = edit.kind == .delete || edit.kind == .insert
      let belongsToLast = edit.kind == .insert && previous?.kind == .delete
      if isChange && !belongsToLast {
        for sort in edit.changeClass == nil ? [.wording] : edit.classes {
          changes[sort, default: 0] += 1
        }
      }
      previous = edit
    }
  }

  /// What a visible text does not show: where links lead matters, and tags do not.
  mutating func add(_ markup: MarkupChanges) {
    let count = markup.counts.values.reduce(0, +) - markup.addressCount
    if markup.addressCount > 0 { changes[.address, default: 0] += markup.addressCount }
    if count > 0 { changes[.markup, default: 0] += count }
  }

  /// Counts the tokens of one side of a change of spelling: the other side has them, too.
  private mutating func countSpelled(_ edit: Edit) {
    let found =
      Tokeniser.count(in: old, edit.old).tokens + Tokeniser.count(in: new, edit.new).tokens
    tokens += found
    keptTokens += found
  }

  /// Counts the tokens of a range, and returns how many of them are words.
  private mutating func count(_ text: [UInt8], _ range: Range<Int>, isKept: Bool = false) -> Int {
    let found = Tokeniser.count(in: text, range)
    tokens += isKept ? 2 * found.tokens : found.tokens
    if isKept { keptTokens += 2 * found.tokens }
    return found.words
  }

  var verdict: Verdict {
    Verdict(
      changes: changes, wordsAdded: added, wordsRemoved: removed, wordsMoved: moved,
      similarity: tokens == 0 ? 1 : Double(keptTokens) / Double(tokens))
  }
}
