/// What `Accept-Encoding` accepts.
///
/// Source: RFC 9110, 12.5.3.
package enum AcceptedEncodings {
  /// Whether a client wants gzip, and not rather no compression.
  package static func prefersGzip(_ text: String) -> Bool {
    var weights: [String: Int] = [:]
    for item in text.split(separator: ",") {
      let parts = item.split(separator: ";")
      guard let name = parts.first?.trimmed.lowercased() else { continue }
      let weight = parts.dropFirst().lazy.compactMap { Self.weight($0.trimmed) }.first ?? 1000
      weights[name == "x-gzip" ? "gzip" : name] = weight
    }
    let gzip = weights["gzip"] ?? weights["*"] ?? 0
    return gzip > 0 && gzip >= weights["identity"] ?? 0
  }

  /// `q=0.5`, in thousandths.
  private static func weight(_ text: Substring) -> Int? {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, parts[0].trimmed.lowercased() == "q" else { return nil }
    let digits = parts[1].trimmed.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = digits.first, digits.count <= 2, whole == "0" || whole == "1" else {
      return 0
    }
    if whole == "1" { return 1000 }
    let fraction = digits.count == 2 ? digits[1].prefix(3) : ""
    return Int(fraction + String(repeating: "0", count: 3 - fraction.count)) ?? 0
  }
}
