internal import Bytes

/// An annotated tag: a name and a message for an object.
///
/// Stet makes none; it reads and checks those that git made.
package struct Tag: Equatable, Sendable {
  package var object: ObjectID
  package var kind: ObjectKind
  package var name: [UInt8]
  /// Missing in tags from before 2005.
  package var tagger: Signature?
  package var message: [UInt8]

  /// Reads a tag's content.
  ///
  /// Source: git-mktag(1).
  /// - Throws: `.missingHeader`, `.badID`, `.badSignature`, `.badHeader` or `.nulByte`.
  package init(decoding bytes: borrowing Span<UInt8>) throws(ObjectDecodingError) {
    var reader = HeaderReader()
    object = try reader.requireID("object", in: bytes)
    let typeOffset = reader.offset
    guard let type = try reader.next(in: bytes), type.name == "type",
      let kind = ObjectKind(rawValue: String(decoding: type.value, as: UTF8.self))
    else { throw .missingHeader("type", atByte: typeOffset) }
    self.kind = kind
    let nameOffset = reader.offset
    guard let tag = try reader.next(in: bytes), tag.name == "tag" else {
      throw .missingHeader("tag", atByte: nameOffset)
    }
    name = tag.value
    while let header = try reader.next(in: bytes) {
      guard header.name == "tagger" else { continue }
      tagger = try Signature(decoding: header.value, atByte: header.valueOffset)
    }
    message = try reader.readMessage(in: bytes)
  }
}
