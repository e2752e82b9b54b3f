/// Patterns with commas between: one has to match, and none that starts with `!`.
///
/// Source: ssh_config(5), "PATTERNS".
struct PatternList {
  private let wanted: [ArraySlice<UInt8>]
  private let unwanted: [ArraySlice<UInt8>]

  init(_ text: String) {
    let patterns = Array(text.utf8).split(separator: UInt8(ascii: ","))
    wanted = patterns.filter { $0.first != UInt8(ascii: "!") }
    unwanted = patterns.filter { $0.first == UInt8(ascii: "!") }.map { $0.dropFirst() }
  }

  /// The first pattern of those of which one has to match.
  var firstWanted: String? { wanted.first.map { String(decoding: $0, as: UTF8.self) } }

  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return wanted.contains { Self.matches(bytes, $0) }
      && !unwanted.contains { Self.matches(bytes, $0) }
  }

  /// - Complexity: At most O(text × pattern): only the last `*` is ever tried again.
  private static func matches(_ text: [UInt8], _ pattern: ArraySlice<UInt8>) -> Bool {
    var (place, at) = (0, pattern.startIndex)
    var star: (place: Int, at: Int)?
    while place < text.count {
      if at < pattern.endIndex, pattern[at] == UInt8(ascii: "*") {
        at += 1
        star = (place, at)
      } else if at < pattern.endIndex,
        pattern[at] == UInt8(ascii: "?") || pattern[at] == text[place]
      {
        (place, at) = (place + 1, at + 1)
      } else if let last = star {
        star = (last.place + 1, last.at)
        (place, at) = (last.place + 1, last.at)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
