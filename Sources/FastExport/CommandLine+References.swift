extension CommandLine {
  /// `:<number>` to the end of the line.
  func mark() throws(FastExportError) -> Int {
    guard let mark = CommandLine.mark(rest) else { throw error(.badMark) }
    return mark
  }

  /// A commit to the end of the line.
  func commitReference() throws(FastExportError) -> CommitReference {
    if rest.first == UInt8(ascii: ":") { return .mark(try mark()) }
    if let id = CommandLine.id(rest) { return .id(id) }
    return .name(try name())
  }

  /// `:<number>`, an id, or `inline`, and a space; `nil` stands for `inline`.
  mutating func dataReference() throws(FastExportError) -> DataReference? {
    let wrong = error(.badDataReference)
    guard let field = field() else { throw wrong }
    if field.elementsEqual("inline".utf8) { return nil }
    if let mark = CommandLine.mark(field) { return .mark(mark) }
    guard let id = CommandLine.id(field) else { throw wrong }
    return .id(id)
  }

  /// An octal mode and a space.
  mutating func mode() throws(FastExportError) -> FileMode {
    let wrong = error(.badMode)
    guard let field = field(), let octal = Digits.value(of: field, radix: 8),
      let mode = FileMode(octal: octal)
    else { throw wrong }
    return mode
  }

  /// Marks start at 1: git-fast-import(1), "mark".
  private static func mark(_ field: ArraySlice<UInt8>) -> Int? {
    guard field.first == UInt8(ascii: ":"), let mark = Digits.value(of: field.dropFirst()),
      mark > 0
    else { return nil }
    return mark
  }

  private static func id(_ field: ArraySlice<UInt8>) -> String? {
    guard field.count == 40 || field.count == 64 else { return nil }
    var digits: [UInt8] = []
    digits.reserveCapacity(field.count)
    for byte in field {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
        digits.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digits.append(byte | 0x20)
      default: return nil
      }
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
