/// What a stretch of a page's source is. The tokens of a page cover it without gaps.
package struct Token: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// Bytes that stand for themselves, read by the rules of a content model.
    case text(ContentModel)
    case reference(CharacterReference)
    case startTag(Tag)
    case endTag(Tag)
    /// Where the words of a comment are, or of what is read as one.
    case comment(Range<Int>)
    case doctype(Doctype)
    /// What leaves nothing: `</>`, a tag that the end of the source cuts off, the marks around CDATA.
    case nothing
  }

  package let kind: Kind
  /// Byte offsets in the source.
  package let range: Range<Int>
}

/// How the bytes behind a start tag are read.
package enum ContentModel: Equatable, Sendable {
  case data
  /// Text with character references, up to the element's own end tag: titles.
  case rcdata
  /// Text, up to the element's own end tag: style sheets.
  case rawtext
  case scriptData
  /// Text up to the end of the source.
  case plaintext
  /// Text up to `]]>`.
  case cdata
}

/// The name of a tag, and where its attributes are.
package struct Tag: Equatable, Sendable {
  /// Byte offsets in the source.
  package let name: Range<Int>
  /// From the end of the name to the end of the tag.
  package let attributes: Range<Int>
  package let isSelfClosing: Bool
}

/// A declaration of the document's type.
package struct Doctype: Equatable, Sendable {
  /// Byte offsets in the source; `nil` where there is none.
  package var name: Range<Int>?
  package var publicID: Range<Int>?
  package var systemID: Range<Int>?
  package var forcesQuirks = false
}

/// One attribute of a tag.
package struct Attribute: Equatable, Sendable {
  /// Byte offsets in the source.
  package let name: Range<Int>
  /// What stands inside the quotation marks; empty where there is no value.
  package let value: Range<Int>
}
