/// A stretch of markup: a tag, an element whose text nobody reads, or the target of a Markdown link.
struct MarkupPassage: Equatable {
  /// Byte offsets in the text.
  var range: Range<Int>
  /// The parts of it that a reader sees or hears: descriptions and titles.
  var visible: [Range<Int>] = []
  /// Where it leads, or what it loads.
  var addresses: [Address] = []

  struct Address: Equatable {
    var range: Range<Int>
    /// Whether it is loaded into the page, as a picture is, rather than gone to.
    var isLoaded: Bool
  }
}

/// Reads the markup that starts at one place of a text.
struct MarkupReader {
  let text: [UInt8]
  /// Up to where each end was looked for in vain, so that a text full of beginnings is not read
  /// again for each of them.
  private var barren: [[UInt8]: Int] = [:]

  init(text: [UInt8]) { self.text = text }

  /// No tag is longer, in bytes; no element's hidden text either.
  private static let longestTag = 1 << 14
  private static let longestElement = 1 << 20

  /// The markup that starts at `offset`, where `<` or `](` stands; `nil` for anything else.
  mutating func passage(at offset: Int) -> MarkupPassage? {
    text[offset] == UInt8(ascii: "<") ? tag(at: offset) : target(at: offset)
  }

  private func byte(_ offset: Int) -> UInt8 { offset < text.count ? text[offset] : 0 }

  // MARK: - Tags

