internal import Articles
internal import Bytes
internal import FastExport
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
  ) throws(ArchiveError) -> (articles: ImportedArticles, commits: Set<String>) {
    var articles = ImportedArticles(rules: rules)
    var commits: Set<String> = []
    var seen: Set<[UInt8]> = []
    try archive.visitHistory { revision throws(ArchiveError) in
      guard let origin = revision.metadata.importedFrom,
        let colon = origin.utf8.firstIndex(of: UInt8(ascii: ":"))
      else { return true }
      commits.insert(String(origin[..<colon]))
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

/// The contents that a stream brought: their ids by mark, and their bytes until they are used.
struct ImportedBlobs {
  private var ids: [Int: ObjectID] = [:]
  private var waiting: [ObjectID: [UInt8]] = [:]
  private var waitingByteCount = 0
  /// What went into the pack.
  private var brought: Set<ObjectID> = []

  /// A stream names a blob soon after it brings it. What waits beyond this goes into the pack
  /// unasked.
  private static let waitingLimit = 64 << 20

  func id(of mark: Int) -> ObjectID? { ids[mark] }

  /// Bytes that no revision has used yet.
  func waitingContent(of id: ObjectID) -> [UInt8]? { waiting[id] }

  /// Whether the archive has these bytes by way of this stream.
  func hasBrought(_ id: ObjectID) -> Bool { brought.contains(id) }

  mutating func add(_ blob: ExportedBlob, to writer: inout RevisionWriter) {
    let id = keep(blob.data)
    if let mark = blob.mark { ids[mark] = id }
    guard waitingByteCount > ImportedBlobs.waitingLimit else { return }
    for (id, content) in waiting {
      writer.add(blob: id, content)
      brought.insert(id)
    }
    waiting = [:]
    waitingByteCount = 0
  }

  /// The id of what a commit gives a file.
  mutating func resolve(_ content: DataReference) throws(ArchiveError) -> ObjectID {
    switch content {
    case .mark(let mark):
      if let id = ids[mark] { return id }
      throw .invalidStream(
        reason: "mark :\(mark) was not given to a blob before", line: nil, byteOffset: nil)
    case .id(let id):
      throw .invalidStream(
        reason: "content \(id) is not in the stream; export without --no-data", line: nil,
        byteOffset: nil)
    case .inline(let bytes):
      return keep(bytes)
    }
  }

  /// Puts the bytes into the pack, if they are not there yet.
  mutating func use(
    _ id: ObjectID, in writer: inout RevisionWriter, predecessor: ObjectID?
  ) {
    guard let content = waiting.removeValue(forKey: id) else { return }
    waitingByteCount -= content.count
    writer.add(blob: id, content, predecessor: predecessor)
    brought.insert(id)
  }

  private mutating func keep(_ content: [UInt8]) -> ObjectID {
    let id = ObjectID(of: .blob, content: content.span)
    if waiting.updateValue(content, forKey: id) == nil { waitingByteCount += content.count }
    return id
  }
}
