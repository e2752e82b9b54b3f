internal import Bytes

extension JSON.Member {
  /// Bytes that should be text: a member of this name where they are UTF-8, else one with `Base64`
  /// behind the name.
  ///
  /// Source: RFC 4648, section 4.
  package static func text(_ name: String, _ bytes: ArraySlice<UInt8>) -> JSON.Member {
    if (try? UTF8Span(validating: bytes.span)) != nil { return JSON.Member(name, .utf8(bytes)) }
    return JSON.Member(name + "Base64", .string(Base64.string(Array(bytes))))
  }
}
