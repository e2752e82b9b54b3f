/// What a line begins, by itself and by what it stands in.
///
/// Source: CommonMark 0.31, 4 and 5; GitHub Flavored Markdown, 4.10 for tables.
struct LineShape {
  enum Kind: Equatable {
    case blank
    case text
    case heading
    /// Signs below a paragraph, which make a heading of it; below nothing, dashes are a rule.
    case underline
    case rule
    case fence(sign: UInt8, count: Int)
    /// Colons, alone or with attributes or a name: pandoc's sign of a division's start or end.
    case division
    case bullet
    case number
    case row
    /// Dashes between the head of a table and its rows.
    case delimiterRow
    /// `[label]: target`
    case definition
    case indentedCode
    /// A comment that other lines end.
    case comment
  }

  private(set) var kind = Kind.text
  /// What is read of it: without its sign.
  private(set) var content: Range<Int>

  init(_ source: [UInt8], _ line: Range<Int>, isInParagraph: Bool, isInList: Bool) {
    var start = line.lowerBound
    var indent = 0
    while start < line.upperBound, source[start] == 0x20 || source[start] == 0x09 {
      indent += source[start] == 0x09 ? 4 : 1
      start += 1
    }
    content = start..<line.upperBound
    let text = source[content]
    guard let first = text.first, !text.allSatisfy(\.isBlank) else {
      kind = .blank
      return
    }
    if indent >= 4, !isInList {
      kind = .indentedCode
      return
    }
    read(text, first, isInParagraph: isInParagraph, isInList: isInList)
  }

  private mutating func read(
    _ text: ArraySlice<UInt8>, _ first: UInt8, isInParagraph: Bool, isInList: Bool
  ) {
    switch first {
    case 0x23: readHeading(text)
    case 0x3D where isInParagraph:
      if text.isOnly(0x3D) { kind = .underline }
    case 0x60, 0x7E: readFence(text, first)
    case 0x3A: readDivision(text, isInParagraph: isInParagraph)
    case 0x7C: readRow(text)
    case 0x5B: if !isInParagraph { readDefinition(text) }
    case 0x3C: if text.starts(with: "<!--".utf8), !text.contains("-->") { kind = .comment }
    case 0x2D, 0x2A, 0x2B, 0x5F: readSign(text, first, isInParagraph: isInParagraph)
    case 0x30...0x39: readNumber(text, mayInterrupt: !isInParagraph || isInList)
    default: break
    }
  }

  private mutating func readHeading(_ text: ArraySlice<UInt8>) {
    let signs = text.prefix { $0 == 0x23 }
    let rest = text.dropFirst(signs.count)
    guard signs.count <= 6, rest.first.map(\.isBlank) ?? true else { return }
    kind = .heading
    var end = rest.endIndex
    while end > rest.startIndex, text[end - 1].isBlank { end -= 1 }
    var close = end
    while close > rest.startIndex, text[close - 1] == 0x23 { close -= 1 }
    if close == rest.startIndex || text[close - 1].isBlank { end = close }
    content = rest.startIndex..<max(end, rest.startIndex)
  }

  private mutating func readFence(_ text: ArraySlice<UInt8>, _ sign: UInt8) {
    let count = text.prefix { $0 == sign }.count
    guard count >= 3, sign == 0x7E || !text.dropFirst(count).contains(0x60) else { return }
    kind = .fence(sign: sign, count: count)
  }

  private mutating func readDivision(_ text: ArraySlice<UInt8>, isInParagraph: Bool) {
    let signs = text.prefix { $0 == 0x3A }
    guard signs.count >= 3 else { return }
    let rest = text.dropFirst(signs.count).drop(while: \.isBlank)
    let name = rest.prefix { $0 != 0x3A && !$0.isBlank }
    let isNamed = rest.dropFirst(name.count).allSatisfy { $0 == 0x3A || $0.isBlank }
    // An end may stand below a paragraph; a start has a blank line before it.
    if rest.isEmpty || !isInParagraph && (isNamed || isAttributes(rest)) { kind = .division }
  }

  private func isAttributes(_ text: ArraySlice<UInt8>) -> Bool {
    guard let end = AttributeList.end(of: text) else { return false }
    return text[end...].allSatisfy { $0 == 0x3A || $0.isBlank }
  }

  private mutating func readRow(_ text: ArraySlice<UInt8>) {
    var end = text.endIndex
    while end > text.startIndex, text[end - 1].isBlank { end -= 1 }
    guard end - text.startIndex > 1 else { return }
    let isDelimiter = text.allSatisfy { "|-: \r\t".utf8.contains($0) } && text.contains(0x2D)
    kind = isDelimiter ? .delimiterRow : .row
    let last = text[end - 1] == 0x7C && text[end - 2] != 0x5C ? end - 1 : end
    content = text.startIndex + 1..<max(last, text.startIndex + 1)
  }

  private mutating func readDefinition(_ text: ArraySlice<UInt8>) {
    guard let close = text.prefix(LineReader.longestLabel).firstIndex(of: 0x5D),
      close > text.startIndex + 1, text[close...].dropFirst().first == 0x3A,
      text[close...].dropFirst(2).contains(where: { !$0.isBlank })
    else { return }
    kind = .definition
    content = close + 2..<text.endIndex
  }

  private mutating func readSign(_ text: ArraySlice<UInt8>, _ sign: UInt8, isInParagraph: Bool) {
    if sign == 0x2D, isInParagraph, text.isOnly(sign) {
      kind = .underline
    } else if sign != 0x2B, text.count(where: { $0 == sign }) >= 3,
      text.allSatisfy({ $0 == sign || $0.isBlank })
    {
      kind = .rule
    } else if sign != 0x5F, text.dropFirst().first.map(\.isBlank) ?? true {
      kind = .bullet
      content = text.startIndex + 1..<text.endIndex
    }
  }

  private mutating func readNumber(_ text: ArraySlice<UInt8>, mayInterrupt: Bool) {
    let digits = text.prefix { $0.isDigit }
    let rest = text.dropFirst(digits.count)
    guard digits.count <= 9, let mark = rest.first, mark == 0x2E || mark == 0x29,
      rest.dropFirst().first?.isBlank == true, mayInterrupt || digits.elementsEqual("1".utf8)
    else { return }
    kind = .number
  }

  /// The labels that a document gives targets for.
  static func labels(of source: [UInt8]) -> Set<[UInt8]> {
    var labels: Set<[UInt8]> = []
    var start = 0
    while start < source.count {
      let end = source[start...].firstIndex(of: 0x0A) ?? source.count
      let text = source[start..<end].drop { $0 == 0x20 || $0 == 0x3E }
      if text.first == 0x5B,
        let close = text.prefix(LineReader.longestLabel).firstIndex(of: 0x5D),
        text[close...].dropFirst().first == 0x3A
      {
        labels.insert(source.label(text.startIndex + 1..<close))
      }
      start = end + 1
    }
    return labels
  }
}

extension ArraySlice<UInt8> {
  /// Whether there is nothing but one sign, and blanks behind it.
  fileprivate func isOnly(_ sign: UInt8) -> Bool {
    drop { $0 == sign }.allSatisfy(\.isBlank)
  }
}
