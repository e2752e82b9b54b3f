/// HTML that cannot hold a value by mistake: made of text that stands in the source, and of values
/// that were escaped on the way in.
///
/// A literal is a `StaticString`, so that no string that came from somewhere can pass for one.
public struct Markup: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// UTF-8.
  public private(set) var bytes: [UInt8] = []

  public init(stringLiteral literal: StaticString) {
    append(literal)
  }

  public init(stringInterpolation interpolation: Interpolation) {
    self = interpolation.markup
  }

  /// Several pieces, one after the other.
  public init(_ pieces: [Markup]) {
    for piece in pieces { bytes += piece.bytes }
  }

  /// What a writer that only takes markup and escaped text has put together.
  init(writtenBy writer: HTMLWriter) {
    bytes = writer.output
  }

  /// A text on one line, with signs for what cannot be seen or would turn round what is.
  package static func visible(_ text: String) -> Markup {
    var markup = Markup([])
    escaped(VisibleText.line(text), into: &markup.bytes)
    return markup
  }

  /// A text as it is laid out, with such signs; line breaks and tabs stay.
  package static func visible(_ text: ArraySlice<UInt8>) -> Markup {
    var markup = Markup([])
    let shown = VisibleText.neutralised(VisibleText.withoutReturns(text), .numbers)
    escaped(shown, into: &markup.bytes)
    return markup
  }

  /// Several pieces with another one between each two.
  package static func joined(_ pieces: [Markup], by separator: Markup) -> Markup {
    Markup(pieces.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [separator, $0.element] })
  }

  public static func + (left: Markup, right: Markup) -> Markup { Markup([left, right]) }

  private mutating func append(_ literal: StaticString) {
    bytes += literal.description.utf8
  }

  /// A value as text or as an attribute's value.
  static func escaped(_ text: String, into bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
  }

  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup = Markup([])

    public init(literalCapacity: Int, interpolationCount: Int) {
      markup.bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    public mutating func appendLiteral(_ literal: StaticString) { markup.append(literal) }

    public mutating func appendInterpolation(_ markup: Markup) { self.markup.bytes += markup.bytes }

    public mutating func appendInterpolation(_ text: String) {
      Markup.escaped(text, into: &markup.bytes)
    }

    public mutating func appendInterpolation(_ number: Int) {
      markup.bytes += String(number).utf8
    }
  }
}
