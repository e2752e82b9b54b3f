/// The scalars that UTF-8 writes in two bytes, folded beforehand: Latin, Greek, Cyrillic, Hebrew, Arabic.
struct FoldingTable {
  enum Entry {
    case separator
    /// One letter or number, folded.
    case alphanumeric(UInt32)
    /// Has to be looked at.
    case other
  }

  /// Made when a text first has one of them.
  static let shared = FoldingTable()

  static let scalars: Range<UInt32> = 0x80..<0x800

  /// 0 for a separator, `.max` for what has to be looked at, else the folded scalar.
  private let entries: [UInt32]

  private init() {
    entries = Self.scalars.map { scalar in
      let facts = FoldedScalar.facts(of: scalar)
      switch facts.kind {
      case .separator: return facts.folds ? .max : 0
      case .ignored, .mark, .symbol: return .max
      case .alphanumeric: return facts.folds ? Self.letter(scalar) ?? .max : scalar
      }
    }
  }

  /// What a letter is folded to where that is one letter.
  private static func letter(_ scalar: UInt32) -> UInt32? {
    var folded = FoldedScalar.decomposed(scalar)
    guard let base = folded.first else { return nil }
    if Script.losesMarks(base) {
      folded.removeAll { FoldedScalar.facts(of: $0).kind == .mark }
    }
    folded = FoldedScalar.composed(folded)
    guard folded.count == 1, FoldedScalar.facts(of: folded[0]).kind == .alphanumeric else {
      return nil
    }
    return folded[0]
  }

  @inline(__always) subscript(scalar: UInt32) -> Entry {
    switch entries[Int(scalar - Self.scalars.lowerBound)] {
    case 0: .separator
    case .max: .other
    case let folded: .alphanumeric(folded)
    }
  }
}
