/// Goes through a page's tokens once: what is seen goes to a writer, all else is listed.
struct PageReader {
  let source: [UInt8]
  var tokenizer: Tokenizer
  var writer = PageWriter()
  var markup: [MarkupItem] = []

  var omission: Omission?
  var preformattedDepth = 0
  /// A line break directly behind `<pre>` is not seen.
  var dropsLineBreak = false
  var hasTitle = false
  /// What the text up to the next end tag is, where it is no text of the page.
  var rawKind: MarkupItem.Kind?
  /// Elements `svg` and `math` that are open, and those in them that hold HTML.
  var foreignDepth = 0
  var integrationDepth = 0

  init(_ source: [UInt8]) {
    self.source = source
    tokenizer = Tokenizer(source)
  }

  var isForeign: Bool { foreignDepth > 0 && integrationDepth == 0 }

  mutating func readAll() {
    if source.starts(with: [0xEF, 0xBB, 0xBF]) { tokenizer.position = 3 }
    while let token = tokenizer.next() {
      switch token.kind {
      case .text: text(token.range)
      case .reference(let reference): self.reference(reference, token.range)
      case .startTag(let tag): start(tag, token.range)
      case .endTag(let tag): end(tag, token.range)
      case .comment(let words): list(.comment, value: words)
      case .doctype: list(.element, name: token.range)
      case .nothing: break
      }
    }
  }

  mutating func list(
    _ kind: MarkupItem.Kind, name: Range<Int> = 0..<0, value: Range<Int> = 0..<0
  ) {
    markup.append(MarkupItem(kind, name: name, value: value))
  }

  // MARK: - Text

  private mutating func text(_ range: Range<Int>) {
    if let rawKind { return list(rawKind, value: range) }
    if omission != nil {
      if !source[range].allSatisfy(\.isWhitespace) { list(.hiddenText, value: range) }
      return
    }
    if preformattedDepth > 0 { preformatted(range) } else { flowing(range) }
    dropsLineBreak = false
  }

  /// Words with one space between them; a NUL is not seen.
  private mutating func flowing(_ range: Range<Int>) {
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = source[place]
      if byte.isWhitespace || byte == 0 {
        if byte != 0 { writer.space() }
        place += 1
        continue
      }
      var end = place + 1
      while end < range.upperBound, !source[end].isWhitespace, source[end] != 0 { end += 1 }
      writer.put(source[place..<end], from: place..<end)
      place = end
    }
  }

  private mutating func preformatted(_ range: Range<Int>) {
    var place = range.lowerBound
    if dropsLineBreak, source[place] == 0x0D { place += 1 }
    if dropsLineBreak, place < range.upperBound, source[place] == 0x0A { place += 1 }
    var start = place
    while place < range.upperBound {
      guard source[place] == 0x0D || source[place] == 0 else {
        place += 1
        continue
      }
      if place > start { writer.put(source[start..<place], from: start..<place) }
      let isReturn = source[place] == 0x0D
      let isPair = isReturn && place + 1 < range.upperBound && source[place + 1] == 0x0A
      start = place + (isPair ? 2 : 1)
      if isReturn { writer.put(CollectionOfOne(0x0A), from: place..<start) }
      place = start
    }
    if place > start { writer.put(source[start..<place], from: start..<place) }
  }

  private mutating func reference(_ reference: CharacterReference, _ range: Range<Int>) {
    dropsLineBreak = false
    guard omission == nil else { return list(.hiddenText, value: range) }
    let bytes = reference.bytes
    if preformattedDepth == 0, bytes.count == 1, bytes[0].isWhitespace { return writer.space() }
    writer.put(bytes, from: range)
  }
}
