/// What `Accept` accepts.
///
/// Source: RFC 9110, 12.5.1.
struct AcceptedMedia {
  /// Each range with whether it is accepted at all.
  private var ranges: [String: Bool] = [:]

  init(_ text: String) {
    for item in text.utf8.split(separator: UInt8(ascii: ",")) {
      let parts = item.split(separator: UInt8(ascii: ";")).map { part in
        String(decoding: part.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self).lowercased()
      }
      guard let range = parts.first, !range.isEmpty else { continue }
      let weight = parts.dropFirst().first { $0.utf8.starts(with: "q=".utf8) }?.dropFirst(2)
      ranges[range] = weight.map { $0.utf8.contains { (0x31...0x39).contains($0) } } ?? true
    }
  }

  /// Whether a type is accepted: by the most precise range that it is in. Nothing but commas accepts everything.
  func contains(_ type: String) -> Bool {
    guard !ranges.isEmpty else { return true }
    let group = type.utf8.prefix { $0 != UInt8(ascii: "/") }
    return ranges[type] ?? ranges[String(Substring(group)) + "/*"] ?? ranges["*/*"] ?? false
  }
}
