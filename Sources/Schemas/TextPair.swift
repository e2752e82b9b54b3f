package import JSON

/// What a line of `diff --batch` asks for, without the line itself and the strings in it.
package struct TextPair: Sendable {
  package let id: JSON
  /// `nil` where it is no string.
  package let old: [UInt8]?
  package let new: [UInt8]?

  package init(decoding line: [UInt8]) throws(JSONDecodingError) {
    let pair = try JSON(decoding: line)
    id = pair["id"] ?? .null
    old = pair["a"]?.utf8Value.map { Array($0) }
    new = pair["b"]?.utf8Value.map { Array($0) }
  }
}
