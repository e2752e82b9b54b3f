internal import Bytes

/// What a request asks for, taken apart: RFC 9112, 3.2, origin form and absolute form.
package struct RequestTarget: Sendable {
  /// The host that an absolute form names.
  package var authority: String?
  /// Still encoded.
  package var path: String
  package var query: [(name: String, value: String)] = []

  /// A form that people fill in has a few fields; whoever sends thousands wants to be waited for.
  package static let largestQueryCount = 100

  /// - Parameter text: As it was sent.
  package init(_ text: String) throws(Refusal) {
    // Bytes, never characters: a mark may follow the sign that parts two fields, and join it.
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "#") }) else {
      throw .malformed
    }
    var rest = text.utf8[...]
    if let scheme = ["http://", "https://"].first(where: { Self.begins(text, with: $0) }) {
      rest = rest.dropFirst(scheme.utf8.count)
      let end = rest.firstIndex { $0 == Self.slash || $0 == Self.questionMark } ?? rest.endIndex
      authority = String(rest[..<end])
      rest = rest[end...]
    }
    let parts = rest.split(
      separator: Self.questionMark, maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.first.flatMap { String($0) } ?? ""
    // An absolute form without a path asks for the root.
    if authority != nil, path.isEmpty { path = "/" }
    guard path.utf8.first == Self.slash, PercentEncoding.bytes(path.utf8) != nil else {
      throw .malformed
    }
    if parts.count > 1 { query = try Self.query(parts[1]) }
  }

  /// The path that a target asks for, as far as it can be told: of what was sent, which may be anything.
  static func path(in target: [UInt8]) -> String {
    let text = String(decoding: target, as: UTF8.self)
    do throws(Refusal) { return try RequestTarget(text).path } catch {
      return String(decoding: target.prefix { $0 != questionMark }, as: UTF8.self)
    }
  }

  private static let slash = UInt8(ascii: "/")
  private static let questionMark = UInt8(ascii: "?")

  private static func begins(_ text: String, with scheme: String) -> Bool {
    text.prefix(scheme.count).lowercased() == scheme
  }

  private static func query(
    _ text: Substring.UTF8View
  ) throws(Refusal) -> [(name: String, value: String)] {
    var query: [(name: String, value: String)] = []
    for field in text.split(separator: UInt8(ascii: "&"), maxSplits: largestQueryCount) {
      guard query.count < largestQueryCount else { throw .malformed }
      let end = field.firstIndex(of: UInt8(ascii: "="))
      guard
        let name = PercentEncoding.decoded(field[..<(end ?? field.endIndex)], plusIsSpace: true),
        let value = end.map({ PercentEncoding.decoded(field[$0...].dropFirst(), plusIsSpace: true) }
        )
          ?? ""
      else { throw .malformed }
      query.append((name, value))
    }
    return query
  }
}
