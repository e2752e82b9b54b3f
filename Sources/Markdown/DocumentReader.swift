internal import HTML

/// Goes through the lines of a document, and gives each paragraph to an `InlineReader`.
struct DocumentReader {
  private let source: [UInt8]
  private let labels: Set<[UInt8]>
  private(set) var writer = PageWriter()
  private(set) var markup: [MarkupItem] = []

  /// The lines of the paragraph that is being read.
  private var paragraph: [Range<Int>] = []
  /// The fence of the code that is being read: its sign, how many, and whether it is a comment.
  private var fence: (sign: UInt8, count: Int)?
  private var isInComment = false
  private var isAfterBlank = true
  private var isInList = false
  private var isInIndentedCode = false
  private var quoteDepth = 0

  init(_ source: [UInt8]) {
    self.source = source
    labels = LineShape.labels(of: source)
  }

  mutating func readAll() {
    var start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < source.count {
      let end = source[start...].firstIndex(of: 0x0A) ?? source.count
      read(start..<end)
      start = end + 1
    }
    endParagraph()
  }

  private mutating func list(_ kind: MarkupItem.Kind, _ range: Range<Int>) {
    markup.append(
      kind == .mark
        ? MarkupItem(.mark, name: range) : MarkupItem(kind, value: range))
  }

  // MARK: - Lines

  private mutating func read(_ line: Range<Int>) {
    if isInComment {
      list(.comment, line)
      isInComment = !source[line].contains("-->")
      return
    }
    if let fence { return readCode(line, fence) }
    let line = withoutQuotes(line)
    let shape = LineShape(source, line, isInParagraph: !paragraph.isEmpty, isInList: isInList)
    defer {
      isAfterBlank = shape.kind == .blank
      if shape.kind != .blank, shape.kind != .indentedCode { isInIndentedCode = false }
    }
    switch shape.kind {
    case .blank:
      endParagraph()
      writer.block(isParagraph: true)
    case .comment:
      endParagraph()
      isInComment = true
      list(.comment, line)
    case .fence(let sign, let count):
      endParagraph()
      writer.block(isParagraph: true)
      list(.mark, line)
      fence = (sign, count)
    case .heading:
      endParagraph()
      list(.mark, line.lowerBound..<shape.content.lowerBound)
      readAlone(withoutAttributes(shape.content))
    case .underline where !paragraph.isEmpty:
      list(.mark, line)
      endParagraph()
    case .underline, .rule, .division:
      endParagraph()
      list(.mark, line)
      writer.block(isParagraph: true)
    case .definition:
      endParagraph()
      list(.linkTarget, shape.content)
    case .bullet:
      endParagraph()
      isInList = true
      list(.mark, shape.content.lowerBound - 1..<shape.content.lowerBound)
      writer.item()
      continueItem(shape.content)
    case .number:
      endParagraph()
      isInList = true
      writer.block(isParagraph: false)
      readNumbered(shape.content)
    case .row: readRow(shape.content)
    case .delimiterRow: list(.mark, line)
    case .indentedCode where isInIndentedCode || isAfterBlank && paragraph.isEmpty:
      isInIndentedCode = true
      verbatim(line)
    case .indentedCode, .text:
      if isAfterBlank, shape.content.lowerBound == line.lowerBound { isInList = false }
      if paragraph.isEmpty { writer.block(isParagraph: false) }
      paragraph.append(shape.content)
    }
  }

  /// What follows a bullet may be a heading or another bullet.
  private mutating func continueItem(_ content: Range<Int>) {
    let shape = LineShape(source, content, isInParagraph: false, isInList: true)
    switch shape.kind {
    case .bullet, .heading:
      list(.mark, content.lowerBound..<shape.content.lowerBound)
      paragraph.append(shape.content)
    case .blank: break
    default: paragraph.append(content)
    }
  }

  /// A point with its number, which is seen; a heading may follow.
  private mutating func readNumbered(_ content: Range<Int>) {
    let digits = source[content].prefix { $0.isDigit }.count
    let number = content.lowerBound..<content.lowerBound + digits + 1
    let rest = number.upperBound..<content.upperBound
    let shape = LineShape(source, rest, isInParagraph: false, isInList: true)
    guard shape.kind == .heading || shape.kind == .bullet else { return paragraph.append(content) }
    list(.mark, rest.lowerBound..<shape.content.lowerBound)
    paragraph += [number, shape.content]
  }

  /// A line without the signs of quotation before it; a deeper quotation begins a paragraph.
  private mutating func withoutQuotes(_ line: Range<Int>) -> Range<Int> {
    var place = line.lowerBound
    var depth = 0
    var next = place
    while true {
      // In a list, the sign may stand as far in as its text.
      let limit = isInList ? line.upperBound : place + 3
      while next < min(limit, line.upperBound), source[next] == 0x20 { next += 1 }
      guard next < line.upperBound, source[next] == 0x3E else { break }
      depth += 1
      next += 1
      if next < line.upperBound, source[next] == 0x20 { next += 1 }
      place = next
    }
    if depth > quoteDepth {
      endParagraph()
      writer.block(isParagraph: true)
      list(.mark, line.lowerBound..<place)
    }
    if depth > 0 || isAfterBlank { quoteDepth = depth }
    return place..<line.upperBound
  }

