internal import HTML

/// Reads what stands inside one paragraph, heading or cell: emphasis, links, code, tags.
///
/// Emphasis and links go over the paragraph's lines; code, tags and the target of a link end with theirs.
///
/// Source: CommonMark 0.31, 6 and "A parsing strategy".
struct InlineReader {
  let source: [UInt8]
  /// Labels that the document gives targets for.
  let labels: Set<[UInt8]>
  var parts: [Inline] = []
  private(set) var markup: [MarkupItem] = []
  /// Places in `parts` of brackets that are open.
  private var brackets: [Int] = []
  /// Before which place in `parts` no bracket begins a link any more.
  private var linkEnd = 0
  /// Places in `parts` of signs that may still begin or end emphasis.
  var delimiters: [Int] = []

  init(_ source: [UInt8], labels: Set<[UInt8]>) {
    self.source = source
    self.labels = labels
  }

  /// Reads one line; more of the same paragraph may follow.
  mutating func read(_ line: Range<Int>, isLast: Bool) {
    var end = line.upperBound
    while end > line.lowerBound, source[end - 1].isBlank { end -= 1 }
    let spaces = line.upperBound - end
    var isHard = spaces >= 2 && source[end..<line.upperBound].prefix(2).allSatisfy { $0 == 0x20 }
    if !isLast, end > line.lowerBound, source[end - 1] == 0x5C {
      isHard = true
      end -= 1
    }
    var line = LineReader(source, line.lowerBound..<end)
    while line.position < end { readPart(&line) }
    if !isLast { parts.append(isHard ? .hardBreak : .softBreak) }
  }

  /// Nothing follows: what is still open is text.
  mutating func finish() {
    pairDelimiters(from: 0)
    for place in brackets {
      if case .opening(let range, _) = parts[place] { parts[place] = .opening(range, .text) }
    }
    brackets = []
  }

  mutating func list(
    _ kind: MarkupItem.Kind, name: Range<Int> = 0..<0, value: Range<Int> = 0..<0
  ) {
    markup.append(MarkupItem(kind, name: name, value: value))
  }

  private mutating func readPart(_ line: inout LineReader) {
    let start = line.position
    switch source[start] {
    case 0x5C where start + 1 < line.end && source[start + 1].isMark:
      line.position += 2
      parts.append(.characters([source[start + 1]], from: start..<start + 2))
    case 0x26:
      guard let found = CharacterReference.read(in: source, at: start, limit: line.end) else {
        return readText(&line)
      }
      line.position = found.end
      parts.append(.characters(found.value.bytes, from: start..<found.end))
    case 0x60:
      if let code = line.code() {
        list(.mark, name: start..<code.lowerBound)
        parts.append(.text(code))
      } else {
        parts.append(.text(start..<line.position))
      }
    case 0x2A, 0x5F, 0x7E: readDelimiters(&line)
    case 0x5B:
      open(start..<start + 1, isImage: false, &line)
    case 0x21 where start + 1 < line.end && source[start + 1] == 0x5B:
      open(start..<start + 2, isImage: true, &line)
    case 0x5D: close(&line)
    case 0x3C: readAngle(&line)
    default: readText(&line)
    }
  }

  private mutating func readText(_ line: inout LineReader) {
    let start = line.position
    line.position += 1
    while line.position < line.end, !source[line.position].mayBeginPart { line.position += 1 }
    parts.append(.text(start..<line.position))
  }

  // MARK: - Tags and addresses

  private mutating func readAngle(_ line: inout LineReader) {
    let start = line.position
    if let address = line.address() {
      list(.linkTarget, value: address)
      return parts.append(.text(address))
    }
    guard let tag = line.tag(at: start) else {
      line.position += 1
      return parts.append(.text(start..<start + 1))
    }
    line.position = tag.range.upperBound
    switch tag.kind {
    case .comment: list(.comment, value: tag.range)
    case .lineBreak: parts.append(.hardBreak)
    case .block: parts.append(.block)
    case .other: break
    }
    if tag.kind != .comment { list(.element, name: tag.range) }
  }

  // MARK: - Brackets

  private mutating func open(_ range: Range<Int>, isImage: Bool, _ line: inout LineReader) {
    line.position = range.upperBound
    brackets.append(parts.count)
    parts.append(.opening(range, isImage ? .image : .link))
  }

  private mutating func close(_ line: inout LineReader) {
    let start = line.position
    line.position += 1
    guard let place = brackets.popLast(), case .opening(let range, let bracket) = parts[place]
    else {
      return parts.append(.text(start..<start + 1))
    }
    let isImage = bracket == .image
    let target =
      isImage || place >= linkEnd ? target(&line, label: range.upperBound..<start) : nil
    let mayHaveAttributes = target != nil || !isImage
    guard mayHaveAttributes && readAttributes(&line) || target != nil else {
      parts[place] = .opening(range, .text)
      return parts.append(.text(start..<start + 1))
    }
    if let target { list(isImage ? .media : .linkTarget, value: target) }
    pairDelimiters(from: (delimiters.lastIndex { $0 < place } ?? -1) + 1)
    // A picture without words is not seen.
    let isEmpty = source[range.upperBound..<start].allSatisfy(\.isBlank)
    if isImage && isEmpty { parts[place] = .opening(range, .link) }
    parts.append(.closing(start..<line.position, isEmpty ? .link : bracket))
    // No link stands in another.
    if target != nil && !isImage { linkEnd = place }
  }

  /// Steps over the attributes that stand here, and lists them; `false` where there are none.
  private mutating func readAttributes(_ line: inout LineReader) -> Bool {
    let start = line.position
    guard let end = AttributeList.end(of: source[start..<line.end]) else { return false }
    line.position = end
    list(.attribute, value: start..<end)
    return true
  }

  /// Where the link leads that ends here: its address, or the label of one.
  private func target(_ line: inout LineReader, label: Range<Int>) -> Range<Int>? {
    if let target = line.target() { return target }
    if let other = line.label(), !other.isEmpty {
      guard labels.contains(source.label(other)) else { return nil }
      line.position = other.upperBound + 1
      return other
    }
    guard label.count <= LineReader.longestLabel, labels.contains(source.label(label)) else {
      return nil
    }
    if line.label()?.isEmpty == true { line.position += 2 }
    return label
  }
}

extension UInt8 {
  fileprivate var mayBeginPart: Bool {
    switch self {
    case 0x5C, 0x26, 0x60, 0x2A, 0x5F, 0x7E, 0x5B, 0x21, 0x5D, 0x3C: true
    default: false
    }
  }
}

extension [UInt8] {
  /// A label as labels are compared: in small letters, with single spaces.
  func label(_ range: Range<Int>) -> [UInt8] {
    Array(
      self[range].split { $0.isBlank }.map { $0.map(\.lowercased) }.joined(separator: [0x20]))
  }
}
