/// Who did something, and when.
package struct ExportedIdentity: Equatable, Sendable {
  /// Bytes without `<`, `>` and newline; often empty.
  package var name: [UInt8]
  package var mail: [UInt8]
  package var time: ExportedTime

  package init(name: [UInt8], mail: [UInt8], time: ExportedTime) {
    self.name = name
    self.mail = mail
    self.time = time
  }
}

/// When something was done.
package enum ExportedTime: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, and the zone as the stream has it: a sign and digits,
  /// four of them unless somebody was careless.
  case at(seconds: Int, zone: String)
  /// The format `now`: the time of the import.
  case now
}

/// How the stream writes its dates.
///
/// Source: git-fast-import(1), "Date Formats".
package enum ExportedDateFormat: String, Sendable {
  case raw
  case rawPermissive = "raw-permissive"
  case rfc2822
  case now
}

extension ExportedDateFormat {
  /// The time in `text`; `nil` where it is not written in this format.
  func time(of text: [UInt8]) -> ExportedTime? {
    switch self {
    case .raw: Self.rawTime(text, largestZone: 1400)
    case .rawPermissive: Self.rawTime(text, largestZone: .max)
    case .rfc2822: LenientDate.time(of: text)
    case .now: text == Array("now".utf8) ? .now : nil
    }
  }

  /// `<seconds> <sign><digits>`.
  private static func rawTime(_ text: [UInt8], largestZone: Int) -> ExportedTime? {
    guard let space = text.firstIndex(of: UInt8(ascii: " ")), space + 1 < text.count,
      let seconds = Int(String(decoding: text[..<space], as: UTF8.self)),
      text.first != UInt8(ascii: "+")
    else { return nil }
    let sign = text[space + 1]
    let digits = text[(space + 2)...]
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), !digits.isEmpty,
      let zone = Digits.value(of: digits), zone <= largestZone
    else { return nil }
    return .at(seconds: seconds, zone: String(decoding: text[(space + 1)...], as: UTF8.self))
  }
}
