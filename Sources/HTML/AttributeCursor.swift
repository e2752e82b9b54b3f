/// Reads the attributes of a tag, one after the other.
///
/// Of two with the same name, the first counts: that is for the reader to see to, since a page with a
/// million attributes is no reason to keep them all.
///
/// Source: HTML Standard, 13.2.5.32 to 13.2.5.40.
struct AttributeCursor {
  enum Step {
    case attribute(Attribute)
    /// The tag ended, `>` included.
    case end(isSelfClosing: Bool)
    /// The source ended inside the tag.
    case cut
  }

  private(set) var position: Int

  /// - Parameter position: Where the tag's name ends.
  init(at position: Int) { self.position = position }

  mutating func next(in bytes: Span<UInt8>) -> Step {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte.isWhitespace { continue }
      if byte == 0x3E { return .end(isSelfClosing: false) }
      if byte == 0x2F {
        guard position < bytes.count, bytes[position] == 0x3E else { continue }
        position += 1
        return .end(isSelfClosing: true)
      }
      return attribute(in: bytes, from: position - 1)
    }
    return .cut
  }

  /// The first byte of a name may be anything, even `=`.
  private mutating func attribute(in bytes: Span<UInt8>, from start: Int) -> Step {
    while position < bytes.count, !bytes[position].endsAttributeName { position += 1 }
    let name = start..<position
    let mark = bytes.skippingWhitespace(from: position)
    guard mark < bytes.count else { return cut(bytes) }
    position = mark
    guard bytes[mark] == 0x3D else {
      return .attribute(Attribute(name: name, value: name.upperBound..<name.upperBound))
    }
    let value = bytes.skippingWhitespace(from: mark + 1)
    guard value < bytes.count else { return cut(bytes) }
    position = value
    switch bytes[value] {
    case 0x22, 0x27:
      let end = bytes.first(bytes[value], from: value + 1, limit: bytes.count)
      guard end < bytes.count else { return cut(bytes) }
      position = end + 1
      return .attribute(Attribute(name: name, value: value + 1..<end))
    case 0x3E:
      return .attribute(Attribute(name: name, value: value..<value))
    default:
      while position < bytes.count, !bytes[position].isWhitespace, bytes[position] != 0x3E {
        position += 1
      }
      guard position < bytes.count else { return .cut }
      return .attribute(Attribute(name: name, value: value..<position))
    }
  }

  private mutating func cut(_ bytes: Span<UInt8>) -> Step {
    position = bytes.count
    return .cut
  }
}

extension UInt8 {
  fileprivate var endsAttributeName: Bool {
    isWhitespace || self == 0x2F || self == 0x3E || self == 0x3D
  }
}

extension Tag {
  /// All attributes, as they stand in the source.
  package func attributes(in source: [UInt8]) -> [Attribute] {
    var cursor = AttributeCursor(at: attributes.lowerBound)
    var all: [Attribute] = []
    while case .attribute(let attribute) = cursor.next(in: source.span) { all.append(attribute) }
    return all
  }
}
