internal import CUtf8proc

/// What the search takes a Unicode scalar for, and what it is folded to: NFKC and case.
///
/// Source: utf8proc, whose tables are one version of Unicode's (`FoldedScalar.unicodeVersion`).
enum FoldedScalar {
  enum Kind {
    /// Ends a token.
    case separator
    /// Stands for nothing: a soft hyphen, a joiner, a mark of direction.
    case ignored
    /// Belongs to the letter before it.
    case mark
    /// A letter or a number.
    case alphanumeric
    /// A sign that stands by itself and is folded to letters or numbers: "²", "™", "½".
    case symbol
  }

  struct Facts {
    let kind: Kind
    /// Whether it is another one, or several, when it is folded.
    let folds: Bool
  }

  static func facts(of scalar: UInt32) -> Facts {
    let facts = stet_utf8proc_facts(Int32(bitPattern: scalar))
    let folds = facts.folds || scalar == 0x131
    if facts.is_ignorable { return Facts(kind: .ignored, folds: folds) }
    switch UInt32(facts.category) {
    case UTF8PROC_CATEGORY_MN.rawValue...UTF8PROC_CATEGORY_ME.rawValue:
      return Facts(kind: .mark, folds: folds)
    case UTF8PROC_CATEGORY_NO.rawValue where folds,
      UTF8PROC_CATEGORY_SM.rawValue...UTF8PROC_CATEGORY_SO.rawValue where folds:
      return Facts(kind: .symbol, folds: folds)
    case UTF8PROC_CATEGORY_LU.rawValue...UTF8PROC_CATEGORY_NO.rawValue:
      return Facts(kind: .alphanumeric, folds: folds)
    default:
      // Han characters that this version of Unicode does not know yet.
      let isHan = (0x20000...0x3FFFD).contains(scalar)
      return Facts(kind: isHan ? .alphanumeric : .separator, folds: folds)
    }
  }

  private static let longest = 32
  private static let options = utf8proc_option_t(
    UTF8PROC_COMPAT.rawValue | UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_CASEFOLD.rawValue
      | UTF8PROC_IGNORE.rawValue)

  /// The scalars to which one is folded, decomposed: marks are apart. At most 18.
  static func decomposed(_ scalar: UInt32) -> [UInt32] {
    var buffer = [Int32](repeating: 0, count: longest)
    var boundary: Int32 = 0
    let count = unsafe buffer.withUnsafeMutableBufferPointer {
      unsafe utf8proc_decompose_char(
        Int32(bitPattern: scalar), $0.baseAddress, longest, options, &boundary)
    }
    return buffer.prefix(max(0, min(count, longest))).map {
      // Turkish capitals are folded to "i", so the small letter without a dot has to be.
      $0 == 0x131 ? 0x69 : UInt32(bitPattern: $0)
    }
  }

  /// A letter and its marks in canonical order, composed where Unicode has one scalar for some.
  static func composed(_ scalars: [UInt32]) -> [UInt32] {
    var ordered: [Int32] = []
    for scalar in scalars {
      let scalar = Int32(bitPattern: scalar)
      let order = stet_utf8proc_facts(scalar).combining_class
      var place = ordered.count
      while order > 0, place > 0,
        stet_utf8proc_facts(ordered[place - 1]).combining_class > order
      {
        place -= 1
      }
      ordered.insert(scalar, at: place)
    }
    let length = ordered.count
    let count = unsafe ordered.withUnsafeMutableBufferPointer {
      unsafe utf8proc_normalize_utf32(
        $0.baseAddress, length,
        utf8proc_option_t(UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue))
    }
    return ordered.prefix(max(0, min(count, length))).map(UInt32.init(bitPattern:))
  }

  /// The version of Unicode by which texts are folded.
  static var unicodeVersion: String { unsafe String(cString: utf8proc_unicode_version()) }
}