  // MARK: - Code

  private mutating func readCode(_ line: Range<Int>, _ fence: (sign: UInt8, count: Int)) {
    let text = source[line].drop { $0 == 0x20 || $0 == 0x3E }
    let signs = text.prefix { $0 == fence.sign }
    if signs.count >= fence.count, text.dropFirst(signs.count).allSatisfy(\.isBlank) {
      self.fence = nil
      writer.block(isParagraph: true)
      return
    }
    verbatim(line)
  }

  /// A line as it stands.
  private mutating func verbatim(_ line: Range<Int>) {
    let end = source[line].last == 0x0D ? line.upperBound - 1 : line.upperBound
    writer.block(isParagraph: false)
    if end > line.lowerBound {
      writer.put(source[line.lowerBound..<end], from: line.lowerBound..<end)
    } else {
      writer.lineBreak()
    }
  }

  // MARK: - Paragraphs

  /// A heading: a paragraph of one line.
  private mutating func readAlone(_ content: Range<Int>) {
    writer.block(isParagraph: true)
    paragraph = [content]
    endParagraph()
    writer.block(isParagraph: true)
  }

  /// A heading without the attributes behind it.
  private mutating func withoutAttributes(_ content: Range<Int>) -> Range<Int> {
    guard let start = AttributeList.start(endOf: source[content]) else { return content }
    markup.append(MarkupItem(.attribute, value: start..<content.upperBound))
    return content.lowerBound..<start
  }

  private mutating func readRow(_ cells: Range<Int>) {
    endParagraph()
    writer.row()
    var start = cells.lowerBound
    var place = start
    while place <= cells.upperBound {
      if place == cells.upperBound || source[place] == 0x7C {
        writer.cell()
        write([start..<place])
        start = place + 1
      } else if source[place] == 0x5C {
        place += 1
      }
      place += 1
    }
    writer.row()
  }

  private mutating func endParagraph() {
    guard !paragraph.isEmpty else { return }
    write(paragraph)
    paragraph = []
    writer.block(isParagraph: !isInList)
  }

  private mutating func write(_ lines: [Range<Int>]) {
    var reader = InlineReader(source, labels: labels)
    for (index, line) in lines.enumerated() {
      let trimmed = line.lowerBound + source[line].prefix { $0.isBlank }.count..<line.upperBound
      reader.read(trimmed, isLast: index + 1 == lines.count)
    }
    reader.finish()
    markup += reader.markup
    for part in reader.parts { write(part) }
  }

  private mutating func write(_ part: Inline) {
    switch part {
    case .text(let range): words(range)
    case .characters(let bytes, let range):
      if bytes.count == 1, bytes[0].isBlank {
        writer.space()
      } else {
        writer.put(bytes, from: range)
      }
    case .delimiters(let signs):
      guard signs.count > 0 else { return }
      writer.put(repeatElement(signs.sign, count: signs.count), from: signs.range)
    case .opening(let range, .text): writer.put(source[range], from: range)
    case .opening(let range, .image): writer.put("[".utf8, from: range)
    case .closing(let range, .image): writer.put("]".utf8, from: range)
    case .opening, .closing: break
    case .softBreak: writer.space()
    case .hardBreak: writer.lineBreak()
    case .block: writer.block(isParagraph: true)
    }
  }

  private mutating func words(_ range: Range<Int>) {
    var place = range.lowerBound
    while place < range.upperBound {
      guard !source[place].isBlank, source[place] != 0 else {
        if source[place] != 0 { writer.space() }
        place += 1
        continue
      }
      // Words with one space between two are written as they stand.
      var end = place + 1
      while end < range.upperBound, source.isWord(at: end) || source.parts(at: end, range) {
        end += 1
      }
      writer.put(source[place..<end], from: place..<end)
      place = end
    }
  }
}

extension [UInt8] {
  @inline(__always) fileprivate func isWord(at place: Int) -> Bool {
    !self[place].isBlank && self[place] != 0
  }

  /// Whether there is a space that stands alone between two words.
  @inline(__always) fileprivate func parts(at place: Int, _ range: Range<Int>) -> Bool {
    self[place] == 0x20 && place + 1 < range.upperBound && isWord(at: place + 1)
      && isWord(at: place - 1)
  }
}

extension ArraySlice<UInt8> {
  func contains(_ text: String) -> Bool {
    let mark = Array(text.utf8)
    return indices.contains { self[$0] == mark[0] && self[$0...].starts(with: mark) }
  }
}
