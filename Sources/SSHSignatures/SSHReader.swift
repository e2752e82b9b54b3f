internal import Bytes

/// Reads the parts of SSH's own encoding one after the other.
///
/// Source: RFC 4251, section 5.
struct SSHReader: ~Copyable {
  private let bytes: [UInt8]
  private(set) var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  /// A number in four bytes; `nil` where they are not there.
  mutating func number() -> UInt32? {
    guard bytes.count - offset >= 4 else { return nil }
    defer { offset += 4 }
    return bytes.span.bigEndianUInt32(at: offset)
  }

  /// Bytes after their count; `nil` where there are fewer.
  mutating func string() -> [UInt8]? {
    let start = offset
    guard let count = number(), bytes.count - offset >= Int(count) else {
      offset = start
      return nil
    }
    defer { offset += Int(count) }
    return Array(bytes[offset..<offset + Int(count)])
  }

  /// Whether these bytes come next; they are passed then.
  mutating func skip(_ expected: [UInt8]) -> Bool {
    guard bytes[offset...].starts(with: expected) else { return false }
    offset += expected.count
    return true
  }
}

extension [UInt8] {
  /// Appends bytes after their count.
  ///
  /// Nothing that is signed here comes near 4 GiB: its parts are names and hashes.
  mutating func append(sshString bytes: [UInt8]) {
    append(bigEndian: UInt32(bytes.count))
    append(contentsOf: bytes)
  }
}
