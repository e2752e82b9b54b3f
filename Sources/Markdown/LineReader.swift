internal import HTML

/// Reads the parts of a line that end inside it. Each byte is looked at a bounded number of times.
struct LineReader {
  private let source: [UInt8]
  private let start: Int
  let end: Int
  var position: Int
  /// Of each number of backticks, where the last run of so many starts; made when it is asked for.
  private var lastTicks: [Int: Int]?
  /// The tags of the line by where they start; made when they are asked for.
  private var tags: [Int: LineTag]?

  init(_ source: [UInt8], _ range: Range<Int>) {
    self.source = source
    start = range.lowerBound
    end = range.upperBound
    position = start
    farBytes = 4 * range.count
  }

  /// No label of a link is longer, in bytes.
  static let longestLabel = 999
  /// How far a target is looked for in any case; farther, as pictures in their own address need it, only
  /// as long as `farBytes` lasts, so that a line of beginnings is not read again for each of them.
  private static let longestTarget = 1_024
  private var farBytes: Int

  // MARK: - Code

  /// What stands between these backticks and as many others; steps over them. `nil` where there are no
  /// others: then only over these.
  mutating func code() -> Range<Int>? {
    let open = position
    while position < end, source[position] == 0x60 { position += 1 }
    let count = position - open
    let lastTicks = lastTicks ?? lastRuns()
    self.lastTicks = lastTicks
    guard let last = lastTicks[count], last > open else { return nil }
    let inner = position
    var place = inner
    while let run = ticks(from: place) {
      place = run.upperBound
      guard run.count == count else { continue }
      position = place
      return inner..<run.lowerBound
    }
    return nil
  }

  private func lastRuns() -> [Int: Int] {
    var last: [Int: Int] = [:]
    var place = start
    while let run = ticks(from: place) {
      place = run.upperBound
      last[run.count] = run.lowerBound
    }
    return last
  }

  /// The next run of backticks.
  private func ticks(from place: Int) -> Range<Int>? {
    guard let first = source[place..<end].firstIndex(of: 0x60) else { return nil }
    return first..<(source[first..<end].firstIndex { $0 != 0x60 } ?? end)
  }

  // MARK: - Tags

  /// The tag or comment that starts at a place.
  mutating func tag(at place: Int) -> LineTag? {
    let tags = tags ?? LineTag.all(in: source, start..<end)
    self.tags = tags
    return tags[place]
  }

  /// An address in angle brackets, without these; steps over them.
  mutating func address() -> Range<Int>? {
    var place = position + 1
    let limit = min(end, position + Self.longestTarget)
    var isAddress = false
    while place < limit, !source[place].isBlank, source[place] != 0x3C, source[place] != 0x3E {
      // A scheme has two letters or more; `<o:p>` is a tag.
      if source[place] == 0x3A, place > position + 2 { isAddress = true }
      if source[place] == 0x40, place > position + 1 { isAddress = true }
      place += 1
    }
    guard isAddress, place < limit, source[place] == 0x3E, source[position + 1].isLetter else {
      return nil
    }
    defer { position = place + 1 }
    return position + 1..<place
  }

  // MARK: - Links

  /// The target in round brackets that stand here; steps over them.
  mutating func target() -> Range<Int>? {
    guard position < end, source[position] == 0x28 else { return nil }
    let limit = min(end, position + max(Self.longestTarget, farBytes))
    let found = target(limit)
    farBytes -= min(farBytes, found == nil ? limit - position : 0)
    position = found?.end ?? position
    return found?.target
  }

  private func target(_ limit: Int) -> (target: Range<Int>, end: Int)? {
    var place = blanksEnd(position + 1, limit)
    let target: Range<Int>
    if place < limit, source[place] == 0x3C {
      guard let close = source[place..<limit].firstIndex(of: 0x3E) else { return nil }
      target = place + 1..<close
      place = close + 1
    } else {
      let begin = place
      place = bareTargetEnd(place, limit)
      target = begin..<place
    }
    let titleStart = blanksEnd(place, limit)
    if titleStart > place { place = titleEnd(titleStart, limit) }
    place = blanksEnd(place, limit)
    guard place < limit, source[place] == 0x29 else { return nil }
    return (target, place + 1)
  }

