/// The name of a branch, tag or other reference, such as `refs/heads/main`.
package struct ReferenceName: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package static let head = ReferenceName(unchecked: "HEAD")
  package static let main = ReferenceName(unchecked: "refs/heads/main")

  /// Whether it says what git is to show in the place of an object: what it leads to was never recorded.
  ///
  /// Source: git-replace(1).
  package var isReplacement: Bool { description.hasPrefix("refs/replace/") }

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
