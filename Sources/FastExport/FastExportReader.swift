/// Reads a fast-export stream command by command.
///
/// Memory: one command, of which a blob or an inline file is the largest part.
/// Source: git-fast-import(1).
public struct FastExportReader {
  private var source: LineSource
  /// A line that was read and belongs to the next command.
  private var pending: [UInt8]?
  private var dateFormat = DateFormat.raw
  private let now: (seconds: Int, zoneMinutes: Int)

  /// - Parameters:
  ///   - now: What the date format `now` means: seconds since 1970, minutes east of UTC.
  ///   - largestDatum: The largest blob or message to take, in bytes.
  ///   - read: Gives the next bytes, at most as many as asked for; none at the end.
  public init(
    now: (seconds: Int, zoneMinutes: Int) = (0, 0), largestDatum: Int = 1 << 31,
    read: @escaping (Int) throws(FastExportSourceError) -> [UInt8]
  ) {
    self.now = now
    source = LineSource(largestDatum: largestDatum, read: read)
  }

  /// How many bytes of the stream have been used.
  public var byteOffset: Int { source.offset }

  /// The next command; `nil` at the end.
  public mutating func next() throws(FastExportError) -> FastExportCommand? {
    while let line = try nextLine() {
      // Empty lines and comments may stand between commands.
      if line.isEmpty || line[0] == UInt8(ascii: "#") { continue }
      return try command(line)
    }
    return nil
  }

  private mutating func command(_ line: [UInt8]) throws(FastExportError) -> FastExportCommand {
    let (word, rest) = Words.first(line)
    switch word {
    case "blob": return .blob(try blob())
    case "commit": return .commit(try commit(Words.text(rest)))
    case "tag": return try tag(Words.text(rest))
    case "reset": return .reset(reference: Words.text(rest), from: try value(of: "from"))
    case "feature":
      if let format = Words.value("date-format=", in: rest) { try set(dateFormat: format) }
      return .feature(Words.text(rest))
    case "option": return .option(Words.text(rest))
    case "progress": return .progress(Words.text(rest))
    case "checkpoint": return .checkpoint
    case "done": return .done
    case "cat-blob", "ls", "get-mark", "alias": throw unsupported(word)
    default: throw malformed("'\(Words.excerpt(line))' is no command")
    }
  }

  private mutating func set(dateFormat name: String) throws(FastExportError) {
    guard let format = DateFormat(rawValue: name) else { throw unsupported("date-format=\(name)") }
    dateFormat = format
  }

  // MARK: Commands

  private mutating func blob() throws(FastExportError) -> FastExportCommand.Blob {
    let mark = try mark()
    let originalID = try value(of: "original-oid")
    return FastExportCommand.Blob(mark: mark, originalID: originalID, content: try data())
  }

  private mutating func commit(
    _ reference: String
  ) throws(FastExportError) -> FastExportCommand.Commit {
    let mark = try mark()
    let originalID = try value(of: "original-oid")
    let author = try person("author")
    guard let committer = try person("committer") else {
      throw malformed("the commit has no committer")
    }
    try skipSignature()
    let encoding = try value(of: "encoding")
    try skipSignature()
    let message = try data()
    let from = try value(of: "from")
    var merges: [String] = []
    while let merge = try value(of: "merge") { merges.append(merge) }
    return FastExportCommand.Commit(
      reference: reference, mark: mark, originalID: originalID, author: author,
      committer: committer, encoding: encoding, message: message, from: from, merges: merges,
      changes: try changes())
  }

  /// A signature is of the commit as it was, and so of nothing here.
  private mutating func skipSignature() throws(FastExportError) {
    while try value(of: "gpgsig") != nil { _ = try data() }
  }

  private mutating func tag(_ name: String) throws(FastExportError) -> FastExportCommand {
    _ = try mark()
    guard try value(of: "from") != nil else { throw malformed("the tag points to nothing") }
    _ = try value(of: "original-oid")
    _ = try person("tagger")
    _ = try data()
    return .tag(name: name)
  }

  private mutating func changes() throws(FastExportError) -> [FileChange] {
    var changes: [FileChange] = []
    while let line = try nextLine() {
      guard let change = try change(line) else {
        // An empty line may end a commit; any other starts the next command.
        if !line.isEmpty { pending = line }
        return changes
      }
      changes.append(change)
    }
    return changes
  }

  private mutating func change(_ line: [UInt8]) throws(FastExportError) -> FileChange? {
    guard line.count > 1, line[1] == UInt8(ascii: " ") else {
      return line.elementsEqual("deleteall".utf8) ? .deleteAll : nil
    }
    let rest = line[2...]
    switch line[0] {
    case UInt8(ascii: "M"): return try modify(rest)
    case UInt8(ascii: "D"): return .delete(path: try lastPath(rest))
    case UInt8(ascii: "R"):
      let (from, to) = try paths(rest)
      return .rename(from: from, to: to)
    case UInt8(ascii: "C"):
      let (from, to) = try paths(rest)
      return .copy(from: from, to: to)
    case UInt8(ascii: "N"):
      if rest.starts(with: "inline ".utf8) { _ = try data() }
      return .note
    default: return nil
    }
  }

