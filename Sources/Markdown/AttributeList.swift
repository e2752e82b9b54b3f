/// What stands in braces behind a heading, a link, a picture or a passage in brackets, and is not seen:
/// `{#id .class key="value"}`.
///
/// Source: Pandoc User's Guide, "Heading identifiers", "Divs and Spans", "Links" and "Images".
enum AttributeList {
  /// No list is longer, in bytes.
  static let longest = 1_024

  /// Where the list ends that some text begins with; `nil` where there is none.
  static func end(of text: ArraySlice<UInt8>) -> Int? {
    guard text.first == 0x7B else { return nil }
    let text = text.prefix(longest)
    var place = text.startIndex + 1
    var isEmpty = true
    while place < text.endIndex, text[place] != 0x7D {
      if text[place].isBlank {
        place += 1
      } else {
        guard let end = itemEnd(in: text, at: place) else { return nil }
        isEmpty = false
        place = end
      }
    }
    return place < text.endIndex && !isEmpty ? place + 1 : nil
  }

  /// Where the list starts that a line ends with, behind a blank.
  static func start(endOf line: ArraySlice<UInt8>) -> Int? {
    guard let open = line.suffix(longest).lastIndex(of: 0x7B), open > line.startIndex,
      line[open - 1].isBlank, let end = end(of: line[open...]), line[end...].allSatisfy(\.isBlank)
    else { return nil }
    return open
  }

  /// Behind `#id`, `.class` or `key=value`.
  private static func itemEnd(in text: ArraySlice<UInt8>, at start: Int) -> Int? {
    func nameEnd(from place: Int) -> Int {
      text[place...].firstIndex { !$0.mayBeInName } ?? text.endIndex
    }
    switch text[start] {
    case 0x23:
      let end = nameEnd(from: start + 1)
      return end > start + 1 ? end : nil
    case 0x2E:
      guard start + 1 < text.endIndex, text[start + 1].mayBeginName else { return nil }
      return nameEnd(from: start + 1)
    default:
      guard text[start].mayBeginName else { return nil }
      let sign = nameEnd(from: start)
      guard sign + 1 < text.endIndex, text[sign] == 0x3D else { return nil }
      guard text[sign + 1] == 0x22 else {
        let end = nameEnd(from: sign + 1)
        return end > sign + 1 ? end : nil
      }
      // No bracket stands in a value: so a line of beginnings is not read again for each of them.
      let close = text[(sign + 2)...].firstIndex { $0 == 0x22 || $0.isBracket }
      guard let close, text[close] == 0x22 else { return nil }
      return close + 1
    }
  }
}

extension UInt8 {
  fileprivate var isBracket: Bool { self == 0x5B || self == 0x5D || self == 0x7B || self == 0x7D }

  fileprivate var mayBeginName: Bool { isLetter || self == 0x5F || self >= 0x80 }

  fileprivate var mayBeInName: Bool {
    switch self {
    case 0x22, 0x27, 0x3C, 0x3D, 0x3E, 0x60: false
    default: self > 0x20 && !isBracket
    }
  }
}
