/// The small grammar inside a line.
enum Words {
  static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The first word, and what follows the space behind it.
  static func first(_ line: [UInt8]) -> (word: String, rest: ArraySlice<UInt8>) {
    guard let space = line.firstIndex(of: 0x20) else { return (text(line[...]), []) }
    return (text(line[..<space]), line[(space + 1)...])
  }

  static func value(_ prefix: String, in text: ArraySlice<UInt8>) -> String? {
    text.starts(with: prefix.utf8) ? Words.text(text.dropFirst(prefix.utf8.count)) : nil
  }

  /// The start of a line, for an error.
  static func excerpt(_ bytes: [UInt8]) -> String {
    let shown = String(decoding: bytes.prefix(60), as: UTF8.self)
    return bytes.count > 60 ? shown + "…" : shown
  }

  static func mode(_ digits: ArraySlice<UInt8>) -> FileMode? {
    switch text(digits) {
    case "100644", "644": .file
    case "100755", "755": .executable
    case "120000": .symbolicLink
    case "160000": .submodule
    case "040000": .directory
    default: nil
    }
  }

  /// Reads a path in C's quotes: the path, and what follows the closing quote.
  static func unquoted(_ text: ArraySlice<UInt8>) -> (path: [UInt8], rest: ArraySlice<UInt8>)? {
    var path: [UInt8] = []
    var rest = text.dropFirst()
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return (path, rest)
      case UInt8(ascii: "\\"):
        guard let escaped = escape(&rest) else { return nil }
        path.append(escaped)
      default: path.append(byte)
      }
    }
    return nil
  }

  private static func escape(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    guard let byte = rest.popFirst() else { return nil }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
    case UInt8(ascii: "a"): return 7
    case UInt8(ascii: "b"): return 8
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "v"): return 11
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "r"): return 13
    case 0x30...0x33:
      let digits = [byte] + rest.prefix(2)
      guard digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
      rest = rest.dropFirst(2)
      return digits.reduce(0) { $0 << 3 | ($1 - 0x30) }
    default: return nil
    }
  }
}
