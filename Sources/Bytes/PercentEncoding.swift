/// `%20` and the like.
///
/// Source: RFC 3986, section 2.
package enum PercentEncoding {
  /// What an encoded text says.
  ///
  /// - Returns: `nil` where a `%` has no two hexadecimal digits after it, and where what comes out has a
  ///   NUL or is not UTF-8.
  package static func decoded(
    _ text: some Sequence<UInt8>, plusIsSpace: Bool = false
  ) -> String? {
    bytes(text, plusIsSpace: plusIsSpace).flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// What an encoded text says.
  package static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    decoded(text.utf8, plusIsSpace: plusIsSpace)
  }

  /// The bytes that an encoded text says, in whatever encoding of characters.
  ///
  /// - Returns: `nil` where a `%` has no two hexadecimal digits after it, and where a NUL comes out.
  package static func bytes(_ text: some Sequence<UInt8>, plusIsSpace: Bool = false) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.underestimatedCount)
    var iterator = text.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(Hex.value),
          let low = iterator.next().flatMap(Hex.value)
        else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
      if bytes.last == 0 { return nil }
    }
    return bytes
  }

  /// One step of a path, or one value of a query: letters, digits and `-._~` as they are, all else encoded.
  package static func encoded(_ text: String) -> String {
    // A step of dots alone would lead elsewhere.
    let isWay = text == "." || text == ".."
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isPlain(byte), !isWay { bytes.append(byte) } else { bytes += encoded(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `%2F`.
  package static func encoded(_ byte: UInt8) -> [UInt8] {
    let digits = [Hex.digit(of: byte >> 4), Hex.digit(of: byte & 15)]
    return [UInt8(ascii: "%")] + String(decoding: digits, as: UTF8.self).uppercased().utf8
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
