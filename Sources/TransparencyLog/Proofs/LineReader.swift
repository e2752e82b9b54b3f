/// Reads lines one after the other; the rest can be something else.
struct LineReader {
  private let bytes: [UInt8]
  private var place = 0
  /// The number, from 1, of the line that was read last, or could not be read.
  private(set) var lineNumber = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// What was not read.
  var rest: [UInt8] { Array(bytes[place...]) }

  /// The next line without its newline; `nil` where none ends with one.
  mutating func next() -> ArraySlice<UInt8>? {
    lineNumber += 1
    guard let end = bytes[place...].firstIndex(of: NoteText.newline) else { return nil }
    defer { place = end + 1 }
    return bytes[place..<end]
  }
}
