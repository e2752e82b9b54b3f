internal import Bytes

/// Who did something, and when: `Name <mail> 1322155620 +0200`.
///
/// Source: gitformat-signature has none of this; git-commit-tree(1), "COMMIT INFORMATION".
package struct Signature: Equatable, Sendable {
  /// Bytes, since git keeps whatever it was given; without `<`, `>`, NUL and newline.
  package var name: [UInt8]
  package var mail: [UInt8]
  /// Seconds since 1970-01-01T00:00:00Z; never negative, since git cannot read that.
  package var seconds: Int
  /// The zone as git writes it: a sign and four digits.
  package var zone: String

  package init(name: String, mail: String, seconds: Int, zone: String) {
    self.name = Signature.allowed(name)
    self.mail = Signature.allowed(mail)
    self.seconds = max(0, seconds)
    self.zone = zone
  }

  /// Leaves out what git leaves out of names and mail addresses ("crud" in its ident.c).
  private static func allowed(_ text: String) -> [UInt8] {
    let kept = text.utf8.filter { $0 >= 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    guard let first = kept.firstIndex(where: { !isCrud($0) }),
      let last = kept.lastIndex(where: { !isCrud($0) })
    else { return [] }
    return Array(kept[first...last])
  }

  private static func isCrud(_ byte: UInt8) -> Bool {
    byte <= 0x20 || ".,:;\\\"'".utf8.contains(byte)
  }

  /// Minutes east of UTC.
  package var zoneMinutes: Int {
    let digits = Int(zone.dropFirst()) ?? 0
    let minutes = digits / 100 * 60 + digits % 100
    return zone.hasPrefix("-") ? -minutes : minutes
  }

  package var encoded: [UInt8] {
    // The space stands even after an empty name: git refuses a header without it.
    name + " <".utf8 + mail + "> \(seconds) \(zone)".utf8
  }
}

extension Signature {
  /// Reads a signature as `git fsck --strict` does.
  ///
  /// - Parameter offset: Where `bytes` start in the object, for the error.
  /// - Throws: `.badSignature` with the byte where it goes wrong.
  init(decoding bytes: [UInt8], atByte offset: Int) throws(ObjectDecodingError) {
    let text = bytes.span
    if let newline = text.firstIndex(of: UInt8(ascii: "\n")) {
      throw .badSignature(atByte: offset + newline)
    }
    guard let open = text.firstIndex(of: UInt8(ascii: "<")) else {
      throw .badSignature(atByte: offset + bytes.count)
    }
    // The first of each in all of the text: none stands where it must not.
    guard let close = text.firstIndex(of: UInt8(ascii: ">")), close > open,
      text.firstIndex(of: UInt8(ascii: "<"), from: open + 1) ?? close >= close,
      open > 0, bytes[open - 1] == UInt8(ascii: " ")
    else { throw .badSignature(atByte: offset + open) }
    name = text.bytes(in: 0..<(open - 1))
    mail = text.bytes(in: (open + 1)..<close)
    (seconds, zone) = try Signature.readTime(text, from: close + 1, atByte: offset)
  }

  private static func readTime(
    _ text: Span<UInt8>, from start: Int, atByte offset: Int
  ) throws(ObjectDecodingError) -> (seconds: Int, zone: String) {
    guard start < text.count, text[start] == UInt8(ascii: " "),
      let space = text.firstIndex(of: UInt8(ascii: " "), from: start + 1),
      let seconds = Decimal.value(of: text, in: (start + 1)..<space)
    else { throw .badSignature(atByte: offset + start) }
    let zone = text.bytes(in: space + 1..<text.count)
    guard zone.count == 5, zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"),
      zone[1...].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { throw .badSignature(atByte: offset + space + 1) }
    return (seconds, String(decoding: zone, as: UTF8.self))
  }
}
