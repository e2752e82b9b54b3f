/// One step of the way from an old text to a new one.
///
/// Edits are in reading order. Their `old` ranges cover the old text and their `new` ranges
/// the new one, each exactly once and without gaps.
public struct Edit: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// The same bytes on both sides.
    case keep
    /// Bytes that only the old text has. `new` is empty, at the place where they are missing.
    case delete
    /// Bytes that only the new text has. `old` is empty, at the place where they are missing.
    case insert
    /// The old place of a passage that moved; the index counts `Difference.moves`.
    case moveSource(Int)
    /// The new place of a passage that moved; the index counts `Difference.moves`.
    case moveTarget(Int)
  }

  public var kind: Kind
  /// Byte offsets in the old text.
  public var old: Range<Int>
  /// Byte offsets in the new text.
  public var new: Range<Int>
  /// What sort of change this is; `nil` for kept bytes and for the two places of a move (its inner
  /// edits have classes). A deletion and the insertion that
  /// replaces it, side by side, are one change and carry the same class.
  public var changeClass: ChangeClass?
  /// Whether this is a longer passage that holds other figures than what stood there before: it
  /// counts as number, too.
  public var hasOtherFigures = false

  public init(_ kind: Kind, old: Range<Int>, new: Range<Int>, changeClass: ChangeClass? = nil) {
    self.kind = kind
    self.old = old
    self.new = new
    self.changeClass = changeClass
  }
}

/// A passage that left one place and stands in another, perhaps edited on the way.
public struct Move: Equatable, Sendable {
  /// Byte offsets in the old text.
  public var source: Range<Int>
  /// Byte offsets in the new text.
  public var target: Range<Int>
  /// How `source` became `target`: only `keep`, `delete` and `insert`, with offsets of the
  /// whole texts; a single `keep` where the passage is unchanged.
  public var edits: [Edit]

  public init(source: Range<Int>, target: Range<Int>, edits: [Edit]) {
    self.source = source
    self.target = target
    self.edits = edits
  }
}

/// What sort of change an edit is, from the least to the most telling.
public enum ChangeClass: String, CaseIterable, Sendable {
  case whitespace
  /// The same text in other characters: composed or not, with ligatures, character references or
  /// characters that cannot be seen.
  case spelling
  /// Punctuation, or the form of a quotation mark.
  case punctuation
  /// Capital or small letters.
  case `case`
  /// What a page shows nobody: tags, their attributes, session ids, Markdown's marks.
  case markup
  case wording
  /// Where a link leads, or a web or mail address that is read.
  case address
  case name
  /// A number, its sign or unit of money, or how it is compared.
  case number
  /// A date or a time of day.
  case date
  /// Words inside quotation marks.
  case quotation
  /// Who said it, and how sure of it one is.
  case attribution
  /// Whether it may, can, should or must be.
  case modality
  /// Whether it is denied.
  case negation

  /// Whether the change leaves the sense of the text alone.
  public var isCosmetic: Bool {
    switch self {
    case .whitespace, .spelling, .punctuation, .case, .markup: true
    case .wording, .address, .name, .number, .date, .quotation, .attribution, .modality, .negation:
      false
    }
  }
}

extension ChangeClass: Comparable {
  /// Whether this class is less telling than the other: the order of the cases is the one that counts.
  public static func < (one: ChangeClass, other: ChangeClass) -> Bool { one.rank < other.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Edit {
  /// All classes that the change counts for; none for kept bytes.
  public var classes: [ChangeClass] {
    guard let changeClass else { return [] }
    return hasOtherFigures ? [changeClass, .number] : [changeClass]
  }
}
