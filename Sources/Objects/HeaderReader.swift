internal import Bytes

/// Reads the header lines of a commit or tag one after the other.
struct HeaderReader {
  struct Header {
    var name: String
    var value: [UInt8]
    /// Where the value starts.
    var valueOffset: Int
  }

  private(set) var offset = 0

  /// The header's id.
  mutating func requireID(
    _ name: StaticString, in bytes: borrowing Span<UInt8>
  ) throws(ObjectDecodingError) -> ObjectID {
    guard let id = try readID(name, in: bytes) else {
      throw .missingHeader("\(name)", atByte: offset)
    }
    return id
  }

  /// The id of the next header if it has this name.
  mutating func readID(
    _ name: StaticString, in bytes: borrowing Span<UInt8>
  ) throws(ObjectDecodingError) -> ObjectID? {
    guard isNext(name, in: bytes) else { return nil }
    let value = offset + name.utf8CodeUnitCount + 1
    guard let digest = Digest(hex: bytes, at: value), value + Digest.hexCount < bytes.count,
      bytes[value + Digest.hexCount] == UInt8(ascii: "\n")
    else { throw .badID(atByte: value) }
    offset = value + Digest.hexCount + 1
    return ObjectID(digest)
  }

  mutating func requireSignature(
    _ name: StaticString, in bytes: borrowing Span<UInt8>
  ) throws(ObjectDecodingError) -> Signature {
    guard isNext(name, in: bytes), let header = try next(in: bytes) else {
      throw .missingHeader("\(name)", atByte: offset)
    }
    return try Signature(decoding: header.value, atByte: header.valueOffset)
  }

  /// The next header, with its continuation lines; `nil` at the blank line or the end.
  mutating func next(in bytes: borrowing Span<UInt8>) throws(ObjectDecodingError) -> Header? {
    guard offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") else { return nil }
    let start = offset
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start),
      let space = bytes.firstIndex(of: UInt8(ascii: " "), from: start), space > start, space < end
    else { throw .badHeader(atByte: start) }
    var value = bytes.bytes(in: space + 1..<end)
    offset = end + 1
    while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: offset) else {
        throw .badHeader(atByte: offset)
      }
      value.append(UInt8(ascii: "\n"))
      value.append(bytes.extracting(offset + 1..<end))
      offset = end + 1
    }
    let header = bytes.extracting(start..<offset)
    if let nul = header.firstIndex(of: 0) { throw .nulByte(atByte: start + nul) }
    // A name that is not UTF-8 could not be written again as it was.
    guard let name = String(validating: bytes.bytes(in: start..<space), as: UTF8.self) else {
      throw .badHeader(atByte: start)
    }
    return Header(name: name, value: value, valueOffset: space + 1)
  }

  /// All that follows the blank line; nothing where the object ends without one, as git allows.
  mutating func readMessage(
    in bytes: borrowing Span<UInt8>
  ) throws(ObjectDecodingError) -> [UInt8] {
    guard offset < bytes.count else { return [] }
    if let nul = bytes.firstIndex(of: 0, from: offset) { throw .nulByte(atByte: nul) }
    return bytes.bytes(in: offset + 1..<bytes.count)
  }

  private func isNext(_ name: StaticString, in bytes: borrowing Span<UInt8>) -> Bool {
    let end = offset + name.utf8CodeUnitCount
    return bytes.matches(name, at: offset) && end < bytes.count && bytes[end] == UInt8(ascii: " ")
  }
}
