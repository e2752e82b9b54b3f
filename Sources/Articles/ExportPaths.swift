internal import Bytes

/// Readable paths for articles as files in one folder: an article's name is its path, as far as every file system takes
/// that and no other article needs it.
///
/// No path is absolute, leads out of the folder or has a hidden part. Two articles never share one, nor does one need as a
/// folder what is another's file, also where case or canonically equal spellings count for nothing. To undo the escapes
/// gives the name again, unless the path has a `~`.
package struct ExportPaths {
  /// Files of the export's own, beside which no article is called so.
  package static let ownNames = [
    "SHA256SUMS", "SHA256SUMS.incomplete", "manifest.json", "manifest.json.incomplete",
  ]

  private struct Place: Hashable {
    let folder: Int
    /// As file systems that fold names have it.
    let name: String
  }

  private var folders: [Place: Int] = [:]
  private var paths: [ArticleName: String] = [:]

  /// - Parameter names: Of those that clash, the first keeps its path.
  package init(_ names: [ArticleName]) {
    let parts = names.map { Self.parts(of: $0.description) }
    let places = parts.map { parts in
      parts.dropLast().reduce(0) { folder, part in
        let place = Place(folder: folder, name: FileName.folded(part))
        let number = folders[place] ?? folders.count + 1
        folders[place] = number
        return number
      }
    }
    var files: Set<Place> = []
    for (index, name) in names.enumerated() {
      guard let plain = parts[index].last else { continue }
      let place = Place(folder: places[index], name: FileName.folded(plain))
      let isFree = folders[place] == nil && plain.utf8.count <= FileName.largestByteCount
      let file =
        isFree && files.insert(place).inserted
        ? plain : FileName.marked(plain, "~", with: name.description)
      paths[name] = (parts[index].dropLast() + [file]).joined(separator: "/")
    }
  }

  package subscript(name: ArticleName) -> String? { paths[name] }

  /// The escaped parts of a path: a slash parts only what has something on both its sides.
  private static func parts(of name: String) -> [String] {
    var parts: [String] = []
    var part = ""
    for scalar in name.unicodeScalars {
      if scalar == "/", !part.isEmpty {
        parts.append(part)
        part = ""
      } else {
        part.unicodeScalars.append(scalar)
      }
    }
    if part.isEmpty { part = (parts.popLast() ?? "") + "/" }
    parts.append(part)
    let last = parts.count - 1
    return parts.enumerated().map { index, part in
      let encoded =
        index == 0 && Self.isOwn(part) ? FileName.escapingFirst(part) : FileName.encode(part)
      guard index < last, encoded.utf8.count > FileName.largestByteCount else { return encoded }
      return FileName.marked(encoded, "~~", with: part)
    }
  }

  private static func isOwn(_ part: String) -> Bool {
    let folded = FileName.folded(FileName.encode(part))
    return ownNames.contains { FileName.folded($0) == folded }
  }
}

extension FileName {
  /// What is the same for file systems that tell neither case nor canonically equal spellings apart.
  static func folded(_ name: String) -> String {
    // Up and down again: `ſ` and `s`, `ς` and `σ` have one upper case.
    name.uppercased().lowercased()
  }

  /// The start of an encoded name, a mark and the hash of what tells it from others.
  static func marked(_ encoded: String, _ mark: String, with name: String) -> String {
    let digest = SHA256.hash(Array(name.utf8)).description
    let room = largestByteCount - mark.utf8.count - digest.utf8.count
    return truncated(encoded, to: room) + mark + digest
  }

  /// The same with its first character escaped.
  static func escapingFirst(_ name: String) -> String {
    guard let first = name.unicodeScalars.first else { return name }
    return escaped(first) + encode(String(name.unicodeScalars.dropFirst()))
  }
}
