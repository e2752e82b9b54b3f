internal import Bytes

/// What stands before an object's content when it is hashed or kept loose: `"blob 12\0"`.
///
/// Source: gitformat-loose(5).
package struct ObjectHeader: Equatable, Sendable {
  /// No header is longer: the longest kind, a space, 19 digits and a NUL.
  package static let largestByteCount = 27

  package let kind: ObjectKind
  package let byteCount: Int

  package init(kind: ObjectKind, byteCount: Int) {
    self.kind = kind
    self.byteCount = byteCount
  }

  package var encoded: EncodedHeader { EncodedHeader(self) }

  /// Reads the header at the start of `bytes`.
  ///
  /// - Returns: The header and the number of bytes that it takes.
  /// - Throws: `.unknownKind`, `.badByteCount`, `.unterminatedHeader`.
  package static func decode(
    _ bytes: borrowing Span<UInt8>
  ) throws(ObjectDecodingError) -> (header: ObjectHeader, encodedCount: Int) {
    guard let end = bytes.firstIndex(of: 0), end < largestByteCount else {
      throw .unterminatedHeader
    }
    guard let space = bytes.firstIndex(of: UInt8(ascii: " ")), space < end,
      let kind = ObjectKind(rawValue: String(decoding: bytes.bytes(in: 0..<space), as: UTF8.self))
    else { throw .unknownKind(atByte: 0) }
    guard let byteCount = Decimal.value(of: bytes, in: space + 1..<end) else {
      throw .badByteCount(atByte: space + 1)
    }
    return (ObjectHeader(kind: kind, byteCount: byteCount), end + 1)
  }
}
