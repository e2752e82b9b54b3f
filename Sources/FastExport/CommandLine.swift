internal import Bytes

/// One line of a stream, read field by field from the left.
struct CommandLine {
  let bytes: [UInt8]
  /// Where the line starts.
  let start: StreamPosition
  /// What the line begins with, if the format knows it.
  let command: Keyword?
  /// The first byte not read yet.
  private(set) var cursor: Int

  init(_ bytes: [UInt8], at start: StreamPosition) {
    self.bytes = bytes
    self.start = start
    let space = bytes.span.firstIndex(of: UInt8(ascii: " "))
    let word = String(decoding: bytes[..<(space ?? bytes.count)], as: UTF8.self)
    let keyword = Keyword(rawValue: word)
    // `blob x` and a lone `tag` are as unknown as any other word.
    command = keyword?.takesArgument == (space != nil) ? keyword : nil
    cursor = space.map { $0 + 1 } ?? bytes.count
  }

  var isBlank: Bool { bytes.isEmpty }
  var isComment: Bool { bytes.first == UInt8(ascii: "#") }
  var rest: ArraySlice<UInt8> { bytes[cursor...] }

  /// The line for a person to read, never longer than a line on a screen.
  var excerpt: String { String(decoding: bytes.prefix(60), as: UTF8.self) }

  func error(
    _ problem: FastExportError.Problem, atByte offset: Int? = nil
  ) -> FastExportError {
    let byteOffset = start.byteOffset + (offset ?? cursor)
    return .malformed(problem, at: StreamPosition(line: start.line, byteOffset: byteOffset))
  }

  /// All that is left.
  func remainder() -> [UInt8] { bytes.span.bytes(in: cursor..<bytes.count) }

  /// All that is left, which names something.
  func name() throws(FastExportError) -> [UInt8] {
    if cursor == bytes.count { throw error(.missingName) }
    return remainder()
  }

  /// Skips `prefix` if it is next.
  mutating func skip(_ prefix: StaticString) -> Bool {
    guard bytes.span.matches(prefix, at: cursor) else { return false }
    cursor += prefix.utf8CodeUnitCount
    return true
  }

  /// The bytes up to the next space, which is skipped; `nil` if there is none.
  mutating func field() -> ArraySlice<UInt8>? {
    guard let space = bytes.span.firstIndex(of: UInt8(ascii: " "), from: cursor) else {
      return nil
    }
    defer { cursor = space + 1 }
    return bytes[cursor..<space]
  }

  mutating func move(to offset: Int) { cursor = offset }
}

/// The first words of all commands.
enum Keyword: String {
  case modify = "M"
  case delete = "D"
  case rename = "R"
  case copy = "C"
  case noteModify = "N"
  case blob, mark, data, commit, author, committer, from, merge, gpgsig, encoding
  case tag, tagger, reset, alias, to, feature, option, progress, checkpoint, done, ls
  case originalOID = "original-oid"
  case deleteAll = "deleteall"
  case catBlob = "cat-blob"
  case getMark = "get-mark"

  var takesArgument: Bool {
    switch self {
    case .blob, .alias, .checkpoint, .done, .deleteAll: false
    default: true
    }
  }
}
