/// A pattern for names: `*` stands for any run of characters, `?` for one.
public struct Glob: Equatable, Sendable, CustomStringConvertible {
  public let description: String
  private let scalars: [Unicode.Scalar]

  public init(_ pattern: String) {
    description = pattern
    scalars = Array(pattern.unicodeScalars)
  }

  /// What every name that fits begins with.
  public var literalPrefix: String {
    var prefix = String.UnicodeScalarView()
    prefix.append(contentsOf: scalars.prefix { $0 != "*" && $0 != "?" })
    return String(prefix)
  }

  /// Whether the whole name fits.
  ///
  /// - Complexity: O(n * m) for a name of n and a pattern of m characters, however many stars.
  public func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    var (place, next) = (0, 0)
    // Where to go on when what follows the last star does not fit.
    var star: (next: Int, place: Int)?
    while place < name.count {
      if next < scalars.count, scalars[next] == "*" {
        next += 1
        star = (next, place)
      } else if next < scalars.count, scalars[next] == "?" || scalars[next] == name[place] {
        (place, next) = (place + 1, next + 1)
      } else if let last = star {
        star = (last.next, last.place + 1)
        (place, next) = (last.place + 1, last.next)
      } else {
        return false
      }
    }
    return scalars[next...].allSatisfy { $0 == "*" }
  }
}
