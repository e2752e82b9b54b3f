/// Why bytes are not JSON, and where. Every offset counts bytes from the start of the input.
package enum JSONDecodingError: Error, Equatable, Sendable {
  /// The input ends inside a value.
  case unexpectedEnd(byteOffset: Int)
  /// A byte that cannot stand here.
  case unexpectedByte(UInt8, byteOffset: Int)
  /// Something other than white space follows the value.
  case trailingBytes(byteOffset: Int)
  /// A number with a leading zero, or without digits where they must stand.
  case invalidNumber(byteOffset: Int)
  /// A number too large for a double.
  case numberOutOfRange(byteOffset: Int)
  /// A backslash that begins no known escape.
  case invalidEscape(byteOffset: Int)
  /// `\ud800` to `\udfff` outside a pair: no character, so no text could hold it.
  case loneSurrogate(byteOffset: Int)
  /// A control character that should have been escaped.
  case controlCharacter(UInt8, byteOffset: Int)
  case invalidUTF8(byteOffset: Int)
  /// More arrays and objects inside each other than the caller allows.
  case tooDeep(limit: Int, byteOffset: Int)
}

extension JSONDecodingError {
  /// Bytes from the start of the input.
  package var byteOffset: Int {
    switch self {
    case .unexpectedEnd(let offset), .unexpectedByte(_, let offset), .trailingBytes(let offset),
      .invalidNumber(let offset), .numberOutOfRange(let offset), .invalidEscape(let offset),
      .loneSurrogate(let offset), .controlCharacter(_, let offset), .invalidUTF8(let offset),
      .tooDeep(_, let offset):
      offset
    }
  }
}

extension JSONDecodingError: CustomStringConvertible {
  package var description: String { "\(problem) at byte \(byteOffset)" }

  private var problem: String {
    switch self {
    case .unexpectedEnd: "the JSON ends too early"
    case .unexpectedByte(let byte, _): "unexpected \(named(byte))"
    case .trailingBytes: "something follows the JSON value"
    case .invalidNumber: "a malformed number"
    case .numberOutOfRange: "a number too large to represent"
    case .invalidEscape: "an unknown escape"
    case .loneSurrogate: "half of a surrogate pair"
    case .controlCharacter(let byte, _): "an unescaped control character, \(named(byte)),"
    case .invalidUTF8: "bytes that are not UTF-8"
    case .tooDeep(let limit, _): "more than \(limit) levels of nesting"
    }
  }

  private func named(_ byte: UInt8) -> String {
    guard (0x21...0x7E).contains(byte) else { return "0x" + String(byte, radix: 16) }
    return "'\(Character(Unicode.Scalar(byte)))'"
  }
}
