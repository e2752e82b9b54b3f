/// Which files of a history become articles, and under which names.
public struct ImportRules: Sendable {
  /// If there are any, a path must match one.
  public var only: [PathPattern] = []
  public var excluded: [PathPattern] = []
  /// The first whose pattern matches gives the name.
  public var renamings: [PathRenaming] = []

  public init() {}

  func includes(_ path: String) -> Bool {
    if !only.isEmpty && !only.contains(where: { $0.matches(path) }) { return false }
    return !excluded.contains { $0.matches(path) }
  }

  func name(for path: String) -> String {
    for renaming in renamings {
      if let name = renaming.apply(to: path) { return name }
    }
    return path
  }
}

/// A pattern of paths: `*` stands for any run without a slash, `**` for any run, `?` for one
/// character but a slash. A pattern without a slash is compared with the last part of a path.
public struct PathPattern: Sendable {
  private enum Piece: Equatable {
    case literal(UInt8)
    case any, anyRun, anyPath
  }

  private let pieces: [Piece]
  private let isForLastPart: Bool

  public init(_ text: String) {
    var pieces: [Piece] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "*") where pieces.last == .anyRun: pieces[pieces.count - 1] = .anyPath
      case UInt8(ascii: "*"): pieces.append(.anyRun)
      case UInt8(ascii: "?"): pieces.append(.any)
      default: pieces.append(.literal(byte))
      }
    }
    self.pieces = pieces
    isForLastPart = !text.utf8.contains(UInt8(ascii: "/"))
  }

  public func matches(_ path: String) -> Bool {
    let bytes = Array(path.utf8)
    guard isForLastPart, let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
      return matches(bytes[...])
    }
    return matches(bytes[(slash + 1)...])
  }

  /// Goes back to the last run only: linear but for the number of runs.
  private func matches(_ text: ArraySlice<UInt8>) -> Bool {
    var (piece, position) = (0, text.startIndex)
    var retry: (piece: Int, position: Int)?
    while position < text.endIndex || piece < pieces.count {
      if piece < pieces.count {
        switch pieces[piece] {
        case .anyRun, .anyPath:
          retry = (piece, position)
          piece += 1
          continue
        case .any where position < text.endIndex && text[position] != UInt8(ascii: "/"):
          (piece, position) = (piece + 1, position + 1)
          continue
        case .literal(let byte) where position < text.endIndex && text[position] == byte:
          (piece, position) = (piece + 1, position + 1)
          continue
        default: break
        }
      }
      guard let last = retry, last.position < text.endIndex,
        pieces[last.piece] == .anyPath || text[last.position] != UInt8(ascii: "/")
      else { return false }
      retry = (last.piece, last.position + 1)
      (piece, position) = (last.piece + 1, last.position + 1)
    }
    return true
  }
}

/// A rule `FROM=TO`: what starts and ends as FROM does, around its one `*`, is named as TO, whose
/// `*` stands for what lay between: `docs/*.md=law/*`.
public struct PathRenaming: Sendable {
  private let prefix: String
  private let suffix: String
  private let newPrefix: String
  private let newSuffix: String

  /// `nil` where the text is no such rule.
  public init?(_ text: String) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2, let from = PathRenaming.split(sides[0]),
      let to = PathRenaming.split(sides[1])
    else { return nil }
    (prefix, suffix) = from
    (newPrefix, newSuffix) = to
  }

  /// The new name; `nil` where the rule is not about this path.
  func apply(to path: String) -> String? {
    guard path.utf8.count >= prefix.utf8.count + suffix.utf8.count, path.hasPrefix(prefix),
      path.hasSuffix(suffix)
    else { return nil }
    let middle = path.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
    return newPrefix + String(Substring(middle)) + newSuffix
  }

  private static func split(_ side: Substring) -> (String, String)? {
    let parts = side.split(separator: "*", omittingEmptySubsequences: false)
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
  }
}
