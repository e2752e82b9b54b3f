internal import Prose

/// Builds HTML in which content can never become markup.
///
/// `markup` takes only text that this module writes; whatever comes from an article or a label
/// goes through `text` or `attribute`.
struct HTMLWriter {
  private(set) var output: [UInt8] = []

  mutating func markup(_ markup: String) {
    output += markup.utf8
  }

  /// Text content. Control characters, NUL and bidirectional controls become numbers.
  mutating func text(_ bytes: ArraySlice<UInt8>) {
    escape(VisibleText.neutralised(Self.withoutCarriageReturns(bytes), .numbers))
  }

  /// Text that would leave nothing to see, revealed on one line.
  mutating func hiddenText(_ bytes: ArraySlice<UInt8>) {
    markup(#"<span class="hidden-characters">"#)
    escape(VisibleText.revealed(bytes, .numbers))
    markup("</span>")
  }

  mutating func text(_ text: String) {
    escape(VisibleText.line(text))
  }

  /// An attribute with a value that may hold anything.
  mutating func attribute(_ name: String, _ value: String) {
    markup(" \(name)=\"")
    text(value)
    markup("\"")
  }

  private mutating func escape(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): output += "&amp;".utf8
      case UInt8(ascii: "<"): output += "&lt;".utf8
      case UInt8(ascii: ">"): output += "&gt;".utf8
      case UInt8(ascii: "\""): output += "&quot;".utf8
      case UInt8(ascii: "'"): output += "&#39;".utf8
      default: output.append(byte)
      }
    }
  }

  private static func withoutCarriageReturns(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.contains(UInt8(ascii: "\r")) else { return bytes }
    let pairs = zip(bytes, bytes.dropFirst() + [0])
    return pairs.filter { $0 != UInt8(ascii: "\r") || $1 != newline }.map(\.0)[...]
  }
}
