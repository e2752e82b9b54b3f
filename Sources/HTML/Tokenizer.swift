/// Reads a page as tokens, as the HTML standard has it, and says where each stands in the source.
///
/// It builds no tree and holds no text: a token is ranges of bytes. Whatever the bytes are, the
/// tokens cover them without gaps, each byte is looked at a bounded number of times, and nothing
/// grows with depth. What needs a tree is for the caller to say: `model` behind a start tag, and
/// whether CDATA may stand here.
///
/// Source: HTML Standard, 13.2.5.
package struct Tokenizer {
  let bytes: [UInt8]
  package internal(set) var position = 0
  /// How the bytes that follow are read.
  package var model = ContentModel.data
  /// The name that ends `rcdata`, `rawtext` and `scriptData`, in small letters.
  package var lastStartTag: [UInt8] = []
  /// Whether `<![CDATA[` opens a section, as it does inside `svg` and `math`.
  package var allowsCDATA = false

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next token; `nil` at the end of the source.
  package mutating func next() -> Token? {
    guard position < bytes.count else { return nil }
    switch model {
    case .data: return data()
    case .rcdata: return text(.rcdata)
    case .rawtext: return text(.rawtext)
    case .scriptData: return script()
    case .plaintext: return token(.text(.plaintext), to: bytes.count)
    case .cdata: return cdata()
    }
  }

  /// The token from here to `end`.
  mutating func token(_ kind: Token.Kind, to end: Int) -> Token {
    defer { position = end }
    return Token(kind: kind, range: position..<end)
  }

  // MARK: - Data

  private mutating func data() -> Token {
    if bytes[position] == 0x3C, let markup = markup() { return markup }
    return textWithReferences(.data) { tokenizer, place in tokenizer.startsMarkup(place) }
  }

  /// Text up to the next markup or reference, or the reference that stands here.
  private mutating func textWithReferences(
    _ model: ContentModel, isEnd: (Tokenizer, Int) -> Bool
  ) -> Token {
    let source = bytes
    let bytes = source.span
    var place = position
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 0x3C, isEnd(self, place) { break }
      if byte == 0x26,
        let found = CharacterReferences.all.reference(
          in: bytes, at: place, limit: bytes.count, isInAttribute: false)
      {
        if place == position { return token(.reference(found.value), to: found.end) }
        break
      }
      place += 1
    }
    return token(.text(model), to: place)
  }

  /// Whether the `<` at `place` begins a tag, a comment or a declaration.
  private func startsMarkup(_ place: Int) -> Bool {
    guard place + 1 < bytes.count else { return false }
    switch bytes[place + 1] {
    case 0x21, 0x3F: return true
    case 0x2F: return place + 2 < bytes.count
    case let byte: return byte.isLetter
    }
  }

  /// The markup that the `<` here begins; `nil` where it is text.
  private mutating func markup() -> Token? {
    guard startsMarkup(position) else { return nil }
    switch bytes[position + 1] {
    case 0x21: return declaration()
    case 0x3F: return bogusComment(from: position + 1)
    case 0x2F:
      if bytes[position + 2].isLetter { return tag(nameAt: position + 2, isEnd: true) }
      if bytes[position + 2] == 0x3E { return token(.nothing, to: position + 3) }
      return bogusComment(from: position + 2)
    default: return tag(nameAt: position + 1, isEnd: false)
    }
  }

  private mutating func tag(nameAt start: Int, isEnd: Bool) -> Token {
    let source = bytes
    let bytes = source.span
    var end = start
    while end < bytes.count, !bytes[end].endsTagName { end += 1 }
    let name = start..<end
    var cursor = AttributeCursor(at: end)
    while true {
      switch cursor.next(in: bytes) {
      case .attribute: continue
      case .cut: return token(.nothing, to: bytes.count)
      case .end(let isSelfClosing):
        let tag = Tag(
          name: name, attributes: end..<cursor.position, isSelfClosing: isSelfClosing)
        if !isEnd { lastStartTag = bytes.lowercased(name, limit: Self.longestContentName) }
        return token(isEnd ? .endTag(tag) : .startTag(tag), to: cursor.position)
      }
    }
  }

  /// No element whose content is only text has a longer name.
  private static let longestContentName = 16

  // MARK: - Text up to an end tag

  private mutating func text(_ textModel: ContentModel) -> Token {
    if isAppropriateEndTag(at: position) { return endTag() }
    if textModel == .rcdata {
      return textWithReferences(.rcdata) { tokenizer, place in
        tokenizer.isAppropriateEndTag(at: place)
      }
    }
    var place = position
    while place < bytes.count, !isAppropriateEndTag(at: place) { place += 1 }
    return token(.text(textModel), to: place)
  }

  private mutating func script() -> Token {
    if isAppropriateEndTag(at: position) { return endTag() }
    return token(.text(.scriptData), to: ScriptData.end(in: self, from: position))
  }

  /// Whether the end tag at `place` ends the element whose text this is.
  @inline(__always)
  func isAppropriateEndTag(at place: Int) -> Bool {
    bytes[place] == 0x3C && isEndTag(at: place)
  }

  private func isEndTag(at place: Int) -> Bool {
    let end = place + 2 + lastStartTag.count
    guard end < bytes.count, bytes[place + 1] == 0x2F, !lastStartTag.isEmpty,
      bytes[end].endsTagName
    else { return false }
    return bytes.span.has(lastStartTag, at: place + 2)
  }

  private mutating func endTag() -> Token {
    model = .data
    return tag(nameAt: position + 2, isEnd: true)
  }

  private mutating func cdata() -> Token {
    let source = bytes
    let bytes = source.span
    var place = position
    while place < bytes.count {
      if bytes[place] == 0x5D, bytes.has("]]>", at: place) { break }
      place += 1
    }
    if place > position { return token(.text(.cdata), to: place) }
    model = .data
    return token(.nothing, to: place + 3)
  }
}

extension UInt8 {
  var endsTagName: Bool { isWhitespace || self == 0x2F || self == 0x3E }
}

extension Span<UInt8> {
  /// The bytes of a range in small letters; none where there are more than `limit`.
  func lowercased(_ range: Range<Int>, limit: Int = .max) -> [UInt8] {
    range.count > limit ? [] : range.map { self[$0].lowercased }
  }
}
