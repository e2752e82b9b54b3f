internal import Bytes

/// What writers tell each other: fields, each a name, a count of bytes and the bytes, and at the end their hash.
///
/// ```
/// stet request 1
/// article 6
/// bridge
/// end 64
/// 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03
/// ```
package struct WaitingFields: Equatable {
  struct Field: Equatable {
    var name: String
    var bytes: [UInt8]
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private(set) var fields: [Field] = []

  init() {}

  mutating func append(_ name: String, _ bytes: [UInt8] = []) {
    fields.append(Field(name: name, bytes: bytes))
  }

  mutating func append(_ name: String, _ text: String) { append(name, Array(text.utf8)) }

  // MARK: Bytes

  private static let end = "end"

  /// - Parameter kind: The first line: what these are, and in which version.
  func encoded(as kind: String) -> [UInt8] {
    var bytes = Array((kind + "\n").utf8)
    for field in fields { WaitingFields.append(field, to: &bytes) }
    return WaitingFields.sealed(bytes)
  }

  /// The same with the hash that tells that they are whole.
  package static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let hash = SHA256.hash(bytes.span).description
    append(Field(name: end, bytes: Array(hash.utf8)), to: &bytes)
    return bytes
  }

  private static func append(_ field: Field, to bytes: inout [UInt8]) {
    bytes += Array("\(field.name) \(field.bytes.count)\n".utf8)
    bytes += field.bytes
    bytes.append(newline)
  }

  /// - Returns: `nil` where they are another kind, or not whole.
  init?(decoding bytes: [UInt8], as kind: String) {
    let start = Array((kind + "\n").utf8)
    guard bytes.starts(with: start) else { return nil }
    var place = start.count
    while place < bytes.count {
      guard let (field, next) = WaitingFields.field(in: bytes, at: place) else { return nil }
      if field.name == WaitingFields.end {
        let hash = SHA256.hash(Array(bytes[..<place]).span).description
        guard next == bytes.count, field.text == hash else { return nil }
        return
      }
      fields.append(field)
      place = next
    }
    return nil
  }

  private static let newline = UInt8(ascii: "\n")
  /// Of a field's name and count.
  private static let longestLine = 64

  private static func field(
    in bytes: [UInt8], at place: Int
  ) -> (field: Field, end: Int)? {
    guard let line = bytes[place...].prefix(longestLine).firstIndex(of: newline) else { return nil }
    let words = String(decoding: bytes[place..<line], as: UTF8.self).split(separator: " ")
    guard words.count == 2, let count = Int(words[1]), count >= 0,
      count < bytes.count - line - 1, bytes[line + 1 + count] == newline
    else { return nil }
    let content = Array(bytes[line + 1..<line + 1 + count])
    return (Field(name: String(words[0]), bytes: content), line + 2 + count)
  }
}
