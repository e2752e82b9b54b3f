extension JSON.Member {
  /// Bytes that should be text: a member of this name where they are UTF-8, else one with `Base64`
  /// behind the name.
  ///
  /// Source: RFC 4648, section 4.
  package static func text(_ name: String, _ bytes: ArraySlice<UInt8>) -> JSON.Member {
    if let text = String(validating: bytes, as: UTF8.self) {
      return JSON.Member(name, .string(text))
    }
    return JSON.Member(name + "Base64", .string(base64(bytes)))
  }

  private static func base64(_ bytes: ArraySlice<UInt8>) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    var rest = bytes
    while !rest.isEmpty {
      let group = rest.prefix(3)
      var bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      var digits: [UInt8] = []
      for _ in 0..<4 {
        digits.append(alphabet[bits & 63])
        bits >>= 6
      }
      output += digits.reversed().prefix(group.count + 1)
      output += repeatElement(UInt8(ascii: "="), count: 3 - group.count)
      rest = rest.dropFirst(3)
    }
    return String(decoding: output, as: UTF8.self)
  }
}
