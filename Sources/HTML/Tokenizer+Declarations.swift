// Comments, what is read as one, and the document's type.
//
// Source: HTML Standard, 13.2.5.41 to 13.2.5.68.
extension Tokenizer {
  /// What `<!` begins.
  mutating func declaration() -> Token {
    let source = bytes
    let bytes = source.span
    let start = position + 2
    if bytes.has("--", at: start) { return comment(from: start + 2) }
    if bytes.has("doctype", at: start) { return doctype(from: start + 7) }
    if allowsCDATA, isCDATA(at: start) {
      model = .cdata
      return token(.nothing, to: start + 7)
    }
    return bogusComment(from: start)
  }

  private func isCDATA(at start: Int) -> Bool {
    start + 7 <= bytes.count && bytes[start..<start + 7].elementsEqual("[CDATA[".utf8)
  }

  /// Everything up to the next `>` is a comment.
  mutating func bogusComment(from start: Int) -> Token {
    let end = bytes.span.first(0x3E, from: start, limit: bytes.count)
    return token(.comment(start..<end), to: min(end + 1, bytes.count))
  }

  /// A comment whose words begin at `start`. It ends with `-->`, `--!>`, or `>` and `->` where there
  /// are no words; without an end, with the source.
  private mutating func comment(from start: Int) -> Token {
    let source = bytes
    let bytes = source.span
    if start < bytes.count, bytes[start] == 0x3E {
      return token(.comment(start..<start), to: start + 1)
    }
    if bytes.has("->", at: start) { return token(.comment(start..<start), to: start + 2) }
    var place = start
    while place < bytes.count {
      if bytes[place] == 0x2D, bytes.has("-->", at: place) {
        return token(.comment(start..<place), to: place + 3)
      }
      if bytes[place] == 0x2D, bytes.has("--!>", at: place) {
        return token(.comment(start..<place), to: place + 4)
      }
      place += 1
    }
    // An end that was begun is not part of the words.
    var end = place
    for cut in ["--!", "--", "-"] where bytes.ends(with: cut, from: start) {
      end -= cut.utf8.count
      break
    }
    return token(.comment(start..<end), to: bytes.count)
  }

  private mutating func doctype(from start: Int) -> Token {
    let reader = DoctypeReader(bytes.span, from: start)
    return token(.doctype(reader.doctype), to: reader.end)
  }
}

extension Span<UInt8> {
  fileprivate func ends(with text: String, from start: Int) -> Bool {
    let place = count - text.utf8.count
    return place >= start && has(text.utf8, at: place)
  }
}

/// Reads what stands behind `<!DOCTYPE`.
private struct DoctypeReader {
  private(set) var doctype = Doctype()
  /// Behind the declaration.
  private(set) var end: Int
  private var isDone = false

  init(_ bytes: Span<UInt8>, from start: Int) {
    end = start
    readName(bytes)
    readIdentifiers(bytes)
    if !isDone { end = min(bytes.first(0x3E, from: end, limit: bytes.count) + 1, bytes.count) }
  }

  /// Steps over white space; the declaration is done at `>` and at the end of the source.
  ///
  /// - Parameter isWhole: Whether it may end here.
  private mutating func goOn(_ bytes: Span<UInt8>, isWhole: Bool) {
    guard !isDone else { return }
    end = bytes.skippingWhitespace(from: end)
    let isCut = end >= bytes.count
    guard isCut || bytes[end] == 0x3E else { return }
    if isCut || !isWhole { doctype.forcesQuirks = true }
    isDone = true
    end = min(end + 1, bytes.count)
  }

  private mutating func readName(_ bytes: Span<UInt8>) {
    goOn(bytes, isWhole: false)
    guard !isDone else { return }
    let start = end
    while end < bytes.count, !bytes[end].isWhitespace, bytes[end] != 0x3E { end += 1 }
    doctype.name = start..<end
    goOn(bytes, isWhole: true)
  }

  private mutating func readIdentifiers(_ bytes: Span<UInt8>) {
    guard !isDone else { return }
    if bytes.has("public", at: end) {
      end += 6
      doctype.publicID = quoted(bytes)
      guard doctype.publicID != nil, !isDone else { return }
      goOn(bytes, isWhole: true)
      guard !isDone else { return }
      doctype.systemID = quoted(bytes)
    } else if bytes.has("system", at: end) {
      end += 6
      doctype.systemID = quoted(bytes)
    } else {
      doctype.forcesQuirks = true
      return
    }
    if doctype.systemID != nil { goOn(bytes, isWhole: true) }
  }

  /// An identifier in quotation marks; `nil` where there is none.
  private mutating func quoted(_ bytes: Span<UInt8>) -> Range<Int>? {
    goOn(bytes, isWhole: false)
    guard !isDone else { return nil }
    let quote = bytes[end]
    guard quote == 0x22 || quote == 0x27 else {
      doctype.forcesQuirks = true
      return nil
    }
    let start = end + 1
    end = start
    while end < bytes.count, bytes[end] != quote, bytes[end] != 0x3E { end += 1 }
    let identifier = start..<end
    if end < bytes.count, bytes[end] == quote {
      end += 1
    } else {
      doctype.forcesQuirks = true
      isDone = true
      end = min(end + 1, bytes.count)
    }
    return identifier
  }
}
