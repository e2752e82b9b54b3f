/// What `If-Match` and `If-None-Match` name.
///
/// Source: RFC 9110, 8.8.3 and 13.1.
package enum EntityTags {
  /// `*`: whatever there is.
  case any
  case list([(isWeak: Bool, tag: String)])

  /// Reads a header's value; what cannot be read names nothing.
  package init(_ text: String) {
    var bytes = Substring(text).utf8[...]
    var tags: [(isWeak: Bool, tag: String)] = []
    if text.trimmed == "*" {
      self = .any
      return
    }
    while true {
      bytes = bytes.drop { $0 == UInt8(ascii: ",") || $0 == 0x20 || $0 == 0x09 }
      let isWeak = bytes.starts(with: "W/".utf8)
      if isWeak { bytes = bytes.dropFirst(2) }
      guard bytes.first == UInt8(ascii: "\""),
        let end = bytes.dropFirst().firstIndex(of: UInt8(ascii: "\""))
      else { break }
      tags.append((isWeak, String(bytes[bytes.index(after: bytes.startIndex)..<end]) ?? ""))
      bytes = bytes[bytes.index(after: end)...]
    }
    self = .list(tags)
  }

  /// Whether they name one of `tags`, each of which is strong.
  ///
  /// - Parameter strongly: Whether a weak tag names nothing: bytes have to be the same.
  package func name(_ tags: [String], strongly: Bool) -> Bool {
    switch self {
    case .any: true
    case .list(let list): list.contains { (!strongly || !$0.isWeak) && tags.contains($0.tag) }
    }
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  var trimmed: Substring {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return "" }
    return Substring(self[first...last])
  }
}