  private mutating func tag(at start: Int) -> MarkupPassage? {
    let next = byte(start + 1)
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { return declaration(at: start) }
    let nameStart = next == UInt8(ascii: "/") ? start + 2 : start + 1
    var nameEnd = nameStart
    while isNamePart(byte(nameEnd)), nameEnd < nameStart + 64 { nameEnd += 1 }
    let name = key(ofName: nameStart..<nameEnd)
    guard isTagBreak(byte(nameEnd)), isElement(nameStart..<nameEnd, name) else { return nil }
    var passage = MarkupPassage(range: start..<start)
    let isLoaded = !Self.leadingElements.contains(name)
    guard let end = attributes(from: nameEnd, isLoaded: isLoaded, into: &passage) else {
      return nil
    }
    passage.range = start..<end
    let isHidden = next != UInt8(ascii: "/") && Self.hiddenElements.contains(name)
    if isHidden {
      let name = text[nameStart..<nameEnd].map { $0 | 0x20 }
      if let close = self.end(ofElement: name, from: end) { passage.range = start..<close }
    }
    return passage
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ":")
  }

  private func isTagBreak(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || isBlank(byte)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

  private func isElement(_ name: Range<Int>, _ key: UInt64) -> Bool {
    guard !name.isEmpty, (text[name.lowerBound] | 0x20) &- 0x61 < 26 else { return false }
    return Self.elements.contains(key)
      || text[name].contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
  }

  /// A key of a name that leaves case out: as an array, each name of a page would take memory.
  private func key(ofName name: Range<Int>) -> UInt64 {
    WordForm.key(of: text[name]) { $0 | 0x20 }
  }

  /// A comment, a document type or a processing instruction.
  private mutating func declaration(at start: Int) -> MarkupPassage? {
    let isComment = byte(start + 2) == UInt8(ascii: "-") && byte(start + 3) == UInt8(ascii: "-")
    let isNamed = (byte(start + 2) | 0x20) &- 0x61 < 26
    guard isComment || isNamed else { return nil }
    if isComment { return commentEnd(from: start + 4).map { MarkupPassage(range: start..<$0) } }
    let end = text[(start + 2)...].prefix(Self.longestTag).firstIndex {
      $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
    }
    guard let end, text[end] == UInt8(ascii: ">") else { return nil }
    return MarkupPassage(range: start..<end + 1)
  }

  /// Where a comment ends: behind `-->`.
  private mutating func commentEnd(from start: Int) -> Int? {
    let limit = min(text.count, start + Self.longestTag)
    var offset = max(start, barren[Self.comment] ?? 0)
    while let close = text[min(offset, limit)..<limit].firstIndex(of: UInt8(ascii: ">")) {
      if close >= start + 2, text[close - 1] == UInt8(ascii: "-"),
        text[close - 2] == UInt8(ascii: "-")
      {
        return close + 1
      }
      offset = close + 1
    }
    barren[Self.comment] = max(limit, offset)
    return nil
  }

  private static let comment = Array("--".utf8)

  /// Reads attributes up to the `>` and returns what follows it; `nil` where there is none.
  private func attributes(
    from start: Int, isLoaded: Bool, into passage: inout MarkupPassage
  ) -> Int? {
    var offset = start
    let limit = min(text.count, start + Self.longestTag)
    while offset < limit {
      let next = text[offset]
      if next == UInt8(ascii: ">") { return offset + 1 }
      if next == UInt8(ascii: "<") { return nil }
      guard isNamePart(next) else {
        offset += 1
        continue
      }
      let nameStart = offset
      while offset < limit, isNamePart(text[offset]) { offset += 1 }
      let nameEnd = offset
      guard byte(offset) == UInt8(ascii: "=") else { continue }
      guard let value = value(from: offset + 1, limit: limit) else { return nil }
      offset = value.upperBound
      let name = key(ofName: nameStart..<nameEnd)
      if Self.readAttributes.contains(name) { passage.visible.append(value) }
      if Self.addressAttributes.contains(name) {
        passage.addresses.append(.init(range: value, isLoaded: isLoaded))
      }
    }
    return nil
  }

  /// An attribute's value, without its quotation marks.
  private func value(from start: Int, limit: Int) -> Range<Int>? {
    let mark = byte(start)
    let isQuoted = mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'")
    var end = isQuoted ? start + 1 : start
    while end < limit {
      if isQuoted ? text[end] == mark : isBlank(text[end]) || text[end] == UInt8(ascii: ">") {
        return (isQuoted ? start + 1 : start)..<end
      }
      if !isQuoted, text[end] == UInt8(ascii: "<") { return nil }
      end += 1
    }
    return nil
  }

  /// Where the closing tag of an element ends.
  private mutating func end(ofElement name: [UInt8], from start: Int) -> Int? {
    let limit = min(text.count, start + Self.longestElement)
    var offset = min(max(start, barren[name] ?? 0), limit)
    while let open = text[offset..<limit].firstIndex(of: UInt8(ascii: "<")) {
      let nameEnd = open + 2 + name.count
      if byte(open + 1) == UInt8(ascii: "/"), nameEnd < limit,
        text[open + 2..<nameEnd].elementsEqual(name, by: { $0 | 0x20 == $1 }),
        let close = text[nameEnd..<limit].firstIndex(of: UInt8(ascii: ">"))
      {
        return close + 1
      }
      offset = open + 1
    }
    // A closing tag may have begun just before the limit.
    barren[name] = max(offset, limit - name.count - 2)
    return nil
  }

  // MARK: - Markdown

  /// The target of a Markdown link, with its title: `](address "title")`.
  private func target(at start: Int) -> MarkupPassage? {
    guard byte(start + 1) == UInt8(ascii: "(") else { return nil }
    let first = start + 2
    var end = first
    let limit = min(text.count, start + 2_000)
    while end < limit, !isBlank(text[end]), text[end] != UInt8(ascii: ")") {
      // Another link begins: the text is full of beginnings.
      if text[end] == UInt8(ascii: "]") { return nil }
      end += 1
    }
    guard end < limit else { return nil }
    let address = MarkupPassage.Address(range: first..<end, isLoaded: isPicture(at: start))
    if text[end] == UInt8(ascii: ")") {
      return MarkupPassage(range: start..<end + 1, addresses: [address])
    }
    guard text[end] == 0x20, let title = value(from: end + 1, limit: limit),
      byte(title.upperBound + 1) == UInt8(ascii: ")")
    else { return nil }
    return MarkupPassage(
      range: start..<title.upperBound + 2, visible: [title], addresses: [address])
  }

  /// Whether what `]` ends began with `![`.
  private func isPicture(at close: Int) -> Bool {
    var offset = close - 1
    let limit = max(0, close - 200)
    while offset > limit, text[offset] != UInt8(ascii: "["), text[offset] != 0x0A { offset -= 1 }
    return offset > 0 && text[offset] == UInt8(ascii: "[") && text[offset - 1] == UInt8(ascii: "!")
  }
}

// MARK: - Names

extension MarkupReader {
  /// The elements of HTML and SVG, but for those that strike a text out: that is seen.
  private static let elements = names(
    """
    a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote body br
    button canvas caption center cite code col colgroup data datalist dd details dfn dialog dir div dl
    dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header
    hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meta meter nav
    noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby samp
    script search section select slot small source span strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr track tt u ul var video wbr
    circle clippath defs ellipse g line lineargradient mask path pattern polygon polyline
    radialgradient rect stop symbol use
    """)
  private static let hiddenElements = names("script style")
  /// Elements whose address is gone to, not loaded.
  private static let leadingElements = names("a area form")
  /// Attributes whose value is read out or shown.
  private static let readAttributes = names(
    "alt title placeholder label aria-label aria-description summary")
  private static let addressAttributes = names(
    "href src action formaction cite poster data srcset longdesc")

  private static func names(_ words: String) -> Set<UInt64> { Vocabulary.keys(words) }
}
