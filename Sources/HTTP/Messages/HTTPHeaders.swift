/// The headers of a request: found by name whatever its case, in the order they came in.
package struct HTTPHeaders: Sendable {
  /// The names are in small letters.
  package private(set) var fields: [(name: String, value: String)] = []

  package init() {}

  package init(_ fields: [(name: String, value: String)]) {
    for field in fields { append(field.name, field.value) }
  }

  /// Adds a header, whether or not there is one of that name.
  package mutating func append(_ name: String, _ value: String) {
    fields.append((name.lowercased(), value))
  }

  /// The value of a header; those of several of one name, joined as RFC 9110, 5.3, has it.
  package subscript(name: String) -> String? {
    let values = values(of: name)
    return values.count < 2 ? values.first : values.joined(separator: ", ")
  }

  /// The value of each header of this name.
  package func values(of name: String) -> [String] {
    fields.compactMap { $0.name.isHeader(name) ? $0.value : nil }
  }
}

extension String {
  /// Whether two names are of the same header. Made in place: a request asks this a hundred times.
  func isHeader(_ other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    return zip(utf8, other.utf8).allSatisfy { a, b in a == b || Self.small(a) == Self.small(b) }
  }

  private static func small(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