  private mutating func modify(_ rest: ArraySlice<UInt8>) throws(FastExportError) -> FileChange {
    let parts = rest.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let mode = Words.mode(parts[0]) else {
      throw malformed("'M \(Words.excerpt(Array(rest)))' needs a mode, a content and a path")
    }
    let path = try lastPath(parts[2])
    let reference = Words.text(parts[1])
    if reference == "inline" { return .modify(mode: mode, content: .inline(try data()), path: path) }
    guard reference.hasPrefix(":") else {
      return .modify(mode: mode, content: .id(reference), path: path)
    }
    guard let mark = Int(reference.dropFirst()), mark > 0 else {
      throw malformed("'\(reference)' is no mark")
    }
    return .modify(mode: mode, content: .mark(mark), path: path)
  }

  // MARK: Parts of commands

  private mutating func mark() throws(FastExportError) -> Int? {
    guard let text = try value(of: "mark") else { return nil }
    guard text.hasPrefix(":"), let mark = Int(text.dropFirst()), mark > 0 else {
      throw malformed("'\(text)' is no mark")
    }
    return mark
  }

  /// What follows a word on the next line, if that line starts with it.
  private mutating func value(of word: String) throws(FastExportError) -> String? {
    try valueBytes(of: word).map { Words.text($0) }
  }

  private mutating func valueBytes(of word: String) throws(FastExportError) -> ArraySlice<UInt8>? {
    guard let line = try nextLine() else { return nil }
    guard line.starts(with: word.utf8), line.count > word.utf8.count,
      line[word.utf8.count] == 0x20
    else {
      pending = line
      return nil
    }
    return line[(word.utf8.count + 1)...]
  }

  private mutating func person(
    _ word: String
  ) throws(FastExportError) -> FastExportCommand.Person? {
    guard let text = try valueBytes(of: word) else { return nil }
    guard let person = FastExportCommand.Person(text, dateFormat, now: now) else {
      throw malformed("'\(Words.excerpt(Array(text)))' is no name, address and time")
    }
    return person
  }

  /// `data <count>` or `data <<END`.
  private mutating func data() throws(FastExportError) -> [UInt8] {
    guard let rest = try valueBytes(of: "data") else { throw missingData() }
    if rest.starts(with: "<<".utf8) { return try data(until: Array(rest.dropFirst(2))) }
    guard let count = Int(Words.text(rest)), count >= 0 else {
      throw malformed("'data \(Words.text(rest))' needs a number of bytes")
    }
    let bytes = try source.bytes(count)
    try source.skipLineEnd()
    return bytes
  }

  private mutating func data(until end: [UInt8]) throws(FastExportError) -> [UInt8] {
    guard !end.isEmpty else { throw malformed("'data <<' needs a word to end with") }
    var bytes: [UInt8] = []
    while let line = try source.nextLine() {
      if line == end {
        try source.skipLineEnd()
        return bytes
      }
      bytes += line + [0x0A]
    }
    throw .truncated(line: source.line, atByte: source.offset)
  }

  private mutating func nextLine() throws(FastExportError) -> [UInt8]? {
    if let line = pending {
      pending = nil
      return line
    }
    return try source.nextLine()
  }

  // MARK: Paths

  private func lastPath(_ text: ArraySlice<UInt8>) throws(FastExportError) -> [UInt8] {
    guard text.first == UInt8(ascii: "\"") else { return try checked(Array(text)) }
    guard let (path, rest) = Words.unquoted(text), rest.isEmpty else { throw badPath(text) }
    return try checked(path)
  }

  private func paths(
    _ text: ArraySlice<UInt8>
  ) throws(FastExportError) -> (from: [UInt8], to: [UInt8]) {
    if text.first == UInt8(ascii: "\"") {
      guard let (path, rest) = Words.unquoted(text), rest.first == 0x20 else { throw badPath(text) }
      return (try checked(path), try lastPath(rest.dropFirst()))
    }
    guard let space = text.firstIndex(of: 0x20) else { throw badPath(text) }
    return (try checked(Array(text[..<space])), try lastPath(text[(space + 1)...]))
  }

  /// The root, which git's own exports never name, has no path.
  private func checked(_ path: [UInt8]) throws(FastExportError) -> [UInt8] {
    guard !path.isEmpty, !path.contains(0) else { throw badPath(path[...]) }
    return path
  }

  // MARK: Errors

  private func malformed(_ what: String) -> FastExportError {
    .malformed(what, line: source.line, atByte: source.offset)
  }

  private func unsupported(_ what: String) -> FastExportError {
    .unsupported(what, line: source.line, atByte: source.offset)
  }

  private func badPath(_ text: ArraySlice<UInt8>) -> FastExportError {
    malformed("'\(Words.excerpt(Array(text)))' is no path")
  }

  private mutating func missingData() -> FastExportError {
    pending == nil
      ? .truncated(line: source.line, atByte: source.offset) : malformed("data must follow here")
  }
}
