package import Objects

/// The name of a branch, tag or other reference, such as `refs/heads/main`.
package struct ReferenceName: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package static let head = ReferenceName(unchecked: "HEAD")
  package static let main = ReferenceName(unchecked: "refs/heads/main")

  private init(unchecked name: String) {
    description = name
  }

  /// Takes a name below `refs/` that git would take; `nil` for any other, so that no content of
  /// a file leads out of the repository.
  ///
  /// Source: git-check-ref-format(1).
  package init?(_ name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0] == "refs", parts.allSatisfy(ReferenceName.isAllowed),
      !name.hasSuffix("."), !name.contains(".."), !name.contains("@{")
    else { return nil }
    description = name
  }

  private static func isAllowed(_ part: Substring) -> Bool {
    !part.isEmpty && !part.hasPrefix(".") && !part.hasSuffix(".lock")
      && part.utf8.allSatisfy { byte in
        byte > 0x20 && byte != 0x7F && !"~^:?*[\\".utf8.contains(byte)
      }
  }
}

/// What a reference's file holds: an id, or the name of another reference.
package enum Reference: Equatable, Sendable {
  case direct(ObjectID)
  case symbolic(ReferenceName)

  /// Reads a file; white space at its end is allowed, as git allows it.
  init?(decoding bytes: [UInt8]) {
    let end = bytes.lastIndex { !Reference.isSpace($0) }.map { $0 + 1 } ?? 0
    guard let text = String(validating: bytes[..<end], as: UTF8.self) else { return nil }
    if let id = ObjectID(text) {
      self = .direct(id)
      return
    }
    guard text.hasPrefix("ref:"),
      let name = ReferenceName(String(text.dropFirst(4).drop { $0 == " " || $0 == "\t" }))
    else { return nil }
    self = .symbolic(name)
  }

  /// The bytes that git writes for it.
  package var encoded: [UInt8] {
    switch self {
    case .direct(let id): Array("\(id)\n".utf8)
    case .symbolic(let name): Array("ref: \(name)\n".utf8)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
