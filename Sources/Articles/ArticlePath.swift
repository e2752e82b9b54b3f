internal import Bytes
package import Objects

/// Where an article stands in the archive's tree: `3/f/a/1/<encoded name>`.
///
/// Four levels of one hexadecimal digit each, from the hash of the name, keep every tree small.
package struct ArticlePath: Equatable {
  /// The folders, from the root.
  package let folders: [String]
  /// The same as a path: `3/f/a/1`.
  package var folder: String { folders.joined(separator: "/") }
  /// The name as a file name that every file system takes.
  package let plain: String
  /// The same with its hash: where the plain name is too long, or differs from a neighbour's in
  /// no more than case.
  package var marked: String {
    FileName.truncated(plain, to: FileName.largestByteCount - digest.count - 1) + "~" + digest
  }
  private let digest: String
  /// The plain name does not fit a file system's 255 bytes.
  private let isLong: Bool

  package static let depth = 4

  package init(_ name: ArticleName) {
    digest = SHA256.hash(Array(name.description.utf8)).description
    folders = digest.prefix(ArticlePath.depth).map { String($0) }
    plain = FileName.encode(name.description)
    isLong = plain.utf8.count > FileName.largestByteCount
  }

  /// The names that the article may have in its folder; the first that is there is its own.
  private var names: [[UInt8]] {
    isLong ? [Array(marked.utf8)] : [Array(plain.utf8), Array(marked.utf8)]
  }

  /// The way from the root: what each folder on it may be called, and at last the article.
  package var steps: [[[UInt8]]] { folders.map { [Array($0.utf8)] } + [names] }

  /// The article's entry in its folder.
  package func entry(in folder: Tree) -> TreeEntry? {
    for name in names {
      if let entry = folder[name] { return entry }
    }
    return nil
  }

  /// The name to enter the article under: the one it has, else the plain one where that is free.
  package func entryName(in folder: Tree) -> String {
    if isLong { return marked }
    if folder[plain] != nil || folder.isEmpty { return plain }
    if folder[marked] != nil { return marked }
    let isTaken = folder.entries.contains { entry in
      FileName.isSame(String(decoding: entry.name, as: UTF8.self), plain)
    }
    return isTaken ? marked : plain
  }

  /// Whether some article could have this path: four digits come before its name.
  package static func isLikePath(_ path: [UInt8]) -> Bool {
    let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count == depth + 1
      && parts.dropLast().allSatisfy { $0.count == 1 && Hex.value(of: $0[$0.startIndex]) != nil }
  }

  /// Whether this could be the article's path.
  package func matches(_ components: [[UInt8]]) -> Bool {
    guard components.count == folders.count + 1 else { return false }
    for (folder, component) in zip(folders, components) where Array(folder.utf8) != component {
      return false
    }
    let last = components[folders.count]
    return last == Array(plain.utf8) || last == Array(marked.utf8)
  }
}

/// File names that every file system keeps apart and gives back as they were.
///
/// Injective: `%` and what some file system refuses or changes become `%` and two digits for each
/// byte, as in URLs; `~` is escaped too, so that it can start a mark.
package enum FileName {
  static let largestByteCount = 255

  static func encode(_ name: String) -> String {
    var encoded = ""
    let scalars = Array(name.unicodeScalars)
    for (position, scalar) in scalars.enumerated() {
      let isEdge = position == 0 || position == scalars.count - 1
      if isKept(scalar) && !(isEdge && isRefused(scalar, first: position == 0)) {
        encoded.unicodeScalars.append(scalar)
      } else {
        encoded += escaped(scalar)
      }
    }
    guard isDevice(encoded), let first = encoded.unicodeScalars.first else { return encoded }
    return escaped(first) + String(encoded.unicodeScalars.dropFirst())
  }

  /// The name that was encoded; `nil` where its end was cut off, or nothing was encoded like this.
  package static func decode(_ encoded: [UInt8]) -> String? {
    var bytes: [UInt8] = []
    var rest = encoded[...]
    while let byte = rest.popFirst(), byte != UInt8(ascii: "~") {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(Hex.value),
        let low = rest.popFirst().flatMap(Hex.value)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    // What follows `~` is a mark; the name before it is whole if it is encoded like this.
    guard let name = String(validating: bytes, as: UTF8.self),
      encode(name).utf8.elementsEqual(encoded.dropLast(rest.isEmpty ? 0 : rest.count + 1))
    else { return nil }
    return name
  }

  /// The longest start of an encoded name that cuts neither a character nor an escape.
  static func truncated(_ name: String, to byteCount: Int) -> String {
    var kept = ""
    for character in pieces(of: name) {
      if kept.utf8.count + character.utf8.count > byteCount { break }
      kept += character
    }
    return kept
  }

  /// Whether some file system takes the two for one: case folded, canonically equivalent.
  static func isSame(_ a: String, _ b: String) -> Bool {
    folded(a) == folded(b)
  }

  private static func pieces(of name: String) -> [String] {
    var pieces: [String] = []
    var scalars = name.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      var piece = String(scalar)
      if scalar == "%" {
        piece.unicodeScalars.append(contentsOf: scalars.prefix(2))
        scalars = scalars.dropFirst(2)
      }
      pieces.append(piece)
    }
    return pieces
  }

  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.value >= 0x20 && scalar.value != 0x7F
        && !"/\\:*?\"<>|%~".unicodeScalars.contains(scalar)
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default:
      return true
    }
  }

  /// A dot hides a file, a dash makes it an option; Windows drops dots and spaces at the end.
  private static func isRefused(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
    scalar == "." || scalar == " " || (first && scalar == "-")
  }

  static func escaped(_ scalar: Unicode.Scalar) -> String {
    UTF8.encode(scalar).map { bytes in
      bytes.reduce(into: "") { text, byte in
        text += "%" + Hex.string([byte].span).uppercased()
      }
    } ?? ""
  }

  /// Names that Windows keeps for devices, whatever follows a dot.
  private static func isDevice(_ name: String) -> Bool {
    let base = name.prefix { $0 != "." }.uppercased()
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(base) { return true }
    return base.count == 4 && (base.hasPrefix("COM") || base.hasPrefix("LPT"))
      && "0123456789¹²³".contains(base.suffix(1))
  }
}