  private func blanksEnd(_ place: Int, _ limit: Int) -> Int {
    var place = place
    while place < limit, source[place].isBlank { place += 1 }
    return place
  }

  /// A target without angle brackets ends at a blank or at a bracket that it did not open.
  private func bareTargetEnd(_ start: Int, _ limit: Int) -> Int {
    var depth = 0
    var place = start
    while place < limit, !source[place].isBlank {
      switch source[place] {
      case 0x5C: place += 1
      case 0x28: depth += 1
      case 0x29:
        if depth == 0 { return place }
        depth -= 1
      default: break
      }
      place += 1
    }
    return min(place, limit)
  }

  /// Behind a title in quotation marks or brackets; `start` where there is none.
  private func titleEnd(_ start: Int, _ limit: Int) -> Int {
    guard start < limit, [0x22, 0x27, 0x28].contains(source[start]) else { return start }
    let mark: UInt8 = source[start] == 0x28 ? 0x29 : source[start]
    var place = start + 1
    while place < limit, source[place] != mark { place += source[place] == 0x5C ? 2 : 1 }
    return place < limit ? place + 1 : start
  }

  /// The label in square brackets that stand here, without these.
  func label() -> Range<Int>? {
    guard position < end, source[position] == 0x5B else { return nil }
    let limit = min(end, position + Self.longestLabel)
    var place = position + 1
    while place < limit, source[place] != 0x5D, source[place] != 0x5B {
      place += source[place] == 0x5C ? 2 : 1
    }
    guard place < limit, source[place] == 0x5D else { return nil }
    return position + 1..<place
  }

  // MARK: - Neighbours

  enum Neighbour { case blank, mark, word }

  func kind(before place: Int) -> Neighbour {
    guard place > start else { return .blank }
    let byte = source[place - 1]
    guard byte >= 0x80 else { return kind(byte) }
    var first = place - 1
    while first > start, source[first] & 0xC0 == 0x80, place - first < 4 { first -= 1 }
    return kind(ofCharacterAt: first)
  }

  func kind(at place: Int) -> Neighbour {
    guard place < end else { return .blank }
    return source[place] < 0x80 ? kind(source[place]) : kind(ofCharacterAt: place)
  }

  private func kind(_ byte: UInt8) -> Neighbour {
    byte.isBlank ? .blank : byte.isMark ? .mark : .word
  }

  private func kind(ofCharacterAt place: Int) -> Neighbour {
    let text = String(decoding: source[place..<min(place + 4, end)], as: UTF8.self)
    guard let scalar = text.unicodeScalars.first else { return .word }
    if scalar.properties.isWhitespace { return .blank }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      return .mark
    default: return .word
    }
  }
}

/// A tag of HTML, or a comment, inside a line.
struct LineTag {
  enum Kind { case comment, lineBreak, block, other }

  let kind: Kind
  let range: Range<Int>

  /// All of a line, by where they start.
  static func all(in source: [UInt8], _ line: Range<Int>) -> [Int: LineTag] {
    var tokenizer = Tokenizer(Array(source[line]))
    var tags: [Int: LineTag] = [:]
    while let token = tokenizer.next() {
      let range =
        token.range.lowerBound + line.lowerBound..<token.range.upperBound + line.lowerBound
      switch token.kind {
      case .comment where source[range].starts(with: "<!--".utf8):
        // One that the line does not end goes on, and is read as lines.
        guard source[range].suffix(3).elementsEqual("-->".utf8) else { break }
        tags[range.lowerBound] = LineTag(kind: .comment, range: range)
      case .startTag(let tag), .endTag(let tag):
        let name = tag.name.lowerBound + line.lowerBound..<tag.name.upperBound + line.lowerBound
        tags[range.lowerBound] = LineTag(kind: kind(source[name]), range: range)
      default: break
      }
    }
    return tags
  }

  private static func kind(_ name: ArraySlice<UInt8>) -> Kind {
    let name = String(decoding: name.prefix(16).map(\.lowercased), as: UTF8.self)
    return name == "br" ? .lineBreak : blocks.contains(name) ? .block : .other
  }

  private static let blocks: Set<String> = [
    "p", "div", "ul", "ol", "li", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "pre", "hr", "details", "summary", "section", "article", "center", "dl", "dt",
    "dd",
  ]
}
