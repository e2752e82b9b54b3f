/// What `Range` asks for of a body.
///
/// Source: RFC 9110, 14. Several ranges at once are for no reader of articles: they get the whole.
package enum RangeRequest: Equatable {
  case whole
  case part(Range<Int>)
  /// Begins where the body has ended.
  case unsatisfiable

  /// Reads a header's value, for a body of `count` bytes; what cannot be read asks for the whole.
  package init(_ text: String, count: Int) {
    self = .whole
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, parts[0].trimmed.lowercased() == "bytes" else { return }
    let bounds = parts[1].trimmed.split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard bounds.count == 2 else { return }
    switch (bounds[0].isEmpty, bounds[1].isEmpty) {
    case (true, true): return
    case (true, false):
      guard let length = Self.number(bounds[1]) else { return }
      self = length == 0 || count == 0 ? .unsatisfiable : .part(max(0, count - length)..<count)
    case (false, let isOpen):
      guard let first = Self.number(bounds[0]) else { return }
      guard let last = isOpen ? Int.max : Self.number(bounds[1]), last >= first else { return }
      self = first >= count ? .unsatisfiable : .part(first..<min(last, count - 1) + 1)
    }
  }

  /// Digits and nothing else; a number too large for the machine is as good as the largest.
  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text) ?? Int.max
  }
}
