internal import Bytes

extension CommandLine {
  /// A path up to a space; one with a space in it must be quoted.
  mutating func pathBeforeSpace() throws(FastExportError) -> [UInt8] {
    let start = cursor
    let path: [UInt8]
    if rest.first == UInt8(ascii: "\"") {
      path = try quotedPath()
      if cursor == bytes.count { throw error(.missingPath) }
      if !skip(" ") { throw error(.garbageAfterPath) }
    } else {
      guard let field = field() else { throw error(.missingPath, atByte: bytes.count) }
      path = Array(field)
    }
    return try checked(path, startingAt: start)
  }

  /// A path to the end of the line, spaces in it allowed.
  mutating func pathAtEnd() throws(FastExportError) -> [UInt8] {
    let start = cursor
    guard rest.first == UInt8(ascii: "\"") else {
      return try checked(remainder(), startingAt: start)
    }
    let path = try quotedPath()
    if cursor < bytes.count { throw error(.garbageAfterPath) }
    return try checked(path, startingAt: start)
  }

  /// Refuses what no tree can hold; the empty path is the root.
  private func checked(_ path: [UInt8], startingAt start: Int) throws(FastExportError) -> [UInt8] {
    if path.isEmpty { return path }
    var part = 0
    while part <= path.count {
      let end = path.span.firstIndex(of: UInt8(ascii: "/"), from: part) ?? path.count
      let dots = path[part..<end].allSatisfy { $0 == UInt8(ascii: ".") }
      // No byte at all counts as dots too.
      if dots && end - part <= 2 { throw error(.badPath, atByte: start) }
      part = end + 1
    }
    if path.span.firstIndex(of: 0) != nil { throw error(.badPath, atByte: start) }
    return path
  }

  /// Source: git's `unquote_c_style`.
  private mutating func quotedPath() throws(FastExportError) -> [UInt8] {
    let wrong = error(.badQuoting)
    var path: [UInt8] = []
    var index = cursor + 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        move(to: index)
        return path
      case UInt8(ascii: "\\"):
        guard let (value, length) = CommandLine.escape(bytes[index...]) else { throw wrong }
        path.append(value)
        index += length
      default: path.append(byte)
      }
    }
    throw wrong
  }

  /// The byte that is written after a backslash, and how many bytes that takes.
  private static func escape(_ rest: ArraySlice<UInt8>) -> (value: UInt8, length: Int)? {
    switch rest.first {
    case UInt8(ascii: "a"): (7, 1)
    case UInt8(ascii: "b"): (8, 1)
    case UInt8(ascii: "t"): (9, 1)
    case UInt8(ascii: "n"): (10, 1)
    case UInt8(ascii: "v"): (11, 1)
    case UInt8(ascii: "f"): (12, 1)
    case UInt8(ascii: "r"): (13, 1)
    case UInt8(ascii: "\""): (UInt8(ascii: "\""), 1)
    case UInt8(ascii: "\\"): (UInt8(ascii: "\\"), 1)
    default: octal(rest.prefix(3)).map { ($0, 3) }
    }
  }

  private static func octal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 3 else { return nil }
    return Digits.value(of: digits, radix: 8).flatMap { UInt8(exactly: $0) }
  }
}
