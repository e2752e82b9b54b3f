internal import Articles
internal import Bytes
internal import Objects

/// The files that are there at this point of the stream, and the articles they are.
struct ImportedArticles {
  enum Naming {
    case named(ArticleName)
    case filtered
    case unnamable(String)
  }

  private let rules: ImportRules
  private var contents: [[UInt8]: ObjectID] = [:]
  private var paths = SortedPaths()
  private var names: [[UInt8]: Naming] = [:]

  private init(rules: ImportRules) {
    self.rules = rules
  }

  /// What an earlier import left: the files as they were at its end, and the commits it brought.
  static func read(
    _ archive: Archive, rules: ImportRules
  ) throws(ArchiveError) -> (articles: ImportedArticles, commits: Set<CommitIdentity>) {
    var articles = ImportedArticles(rules: rules)
    var commits: Set<CommitIdentity> = []
    var seen: Set<[UInt8]> = []
    try archive.visitHistory { revision throws(ArchiveError) in
      guard let origin = revision.metadata.importedFrom,
        let colon = origin.utf8.firstIndex(of: UInt8(ascii: ":"))
      else { return true }
      commits.insert(CommitIdentity(String(origin[..<colon])))
      let path = bytes(of: String(origin.unicodeScalars[colon...].dropFirst()))
      if seen.insert(path).inserted && !revision.isWithdrawal {
        articles.set(path, to: try archive.contentID(of: revision).object)
      }
      return true
    }
    return (articles, commits)
  }

  subscript(path: [UInt8]) -> ObjectID? { contents[path] }

  /// All files, in order, so that an import is the same every time.
  var allPaths: [[UInt8]] { paths.all }

  /// Forgets all files: a history follows that starts at its beginning.
  mutating func removeAll() {
    contents = [:]
    paths = SortedPaths()
  }

  mutating func set(_ path: [UInt8], to content: ObjectID?) {
    if let content {
      if contents.updateValue(content, forKey: path) == nil { paths.insert(path) }
    } else if contents.removeValue(forKey: path) != nil {
      paths.remove(path)
    }
  }

  /// The path itself if it is a file, else all files below it.
  func paths(at path: [UInt8]) -> [[UInt8]] {
    contents[path] != nil ? [path] : paths.below(path)
  }

  mutating func article(for path: [UInt8]) -> Naming {
    if let known = names[path] { return known }
    let text = ImportedArticles.text(path)
    let naming: Naming
    if !rules.includes(text) {
      naming = .filtered
    } else if let article = ArticleName(ifAllowed: rules.name(for: text)), !article.isReserved {
      naming = .named(article)
    } else {
      naming = .unnamable(text)
    }
    names[path] = naming
    return naming
  }

  /// The path as text: bytes that are no UTF-8, control characters and `%` become `%` and two
  /// digits where there are any of the first two. Most paths stay as they are; one that looks as
  /// if it had been changed so is changed, too, so that two paths never become one name.
  static func text(_ path: [UInt8]) -> String {
    if !needsEscapes(path), let text = String(validating: path, as: UTF8.self) { return text }
    return String(decoding: escaped(path), as: UTF8.self)
  }

  /// The path that `text` was made of.
  private static func bytes(of text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let path = unescaped(bytes)
    return escaped(path) == bytes && needsEscapes(path) ? path : bytes
  }

  /// Longer than any name can be, and than any file system's path.
  private static let longestPath = 4096

  private static func needsEscapes(_ path: [UInt8]) -> Bool {
    // Each `%25` is one level of looking: a hostile path must not have many.
    guard path.count <= longestPath else { return true }
    guard let text = String(validating: path, as: UTF8.self) else { return true }
    if text.unicodeScalars.contains(where: \.isControl) { return true }
    let original = unescaped(path)
    return original.count < path.count && escaped(original) == path && needsEscapes(original)
  }

  private static func escaped(_ path: [UInt8]) -> [UInt8] {
    path.flatMap { byte in
      let isPlain = (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "%")
      return isPlain ? [byte] : Array("%\(Hex.string([byte].span).uppercased())".utf8)
    }
  }

  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2).compactMap { Hex.value(of: $0) }
      if byte == UInt8(ascii: "%"), digits.count == 2 {
        bytes.append(digits[0] << 4 | digits[1])
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
