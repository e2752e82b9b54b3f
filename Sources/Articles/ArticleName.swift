internal import Bytes

/// What an article is called: any UTF-8 text of 1 to 1,024 bytes without control characters.
///
/// Names are told apart by their bytes: two spellings of `é` are two names.
public struct ArticleName: Hashable, Sendable, CustomStringConvertible {
  public static let largestByteCount = 1024

  public let description: String

  /// - Throws: `.invalidName` with the reason.
  public init(_ name: String) throws(ArchiveError) {
    if let reason = ArticleName.objection(to: name) {
      throw .invalidName(name, reason: reason)
    }
    description = name
  }

  /// Takes a name that may break the rules, such as one in a commit that Stet did not make.
  package init?(ifAllowed name: String) {
    guard ArticleName.objection(to: name) == nil else { return nil }
    description = name
  }

  private static func objection(to name: String) -> String? {
    let byteCount = name.utf8.count
    if byteCount == 0 { return "it is empty" }
    let limit = largestByteCount + extraByteCount(of: name)
    if byteCount > limit {
      return "it has \(byteCount) bytes; at most \(limit) are allowed"
    }
    return name.firstControl.map { "it has a control character at byte \($0)" }
  }

  /// Why nobody should give a new article this name; `nil` for a name that is what it looks like.
  ///
  /// A separator of lines or a character that is not seen, or turns round what is, lets one name
  /// pass for another. The joiners that Persian, Indic scripts and pictures need are let be.
  package var deception: String? {
    var offset = 0
    for scalar in description.unicodeScalars {
      if ArticleName.isDeceptive(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return
          "U+\(padding)\(digits) at byte \(offset) is not seen, and can pass it for another name"
      }
      offset += UTF8.width(scalar)
    }
    return nil
  }

  private static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .lineSeparator, .paragraphSeparator: true
    // Some signs of this category are seen: Arabic number signs, for one.
    case .format: scalar.properties.isDefaultIgnorableCodePoint && scalar != zwnj && scalar != zwj
    default: false
    }
  }

  private static let zwnj: Unicode.Scalar = "\u{200C}"
  private static let zwj: Unicode.Scalar = "\u{200D}"

  // Swift takes canonically equivalent strings for equal; an archive must not.
  public static func == (a: ArticleName, b: ArticleName) -> Bool {
    a.description.utf8.span.isEqual(to: b.description.utf8.span)
  }

  public func hash(into hasher: inout Hasher) {
    description.utf8.span.hash(into: &hasher)
  }
}

extension ArticleName: Comparable {
  public static func < (a: ArticleName, b: ArticleName) -> Bool {
    a.description.utf8.lexicographicallyPrecedes(b.description.utf8)
  }
}
