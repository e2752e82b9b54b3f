/// Those attributes of a start tag that say what is seen.
struct SeenAttributes {
  var isHidden = false
  /// Byte offsets in the source.
  var alternative: Range<Int>?
  var type: Range<Int>?
  var value: Range<Int>?

  /// What is written on a button.
  func buttonWords(in source: [UInt8]) -> Range<Int>? {
    guard let type else { return nil }
    let kinds = ["submit", "button", "reset"]
    let isButton = kinds.contains {
      $0.utf8.count == type.count && source.span.has($0.utf8, at: type.lowerBound)
    }
    if isButton { return value }
    return type.count == 5 && source.span.has("image", at: type.lowerBound) ? alternative : nil
  }
}

extension PageReader {
  /// Lists the attributes of a start tag. Of two with one name, the first counts.
  mutating func attributes(of tag: Tag, _ element: ElementName) -> SeenAttributes {
    var seen = SeenAttributes()
    let source = source
    var cursor = AttributeCursor(at: tag.attributes.lowerBound)
    while case .attribute(let attribute) = cursor.next(in: source.span) {
      let name = ElementName(source.span, attribute.name)
      markup.append(
        MarkupItem(
          .init(attribute: name, of: element), name: attribute.name, value: attribute.value))
      switch name {
      case .hidden: seen.isHidden = true
      case .alternative: seen.alternative = seen.alternative ?? attribute.value
      case .type: seen.type = seen.type ?? attribute.value
      case .value: seen.value = seen.value ?? attribute.value
      default: break
      }
    }
    return seen
  }
}

extension ElementName {
  fileprivate static let hidden = ElementName("hidden")
  fileprivate static let alternative = ElementName("alt")
  fileprivate static let type = ElementName("type")
  fileprivate static let value = ElementName("value")
  private static let description = ElementName("desc")
  private static let metadata = ElementName("metadata")

  /// Whether it means something only inside `svg`.
  var isForeignOnly: Bool { self == Self.description || self == Self.metadata }
}
