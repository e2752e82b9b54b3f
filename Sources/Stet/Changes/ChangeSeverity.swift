public import Prose

/// How much there is to see to in what became of an article, from the least to the most.
///
/// The order of the cases is the one that lists go by, within `cosmetic` and `substantive` that of the classes;
/// `Differences.md` has it as a table.
public enum ChangeSeverity: Comparable, Sendable {
  /// The text is what it was.
  case asBefore
  /// Only the layout of a page's source is another.
  case layout
  case cosmetic(ChangeClass)
  case new
  /// It has another name, and the same text.
  case renamed
  /// Passages stand elsewhere.
  case moved
  /// One of the two is no text: they differ, and nothing else is known.
  case binary
  case substantive(ChangeClass)
  case withdrawn
  /// What it says, or said before, cannot be read.
  case damaged
}

extension ChangeSeverity {
  /// That of a difference by what it is above all.
  ///
  /// - Parameter asked: The classes that count; all for `nil`.
  public init(of verdict: Verdict, among asked: Set<ChangeClass>? = nil) {
    let worst = asked.map { verdict.classes.intersection($0) } ?? verdict.classes
    switch worst.max() {
    case let sort? where !sort.isCosmetic: self = .substantive(sort)
    case _ where verdict.isBinary: self = .binary
    case _ where verdict.wordsMoved > 0: self = .moved
    case let sort?: self = .cosmetic(sort)
    case nil: self = .layout
    }
  }

  /// The class, where it is one.
  public var changeClass: ChangeClass? {
    switch self {
    case .cosmetic(let sort), .substantive(let sort): sort
    case .asBefore, .layout, .new, .renamed, .moved, .binary, .withdrawn, .damaged: nil
    }
  }

  /// Whether it leaves the sense of a text that was there alone.
  public var isCosmetic: Bool { self < .new }
}

extension ArticleChange {
  /// How much there is to see to.
  ///
  /// - Parameter asked: As for `ChangeSeverity(of:among:)`.
  public func severity(among asked: Set<ChangeClass>? = nil) -> ChangeSeverity {
    switch outcome {
    case .damaged: .damaged
    case .withdrawn: .withdrawn
    case .changed(let revisions): ChangeSeverity(of: revisions.difference.verdict, among: asked)
    case .new: .new
    case .asBefore: renamedFrom == nil ? .asBefore : .renamed
    }
  }
}

extension ChangeSeverity {
  /// A word or two that stay what they are: a class's own name where it is one.
  package var code: String {
    switch self {
    case .asBefore: "as before"
    case .layout: "layout"
    case .cosmetic(let sort), .substantive(let sort): sort.rawValue
    case .new: "new"
    case .renamed: "renamed"
    case .moved: "moved"
    case .binary: "binary"
    case .withdrawn: "withdrawn"
    case .damaged: "damaged"
    }
  }
}
