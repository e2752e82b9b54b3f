/// Places where a sentence surely starts, known from a few bytes around them.
///
/// `SentenceSegmenter` decides the same with tokens; this is for cutting a text before it has any.
/// A start that is not seen here only makes what is read closely a little longer.
struct SentenceEdges {
  /// How far a sentence start is looked for, in bytes.
  private static let reach = 4_096
  /// A line shorter than this, and with no room for the next word, is ended on purpose.
  private static let wrapWidth = 56
  /// How far an opening bracket is looked for, in bytes.
  private static let longestBracket = 256

  private let text: [UInt8]

  init(_ text: [UInt8]) { self.text = text }

  /// The first start behind `offset` with a whole sentence between, or `nil` where none is near.
  func start(wellAfter offset: Int) -> Int? {
    firstStart(after: offset).flatMap { firstStart(after: max($0, offset + Self.wrapWidth)) }
  }

  /// The last start before `offset` with a whole sentence between, or `nil` where none is near.
  func start(wellBefore offset: Int) -> Int? {
    lastStart(before: offset).flatMap(lastStart(before:))
  }

  private func firstStart(after offset: Int) -> Int? {
    let limit = min(text.count, offset + Self.reach)
    var place = offset + 1
    while place < limit {
      if isStart(place) { return place }
      place += 1
    }
    return nil
  }

  private func lastStart(before offset: Int) -> Int? {
    let limit = max(0, offset - Self.reach)
    var place = offset - 1
    while place > limit {
      if isStart(place) { return place }
      place -= 1
    }
    return nil
  }

  /// Whether a sentence surely starts at `place`.
  func isStart(_ place: Int) -> Bool { startsAfterEnd(place) && !mayBeInsideBrackets(place) }

  private func startsAfterEnd(_ place: Int) -> Bool {
    guard place >= 2, place < text.count, text[place] > 0x20 else { return false }
    let (before, end) = (text[place - 1], text[place - 2])
    guard before == 0x20 || before == 0x0A else { return false }
    if text[place] >= 0x80, isWhiteSpace(text.scalar(at: place).value) { return false }
    switch end {
    case 0x2E, 0x21, 0x3F: if isCapital(place), endsWord(place - 2) { return true }
    default: break
    }
    return before == 0x0A && isLineStart(place)
  }

  /// Whether a bracket opens not far before `place` and has not closed.
  private func mayBeInsideBrackets(_ place: Int) -> Bool {
    var place = place - 1
    let limit = max(0, place - Self.longestBracket)
    while place >= limit {
      switch text[place] {
      case 0x28, 0x5B: return true
      case 0x29, 0x5D: return false
      default: place -= 1
      }
    }
    return false
  }

  private func isCapital(_ place: Int) -> Bool {
    let byte = text[place]
    if byte < 0x80 { return byte &- 0x41 < 26 }
    return place + 1 < text.count && CommonLetters.isCapital(byte, text[place + 1])
  }

  /// Whether four letters stand before `place`: more than most abbreviations have.
  private func endsWord(_ place: Int) -> Bool {
    var place = place
    for _ in 0..<4 {
      guard place >= 2 else { return false }
      if text[place - 1] &- 0x61 < 26 {
        place -= 1
      } else if CommonLetters.contains(text[place - 2], text[place - 1]) {
        place -= 2
      } else {
        return false
      }
    }
    return true
  }
}

// MARK: - Lines

extension SentenceEdges {
  /// Whether the line break before `place` ends a sentence.
  private func isLineStart(_ place: Int) -> Bool {
    let lineEnd = text[place - 2] == 0x0D ? place - 2 : place - 1
    if lineEnd > 0, text[lineEnd - 1] == 0x0A { return !mayGoOn(place, after: lineEnd) }
    return isListMark(place) || isCounted(place) || isShortLine(before: lineEnd, place)
  }

  /// Whether what stands at `place` may go on with a clause from a full line before blank ones.
  private func mayGoOn(_ place: Int, after lineEnd: Int) -> Bool {
    guard text[place] >= 0x80 || text[place] &- 0x61 < 26, !isCapital(place) else { return false }
    var end = lineEnd
    while end > 0, text[end - 1] <= 0x20 { end -= 1 }
    let start = max(0, end - Self.wrapWidth)
    return end - start == Self.wrapWidth && !text[start..<end].contains(0x0A)
  }

  private func isListMark(_ place: Int) -> Bool {
    switch text[place] {
    case 0x2D, 0x2A, 0x2B, 0x23, 0x7C, 0x3E: return true
    default: return false
    }
  }

  /// Whether a number with a full stop stands at `place`.
  private func isCounted(_ place: Int) -> Bool {
    var end = place
    while end < text.count, text[end] &- 0x30 < 10 { end += 1 }
    guard end > place, end + 1 < text.count, text[end] == 0x2E else { return false }
    return text[end + 1] &- 0x30 >= 10
  }

  /// Whether the line that ends at `lineEnd` had room for the word at `place`.
  private func isShortLine(before lineEnd: Int, _ place: Int) -> Bool {
    var room = Self.wrapWidth
    var start = lineEnd
    while start > 0, room > 0, text[start - 1] != 0x0A {
      start -= 1
      room -= 1
    }
    var end = place
    while end < text.count, room > 0, text[end] > 0x20 {
      end += 1
      room -= 1
    }
    return room > 0
  }
}
