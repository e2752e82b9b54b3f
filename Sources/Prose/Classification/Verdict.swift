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

  /// The classes that occur.
  public var classes: Set<ChangeClass> { Set(changes.filter { $0.value > 0 }.keys) }

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
    var tally = tally ?? Tally(self)
    if let markup = sources?.markup { tally.add(markup) }
    return tally.verdict(old: old, new: new)
  }
}
