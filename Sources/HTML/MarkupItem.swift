/// A part of a page's source that its text does not show.
package struct MarkupItem: Equatable, Sendable {
  package enum Kind: UInt8, CaseIterable, Sendable {
    /// Where a link leads.
    case linkTarget
    /// Where a picture, a film or a page inside the page comes from.
    case media
    case attribute
    /// A start tag.
    case element
    /// A sign of Markdown.
    case mark
    case script
    case style
    case comment
    /// Words that nobody sees: in a template, or in an element that is hidden.
    case hiddenText
  }

  package let kind: Kind
  private let nameStart: UInt32
  private let nameEnd: UInt32
  private let valueStart: UInt32
  private let valueEnd: UInt32

  package init(_ kind: Kind, name: Range<Int> = 0..<0, value: Range<Int> = 0..<0) {
    self.kind = kind
    (nameStart, nameEnd) = (UInt32(name.lowerBound), UInt32(name.upperBound))
    (valueStart, valueEnd) = (UInt32(value.lowerBound), UInt32(value.upperBound))
  }

  /// Byte offsets in the source: the name of an attribute or an element; else empty.
  package var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
  /// Byte offsets in the source: an attribute's value, or the text; else empty.
  package var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
}

extension MarkupItem.Kind {
  private static let mediaElements = Set(
    "img video audio source track iframe frame embed object input".split(separator: " ").map {
      ElementName($0)
    })
  private static let linkElements = Set(["a", "area", "form"].map { ElementName($0) })
  private static let linkAttributes = Set(["href", "action"].map { ElementName($0) })
  private static let mediaAttributes = Set(
    ["src", "srcset", "data", "poster"].map { ElementName($0) })

  /// What an attribute of an element says.
  init(attribute: ElementName, of element: ElementName) {
    if Self.linkAttributes.contains(attribute), Self.linkElements.contains(element) {
      self = .linkTarget
    } else if Self.mediaAttributes.contains(attribute), Self.mediaElements.contains(element) {
      self = .media
    } else {
      self = .attribute
    }
  }
}
