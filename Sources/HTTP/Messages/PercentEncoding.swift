/// Reading `%20` and the like.
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
        guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit)
        else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
      if bytes.last == 0 { return nil }
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
